import { asSimplifiedItem, type SaisonOperation } from '../../../../lib/saison/operation';
import { contractFields, contractModelFields, contractRequest } from '../fields';

/** TEI003. Path and parameters are in the contract. */
export const getCreditLine: SaisonOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get credit line',
	description: 'Get limits and available amounts of the member whose token is used (TEI003)',
	effect: 'read',
	fields: contractFields,
	modelFields: contractModelFields,
	buildRequest: contractRequest,
	parseResponse: asSimplifiedItem,
};
