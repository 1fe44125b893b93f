import { contractOperation, responseOptions } from '../../../../lib/core';
import type { SaisonCredential } from '../../../../lib/saison/auth/credential';
import { saisonContractRules } from '../../../../lib/saison/contract';
import { asSimplifiedItem, type SaisonOperation } from '../../../../lib/saison/operation';
import { simplifyField } from '../fields';

// A model must not fill in what Saison Connect writes: a payment cannot be changed back.
const operation = contractOperation<SaisonCredential>(saisonContractRules, false);

/** For every endpoint that the user's own API description contains. */
export const sendContractCall: SaisonOperation = {
	...operation,
	fields: [...operation.fields, simplifyField],
	options: responseOptions('form'),
	parseResponse: asSimplifiedItem,
};
