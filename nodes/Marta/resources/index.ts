import { commonOptions } from '../../../lib/n8n/common-fields';
import type { OperationTable } from '../../../lib/n8n/operation';
import type { MartaCredential } from '../../../lib/marta/credential';
import { send } from './apiRequest/send.operation';
import { getCampaign } from './campaign/get.operation';
import { checkCard } from './card/check.operation';
import { logInCustomer } from './customer/logIn.operation';
import { tokenOption } from './fields';
import { logInSession } from './session/logIn.operation';

/** Every resource and operation of the node. A new operation is one file and one line here. */
export const martaTable: OperationTable<MartaCredential> = {
	resources: [
		{ value: 'apiRequest', name: 'API Request', operations: [send] },
		{ value: 'campaign', name: 'Campaign', operations: [getCampaign] },
		{ value: 'card', name: 'Card', operations: [checkCard] },
		{ value: 'customer', name: 'Customer', withoutSession: true, operations: [logInCustomer] },
		{ value: 'session', name: 'Session', withoutSession: true, operations: [logInSession] },
	],
	options: commonOptions,
	tokenOption,
	defaultResource: 'card',
};
