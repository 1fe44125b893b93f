import type { Operation } from '../../../../lib/core';
import type { SaisonCredential } from '../../../../lib/saison/auth/credential';
import { checkWithMemberCodes } from '../../../../lib/saison/errors';
import { asSimplifiedItem } from '../../../../lib/saison/output';
import { contractRequest, contractFields } from '../fields';

/** TED001. Its result codes are the points platform's own, so none is known to be final. */
export const getBalance: Operation<SaisonCredential> = {
	value: 'getBalance',
	name: 'Get Balance',
	action: 'Get wallet balance',
	description: 'Get the prepaid balance of the member whose token is used (TED001)',
	effect: 'read',
	checkResponse: checkWithMemberCodes(),
	fields: contractFields,
	buildRequest: contractRequest,
	parseResponse: asSimplifiedItem,
};
