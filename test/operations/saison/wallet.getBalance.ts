import { wallet } from '../../../sandbox/saison/response-bodies';
import { SaisonState } from '../../../sandbox/saison/state';
import type { OperationSpec } from '../spec';
import { contractFaults, contractSpec, forAllMembers } from './contract';

const state = new SaisonState({});

export const spec: OperationSpec = {
	...contractSpec('TED001'),
	example: {
		parameters: { path: '/sandbox-made-up/wallet' },
		sends: 'POST /sandbox-made-up/wallet',
		response: { body: { response_ts: '20261126100000000', wallet_balance: '3500' } },
		output: { response_ts: '2026-11-26T10:00:00.000', wallet_balance: 3500 },
	},
	responses: forAllMembers((member) => wallet(member, state)),
	faults: contractFaults('/sandbox-made-up/wallet', [], { wallet_balance: expect.anything() }),
};
