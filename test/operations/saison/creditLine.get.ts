import { creditLine } from '../../../sandbox/saison/response-bodies';
import type { OperationSpec } from '../spec';
import { MEMBER_CODES } from './common';
import { contractFaults, contractSpec, forAllMembers } from './contract';

export const spec: OperationSpec = {
	...contractSpec('TEI003'),
	example: {
		parameters: { path: '/sandbox-made-up/credit-line' },
		sends: 'POST /sandbox-made-up/credit-line',
		response: {
			body: { result_code: '000', shopping_limit: '500000', shopping_available: '320000' },
		},
		output: { result_code: '000', shopping_limit: 500000, shopping_available: 320000 },
	},
	responses: forAllMembers(creditLine),
	faults: contractFaults('/sandbox-made-up/credit-line', MEMBER_CODES, {
		result_code: expect.anything(),
	}),
};
