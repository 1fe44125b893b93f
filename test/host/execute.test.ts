import { pauseUntil } from './gate';
import {
	itemsOf,
	martaNode,
	saisonNode,
	startEnvironment,
	workflowWith,
	type HostRun,
	type Environment,
} from './environment';

jest.setTimeout(600_000);
let environment: Environment;
const saison = { id: 'saison-credential', name: 'Saison' };
const marta = { id: 'marta-credential', name: 'Marta' };

beforeAll(async () => {
	environment = await startEnvironment();
	const { credentials } = environment.sandbox;
	await environment.n8n.importCredentials([
		{ ...saison, type: 'saisonConnectApi', data: credentials.saisonConnectApi },
		{ ...marta, type: 'martaApi', data: credentials.martaApi.customersynchro },
	]);
});
afterAll(async () => await environment?.stop());

/** Each call is an n8n process of its own: what it does not store is gone. */
async function execute(
	items: unknown[] | string,
	node: Parameters<typeof workflowWith>[1],
): Promise<HostRun & { hints: unknown }> {
	const workflow = workflowWith(items, node);
	await environment.n8n.importWorkflows([workflow]);
	const { ok, data } = await environment.n8n.execute(String(workflow.id));
	return {
		status: ok ? 'success' : 'error',
		items: itemsOf(data, node.name),
		error: data.resultData.error,
		hints: (data.resultData.runData[node.name]?.[0] as { hints?: unknown } | undefined)?.hints,
	};
}

const ITEMS_300 = 'return Array.from({ length: 300 }, (_, index) => ({ json: { index } }))';

it('exchanges the code in one process and uses the stored token in the next', async () => {
	const node = saisonNode(saison, { resource: 'member', operation: 'getAttributes' });
	const first = await execute([{}], node);
	expect(first.error).toBeUndefined();
	expect(first.items[0]).toMatchObject({
		result_code: '000',
		info_data: { sex: expect.anything() },
	});
	const second = await execute([{}], node);
	expect(second.status).toBe('success');
	expect(second.hints).toEqual([]);
	expect(environment.sandbox.saison.counts()).toMatchObject({ codeExchanges: 1, refreshes: 0 });
});

it('refreshes once when the token expired between two runs, and keeps the rotated refresh token', async () => {
	const node = saisonNode(saison, {
		resource: 'member',
		operation: 'getAttributes',
		options: { maxConcurrentRequests: 20 },
	});
	for (const round of [1, 2]) {
		environment.sandbox.saison.expire();
		const run = await execute(ITEMS_300, node);
		expect([round, run.error, run.items.length]).toEqual([round, undefined, 300]);
		expect(environment.sandbox.saison.counts()).toMatchObject({
			refreshes: round,
			refreshTokensUsedTwice: 0,
		});
	}
});

it('logs in once for 300 items at 20 at once with an empty session, in their order', async () => {
	const { marta: server } = environment.sandbox;
	// All wait for the first call of the item that logged in; none of the next 20 gets a response before all are open.
	const order = { match: { path: '/customer/checkcard' }, skip: 1, times: 20 };
	const twentyCame = pauseUntil(server, order, (paused) => paused === 20);
	const run = await execute(
		'return Array.from({ length: 300 }, (_, index) => ({ json: { card: String(2990000000001 + (index % 5)) } }))',
		martaNode(marta, {
			resource: 'card',
			operation: 'check',
			lookupBy: 'card',
			value: '={{ $json.card }}',
			options: { maxConcurrentRequests: 20 },
		}),
	);
	await twentyCame;
	expect(run.error).toBeUndefined();
	expect(run.items).toHaveLength(300);
	run.items.forEach((item, index) => {
		expect(item.body).toMatchObject({ card: String(2990000000001 + (index % 5)) });
	});
	const counts = server.counts();
	expect(counts.logins).toBe(1);
	expect(counts.maxOpen.requests).toBe(20);
});

it("returns each member's own data, an error item where a token has expired, and renews nothing", async () => {
	const [first, second] = environment.sandbox.saison.memberTokens({ members: ['na001', 'na003'] });
	const [expired] = environment.sandbox.saison.memberTokens({ members: ['na004'], expired: true });
	const { refreshes } = environment.sandbox.saison.counts();
	const run = await execute(
		[first, expired, second].map(({ accessToken }) => ({ json: { accessToken } })),
		saisonNode(
			saison,
			{
				resource: 'member',
				operation: 'getAttributes',
				options: { memberAccessToken: '={{ $json.accessToken }}' },
			},
			{ onError: 'continueRegularOutput' },
		),
	);
	expect(run.items).toHaveLength(3);
	expect(run.items[1]).toEqual({
		error: expect.stringContaining("member's access token"),
		details: { reason: 'token_expired', httpStatus: 401, resultCode: null },
	});
	expect(run.hints).toEqual([
		{
			message: '1 of 3 items failed: token expired.',
			type: 'warning',
			location: 'outputPane',
		},
	]);
	expect(run.items[0].info_data).toBeDefined();
	expect(run.items[2].info_data).toBeDefined();
	expect(run.items[0]).not.toEqual(run.items[2]);
	expect(environment.sandbox.saison.counts().refreshes).toBe(refreshes);
});

it('simplifies what the catalog names', async () => {
	const run = await execute(
		[{}],
		saisonNode(saison, {
			resource: 'creditLine',
			operation: 'get',
			path: '/sandbox-made-up/credit-line',
		}),
	);
	expect(typeof run.items[0].shopping_limit).toBe('number');
});

it.each([
	['a path without a slash', { path: 'no-slash' }, /'Path' must begin with a slash/],
	['a path on another host', { path: '//example.com/x' }, /'Path'/],
])('rejects %s and sends nothing', async (_name, parameters, message) => {
	const before = environment.sandbox.saison.counts().total;
	const run = await execute(
		[{}],
		saisonNode(saison, { resource: 'wallet', operation: 'getBalance', ...parameters }),
	);
	expect(run.error?.message).toMatch(message);
	expect(environment.sandbox.saison.counts().total).toBe(before);
});
