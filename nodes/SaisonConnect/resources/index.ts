import { commonOptions, type OperationTable } from '../../../lib/core';
import type { SaisonCredential } from '../../../lib/saison/auth/credential';
import { send } from './apiRequest/send.operation';
import { createStateOperation } from './authorization/createState.operation';
import { exchangeCode } from './authorization/exchangeCode.operation';
import { getAuthorizeUrl } from './authorization/getAuthorizeUrl.operation';
import { refreshTokens } from './authorization/refreshTokens.operation';
import { sendContractCall } from './contract/send.operation';
import { getCreditLine } from './creditLine/get.operation';
import { itemTokenOption } from './fields';
import { getAttributes } from './member/getAttributes.operation';
import { getStatement } from './statement/get.operation';
import { getBalance } from './wallet/getBalance.operation';

/** Every resource and operation of the node, sorted by name. */
export const saisonTable: OperationTable<SaisonCredential> = {
	resources: [
		{
			value: 'apiRequest',
			name: 'API Request',
			description: 'Any request to the API, signed for you',
			operations: [send],
		},
		{
			value: 'authorization',
			name: 'Authorization',
			description: 'Consent of a member, and the resulting tokens',
			unauthenticated: true,
			operations: [createStateOperation, exchangeCode, getAuthorizeUrl, refreshTokens],
		},
		{
			value: 'contract',
			name: 'Contract Call',
			description: "Any call in the credential's API description, with its parameters as fields",
			operations: [sendContractCall],
		},
		{
			value: 'creditLine',
			name: 'Credit Line',
			description: 'Credit limits and available amounts of a member',
			operations: [getCreditLine],
		},
		{
			value: 'member',
			name: 'Member',
			description: 'Data about a card member',
			operations: [getAttributes],
		},
		{
			value: 'statement',
			name: 'Statement',
			description: 'Monthly bill of a member',
			operations: [getStatement],
		},
		{
			value: 'wallet',
			name: 'Wallet',
			description: 'Prepaid balance of a member',
			operations: [getBalance],
		},
	],
	options: commonOptions,
	itemTokenOption,
	defaultResource: 'member',
};
