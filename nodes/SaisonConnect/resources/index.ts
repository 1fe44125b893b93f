import { commonOptions } from '../../../lib/n8n/common-fields';
import type { OperationTable } from '../../../lib/n8n/operation';
import type { SaisonCredential } from '../../../lib/saison/credential';
import { send } from './apiRequest/send.operation';
import { createStateOperation } from './authorization/createState.operation';
import { exchangeCode } from './authorization/exchangeCode.operation';
import { getAuthorizeUrl } from './authorization/getAuthorizeUrl.operation';
import { refreshTokens } from './authorization/refreshTokens.operation';
import { getCreditLine } from './creditLine/get.operation';
import { tokenOption } from './fields';
import { getAttributes } from './member/getAttributes.operation';
import { getStatement } from './statement/get.operation';
import { getBalance } from './wallet/getBalance.operation';

/** Every resource and operation of the node. A new operation is one file and one line here. */
export const saisonTable: OperationTable<SaisonCredential> = {
	resources: [
		{ value: 'apiRequest', name: 'API Request', operations: [send] },
		{
			value: 'authorization',
			name: 'Authorization',
			withoutSession: true,
			operations: [createStateOperation, exchangeCode, getAuthorizeUrl, refreshTokens],
		},
		{ value: 'creditLine', name: 'Credit Line', operations: [getCreditLine] },
		{ value: 'member', name: 'Member', operations: [getAttributes] },
		{ value: 'statement', name: 'Statement', operations: [getStatement] },
		{ value: 'wallet', name: 'Wallet', operations: [getBalance] },
	],
	options: commonOptions,
	tokenOption,
	defaultResource: 'member',
};
