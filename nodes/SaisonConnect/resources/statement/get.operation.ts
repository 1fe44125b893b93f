import type { Operation } from '../../../../lib/core';
import type { SaisonCredential } from '../../../../lib/saison/auth/credential';
import { checkWithMemberCodes } from '../../../../lib/saison/errors';
import { asSimplifiedItem } from '../../../../lib/saison/output';
import { contractRequest, contractFields } from '../fields';

/** TEB002. Its page names the answer and result code 104; path and parameters come with the contract. */
export const getStatement: Operation<SaisonCredential> = {
	value: 'get',
	name: 'Get',
	action: 'Get statement',
	description: 'Get the monthly bill of the member whose token is used (TEB002)',
	effect: 'read',
	checkResponse: checkWithMemberCodes('104'),
	fields: contractFields,
	buildRequest: contractRequest,
	parseResponse: asSimplifiedItem,
};
