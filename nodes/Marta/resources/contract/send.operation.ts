import { contractOperation } from '../../../../lib/core';
import { martaContractRules } from '../../../../lib/marta/contract';
import { asItem, type MartaOperation } from '../../../../lib/marta/operation';

/** For every endpoint that the user's own API description contains. */
export const sendContractCall: MartaOperation = {
	...contractOperation(() => martaContractRules, true),
	parseResponse: asItem,
};
