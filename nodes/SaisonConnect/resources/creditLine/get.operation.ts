import type { Operation } from '../../../../lib/core';
import type { SaisonCredential } from '../../../../lib/saison/auth/credential';
import { asSimplifiedItem } from '../../../../lib/saison/output';
import { contractRequest, contractFields } from '../fields';

/** TEI003. Path and parameters come with the contract. */
export const getCreditLine: Operation<SaisonCredential> = {
	value: 'get',
	name: 'Get',
	action: 'Get credit line',
	description: 'Get limits and available amounts of the member whose token is used (TEI003)',
	effect: 'read',
	fields: contractFields,
	buildRequest: contractRequest,
	parseResponse: asSimplifiedItem,
};
