import { checkWithMemberCodes } from '../../../../lib/saison/errors';
import { asSimplifiedItem, type SaisonOperation } from '../../../../lib/saison/operation';
import { contractFields, contractModelFields, contractRequest } from '../fields';

/** TED001. Its result codes are the points platform's own, so none is known to be about the member. */
export const getBalance: SaisonOperation = {
	value: 'getBalance',
	name: 'Get Balance',
	action: 'Get wallet balance',
	description: 'Get the prepaid balance of the member whose token is used (TED001)',
	effect: 'read',
	checkResponse: checkWithMemberCodes(),
	fields: contractFields,
	modelFields: contractModelFields,
	buildRequest: contractRequest,
	parseResponse: asSimplifiedItem,
};
