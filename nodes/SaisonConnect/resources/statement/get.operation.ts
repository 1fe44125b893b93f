import { checkWithMemberCodes } from '../../../../lib/saison/errors';
import { asSimplifiedItem, type SaisonOperation } from '../../../../lib/saison/operation';
import { contractFields, contractModelFields, contractRequest } from '../fields';

/** TEB002. Its page shows the response and result code 104; path and parameters are in the contract. */
export const getStatement: SaisonOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get statement',
	description: 'Get the monthly bill of the member whose token is used (TEB002)',
	effect: 'read',
	checkResponse: checkWithMemberCodes('104'),
	fields: contractFields,
	modelFields: contractModelFields,
	buildRequest: contractRequest,
	parseResponse: asSimplifiedItem,
};
