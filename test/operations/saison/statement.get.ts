import { statement } from '../../../sandbox/saison/response-bodies';
import type { OperationSpec } from '../spec';
import { contractFaults, contractSpec, forAllMembers } from './contract';

export const spec: OperationSpec = {
	...contractSpec('TEB002'),
	example: {
		parameters: { path: '/sandbox-made-up/statement' },
		sends: 'POST /sandbox-made-up/statement',
		response: {
			body: { result_code: '000', this_month: { due_date: '20261204', claim_amount: '12800' } },
		},
		output: { result_code: '000', this_month: { due_date: '2026-12-04', claim_amount: 12800 } },
	},
	responses: forAllMembers(statement),
	faults: contractFaults('/sandbox-made-up/statement', ['104'], { result_code: expect.anything() }),
};
