import type { INode } from 'n8n-workflow';
import type { SeenRequest } from '../../sandbox';
import {
	chainOf,
	itemsOf,
	martaNode,
	saisonNode,
	startWorld,
	workflowWith,
	type World,
} from './world';

jest.setTimeout(600_000);
let world: World;
const saison = { id: 'saison-credential', name: 'Saison' };
const marta = { id: 'marta-credential', name: 'Marta' };
const attributes = (options = {}): INode =>
	saisonNode(saison, { resource: 'member', operation: 'getAttributes', options });

beforeAll(async () => {
	world = await startWorld();
	const { credentials } = world.sandbox;
	await world.n8n.importCredentials([
		{ ...saison, type: 'saisonConnectApi', data: credentials.saisonConnectApi },
		{ ...marta, type: 'martaApi', data: credentials.martaApi.customersynchro },
	]);
});
afterAll(async () => await world?.stop());

describe('two processes that renew at the same moment', () => {
	const ids = ['race-one', 'race-two'];

	beforeAll(async () => {
		await world.n8n.importWorkflows(
			ids.map((id) => ({ ...chainOf([], [attributes()]), id, active: false })),
		);
	});

	async function execute(id: string): Promise<unknown[]> {
		const { data } = await world.n8n.execute(id);
		const { error } = data.resultData;
		return error ? [error.message] : itemsOf(data, 'Under Test');
	}

	const ANSWERED = [expect.objectContaining({ result_code: '000' })];

	// The first answer of the token endpoint is kept back until both have asked.
	it.each([
		['as it comes', undefined],
		['both asked before the first is served', { kind: 'delay', ms: 3000 }],
		['the second is refused while the first waits', { kind: 'delay', ms: 3000, afterWork: true }],
		['both asked before the first is served, again', { kind: 'delay', ms: 3000 }],
		['the second is refused, again', { kind: 'delay', ms: 3000, afterWork: true }],
	] as const)('both runs finish: %s', async (_name, fault) => {
		const { sandbox } = world;
		if (sandbox.saison.counts().codeExchanges === 0) {
			expect(await execute(ids[0])).toEqual(ANSWERED);
		}
		sandbox.saison.expire();
		if (fault) sandbox.saison.faults({ match: { path: '/auth/token' }, fault });
		const before = sandbox.saison.counts();
		const both = await Promise.all(ids.map(execute));
		sandbox.saison.faults({ clear: true });
		expect(both).toEqual([ANSWERED, ANSWERED]);
		const after = sandbox.saison.counts();
		// One of two that use a rotating token at once is refused; nothing can lock across processes.
		expect(after.refreshTokensUsedTwice - before.refreshTokensUsedTwice).toBeLessThanOrEqual(1);
		expect(after.refreshes - before.refreshes).toBe(1);

		expect(await execute(ids[0])).toEqual(ANSWERED);
		expect(sandbox.saison.counts().refreshes).toBe(after.refreshes);
	});

	it('the newest refresh token is the stored one', async () => {
		const { refreshTokensUsedTwice } = world.sandbox.saison.counts();
		world.sandbox.saison.expire();
		expect(await execute(ids[1])).toEqual(ANSWERED);
		expect(world.sandbox.saison.counts().refreshTokensUsedTwice).toBe(refreshTokensUsedTwice);
	});
});

describe('tokens that die every 250 ms under 300 items at 20 at once', () => {
	const LIFETIME_MS = 250;
	const options = { maxConcurrentRequests: 20 };
	const items = 'return Array.from({ length: 300 }, (_, index) => ({ json: { index } }))';

	/** How often a token can have died between the first and the last of these calls. */
	function expiries(seen: SeenRequest[]): number {
		const times = seen.map(({ at }) => Date.parse(at));
		return Math.ceil((Math.max(...times) - Math.min(...times)) / LIFETIME_MS);
	}

	async function run(node: INode): Promise<{ error?: unknown; items: unknown[] }> {
		const workflow = workflowWith(items, node);
		await world.n8n.importWorkflows([workflow]);
		const { data } = await world.n8n.execute(String(workflow.id));
		return { error: data.resultData.error, items: itemsOf(data, node.name) };
	}

	it('Saison Connect: all 300 results, no refresh token used twice', async () => {
		const { saison: server } = world.sandbox;
		server.settings({ accessTokenLifetimeMs: LIFETIME_MS, delayMs: 20, keepRequests: 5000 });
		server.expire();
		const before = server.counts();
		const from = server.requests(1)[0].number;
		const result = await run(attributes(options));
		server.settings({ accessTokenLifetimeMs: 1_800_000, delayMs: 0 });
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(300);
		result.items.forEach((item) => expect(item).toMatchObject({ result_code: '000' }));
		const after = server.counts();
		const seen = server.requests().filter(({ number }) => number > from);
		const renewals = after.refreshes - before.refreshes;
		expect(renewals).toBeGreaterThanOrEqual(1);
		expect(renewals).toBeLessThanOrEqual(expiries(seen) + 1);
		expect(after.refreshTokensUsedTwice).toBe(before.refreshTokensUsedTwice);
		expect((after.answered.TEB001 ?? 0) - (before.answered.TEB001 ?? 0)).toBe(300);
	});

	it('MARTA: all 300 results, no more logins than sessions that died', async () => {
		const { marta: server } = world.sandbox;
		server.settings({ tokenLifetimeMs: LIFETIME_MS, delayMs: 20, keepRequests: 5000 });
		const before = server.counts();
		const result = await run(
			martaNode(marta, {
				resource: 'card',
				operation: 'check',
				lookupBy: 'card',
				value: '2990000000001',
				options,
			}),
		);
		server.settings({ tokenLifetimeMs: 900_000, delayMs: 0 });
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(300);
		result.items.forEach((item) => expect(item).toMatchObject({ statusCode: 200 }));
		const logins = server.counts().logins - before.logins;
		expect(logins).toBeGreaterThanOrEqual(1);
		expect(logins).toBeLessThanOrEqual(expiries(server.requests()) + 1);
	});
});
