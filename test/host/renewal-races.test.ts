/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import type { INode } from 'n8n-workflow';
import { pauseUntil } from './gate';
import {
	chainOf,
	itemsOf,
	martaNode,
	saisonNode,
	startEnvironment,
	workflowWith,
	type Environment,
} from './environment';

jest.setTimeout(600_000);
let environment: Environment;
const saison = { id: 'saison-credential', name: 'Saison' };
const marta = { id: 'marta-credential', name: 'Marta' };
const attributes = (options = {}): INode =>
	saisonNode(saison, { resource: 'member', operation: 'getAttributes', options });

beforeAll(async () => {
	environment = await startEnvironment();
	const { credentials } = environment.sandbox;
	await environment.n8n.importCredentials([
		{ ...saison, type: 'saisonConnectApi', data: credentials.saisonConnectApi },
		{ ...marta, type: 'martaApi', data: credentials.martaApi.customersynchro },
	]);
});
afterAll(async () => await environment?.stop());

describe('two processes that renew at the same moment', () => {
	const ids = ['race-one', 'race-two'];

	beforeAll(async () => {
		await environment.n8n.importWorkflows(
			ids.map((id) => ({ ...chainOf([], [attributes()]), id, active: false })),
		);
	});

	async function execute(id: string): Promise<unknown[]> {
		const { data } = await environment.n8n.execute(id);
		const { error } = data.resultData;
		return error ? [error.message] : itemsOf(data, 'Under Test');
	}

	const SUCCEEDED = [expect.objectContaining({ result_code: '000' })];

	// The first response of the token endpoint is paused until the second process has received its own.
	it.each([
		['as it comes', undefined],
		['the second is served before the first', { afterWork: false }],
		['the second is rejected while the first waits', { afterWork: true }],
		['the second is served before the first, again', { afterWork: false }],
		['the second is rejected while the first waits, again', { afterWork: true }],
	] as const)('both runs finish: %s', async (_name, pause) => {
		const { saison: server } = environment.sandbox;
		if (server.counts().codeExchanges === 0) {
			expect(await execute(ids[0])).toEqual(SUCCEEDED);
		}
		server.expire();
		const before = server.counts();
		const secondGotResponse = (): boolean => {
			const { refreshes, refreshTokensUsedTwice } = server.counts();
			return pause?.afterWork
				? refreshTokensUsedTwice > before.refreshTokensUsedTwice
				: refreshes > before.refreshes;
		};
		const paused =
			pause && pauseUntil(server, { match: { path: '/auth/token' }, ...pause }, secondGotResponse);
		const both = await Promise.all(ids.map(execute));
		await paused;
		expect(both).toEqual([SUCCEEDED, SUCCEEDED]);
		const after = server.counts();
		// One of two that use a rotating token at once is rejected; nothing can lock across processes.
		const usedTwice = after.refreshTokensUsedTwice - before.refreshTokensUsedTwice;
		if (pause) expect(usedTwice).toBe(1);
		expect(usedTwice).toBeLessThanOrEqual(1);
		expect(after.refreshes - before.refreshes).toBe(1);

		expect(await execute(ids[0])).toEqual(SUCCEEDED);
		expect(server.counts().refreshes).toBe(after.refreshes);
	});

	it('the newest refresh token is the stored one', async () => {
		const { refreshTokensUsedTwice } = environment.sandbox.saison.counts();
		environment.sandbox.saison.expire();
		expect(await execute(ids[1])).toEqual(SUCCEEDED);
		expect(environment.sandbox.saison.counts().refreshTokensUsedTwice).toBe(refreshTokensUsedTwice);
	});
});

describe('tokens that expire again and again under 300 items at 20 at once', () => {
	const CALLS_PER_TOKEN = 40;
	const options = { maxConcurrentRequests: 20 };
	const items = 'return Array.from({ length: 300 }, (_, index) => ({ json: { index } }))';

	/**
	 * Lets all tokens expire whenever `CALLS_PER_TOKEN` more calls succeeded: however slow the machine, each token
	 * serves twice as many calls as are open at once.
	 */
	function expireAgainAndAgain(
		server: Pick<Environment['sandbox']['saison'], 'expire'>,
		answered: () => number,
	): { stop: () => number } {
		let expiries = 0;
		let last = answered();
		const timer = setInterval(() => {
			if (answered() - last < CALLS_PER_TOKEN) return;
			last = answered();
			expiries++;
			server.expire();
		}, 2);
		const stop = (): number => {
			clearInterval(timer);
			return expiries;
		};
		return { stop };
	}

	async function run(node: INode): Promise<{ error?: unknown; items: unknown[] }> {
		const workflow = workflowWith(items, node);
		await environment.n8n.importWorkflows([workflow]);
		const { data } = await environment.n8n.execute(String(workflow.id));
		return { error: data.resultData.error, items: itemsOf(data, node.name) };
	}

	it('Saison Connect: all 300 results, no refresh token used twice', async () => {
		const { saison: server } = environment.sandbox;
		const answered = (): number => server.counts().answered.TEB001 ?? 0;
		server.settings({ delayMs: 20 });
		server.expire();
		const before = server.counts();
		const expiring = expireAgainAndAgain(server, answered);
		const result = await run(attributes(options));
		const expiries = expiring.stop();
		server.settings({ delayMs: 0 });
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(300);
		result.items.forEach((item) => expect(item).toMatchObject({ result_code: '000' }));
		const after = server.counts();
		const renewals = after.refreshes - before.refreshes;
		expect(renewals).toBeGreaterThanOrEqual(1);
		expect(renewals).toBeLessThanOrEqual(expiries + 1);
		expect(after.refreshTokensUsedTwice).toBe(before.refreshTokensUsedTwice);
		expect(answered() - (before.answered.TEB001 ?? 0)).toBe(300);
	});

	it('MARTA: all 300 results, no more logins than sessions that expired', async () => {
		const { marta: server } = environment.sandbox;
		server.settings({ delayMs: 20 });
		const before = server.counts();
		const expiring = expireAgainAndAgain(server, () => server.counts().verifiedCalls);
		const result = await run(
			martaNode(marta, {
				resource: 'card',
				operation: 'check',
				lookupBy: 'card',
				value: '2990000000001',
				options,
			}),
		);
		const expiries = expiring.stop();
		server.settings({ delayMs: 0 });
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(300);
		result.items.forEach((item) => expect(item).toMatchObject({ statusCode: 200 }));
		const logins = server.counts().logins - before.logins;
		expect(logins).toBeGreaterThanOrEqual(1);
		expect(logins).toBeLessThanOrEqual(expiries + 1);
	});
});
