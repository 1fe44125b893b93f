import { NodeHelpers, type INodeProperties } from 'n8n-workflow';
import { CALL_PARAMETER, contractOperation } from '../../../../lib/core/contract/operation';

const rules = { bodyFormat: 'json', forbiddenHeaders: [], isForbiddenPath: () => false } as const;
const field = contractOperation(() => rules, true).fields.find(
	({ name }) => name === 'safeToRepeat',
) as INodeProperties;

/** Whether n8n shows Safe to Repeat beside this call, as the list or the user enters it. */
const isShown = (value: string): boolean =>
	NodeHelpers.displayParameter(
		{ [CALL_PARAMETER]: { __rl: true, mode: 'id', value } },
		field,
		null,
		null,
	);

describe('Safe to Repeat of a contract call', () => {
	it.each(['POST /points', 'PUT /cards/{card}', 'delete /cards/{card}', ' PATCH /points '])(
		'is asked for %j, which may change data',
		(call) => expect(isShown(call)).toBe(true),
	);

	it.each(['', 'GET /points', 'get /points', 'HEAD /points', 'POST /points read', 'GET /x write'])(
		'is not asked for %j',
		(call) => expect(isShown(call)).toBe(false),
	);

	it('is asked for a call that an expression chooses', () => {
		expect(isShown('={{ $json.call }}')).toBe(true);
	});
});
