import { contractOperation, responseOptions } from '../../../../lib/core';
import { martaContractRules } from '../../../../lib/marta/contract';
import type { MartaCredential } from '../../../../lib/marta/credential';
import { asItem, type MartaOperation } from '../../../../lib/marta/operation';

/** For every endpoint that the user's own API description contains. */
export const sendContractCall: MartaOperation = {
	...contractOperation<MartaCredential>(() => martaContractRules, true),
	options: responseOptions('json'),
	parseResponse: asItem,
};
