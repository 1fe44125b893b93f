import { commonOptions, type OperationTable } from '../../../lib/core';
import type { MartaCredential } from '../../../lib/marta/credential';
import { send } from './apiRequest/send.operation';
import { getCampaign } from './campaign/get.operation';
import { checkCard } from './card/check.operation';
import { sendContractCall } from './contract/send.operation';
import { logInCustomer } from './customer/logIn.operation';
import { itemTokenOption } from './fields';
import { logInSession } from './session/logIn.operation';

/** Every resource and operation of the node, sorted by name. */
export const martaTable: OperationTable<MartaCredential> = {
	resources: [
		{
			value: 'apiRequest',
			name: 'API Request',
			description: 'Any request to the API, with the session',
			operations: [send],
		},
		{
			value: 'campaign',
			name: 'Campaign',
			description: 'Rules of a loyalty campaign',
			operations: [getCampaign],
		},
		{
			value: 'card',
			name: 'Card',
			description: 'Loyalty card of a person',
			operations: [checkCard],
		},
		{
			value: 'contract',
			name: 'Contract Call',
			description: "Any call in the credential's API description, with its parameters as fields",
			operations: [sendContractCall],
		},
		{
			value: 'customer',
			name: 'Customer',
			description: 'End customer with their own login',
			unauthenticated: true,
			operations: [logInCustomer],
		},
		{
			value: 'session',
			name: 'Session',
			description: 'Session of the credential itself',
			unauthenticated: true,
			operations: [logInSession],
		},
	],
	options: commonOptions,
	itemTokenOption,
	defaultResource: 'card',
};
