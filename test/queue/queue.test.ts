/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import { runConsent, type ConsentFlow } from './consent';
import { CONCURRENCY, ITEMS, runCrash, runSync } from './crash';
import { AT_ONCE, CALLS, runFirstCalls, runLoad, publishLoad, quantile } from './load';
import { runRounds, runUntilReuse } from './renewals';
import { printReport, report, seconds, shares } from './report';
import { attributes, call, numbered, publishChain, type Published } from './workflows';
import {
	executionsOf,
	martaLogins,
	perWorker,
	runDataOf,
	startQueueEnvironment,
	tokenRequests,
	workerNames,
	type QueueEnvironment,
} from './environment';

const LIMIT_MS = 30 * 60_000;
jest.setTimeout(10 * 60_000);
let environment: QueueEnvironment;
let reads: Published;

beforeAll(async () => {
	// Whatever hangs: the processes end with us (see tools/support/parent-watch.cjs).
	setTimeout(() => process.exit(1), LIMIT_MS).unref();
	const began = Date.now();
	environment = await startQueueEnvironment();
	report(['started in', seconds(Date.now() - began)]);
}, 10 * 60_000);

afterAll(async () => {
	printReport();
	await environment?.stop();
}, 2 * 60_000);

describe('webhook calls, 20 at once', () => {
	let load: Published;

	it('log in once per worker and service while there is no token yet', async () => {
		load = await publishLoad(environment);
		const responses = await runFirstCalls(environment, load);
		const logins = perWorker(martaLogins(environment));
		const exchanges = perWorker(tokenRequests(environment));
		const { codeExchanges, codesUsedTwice } = environment.sandbox.saison.counts();
		report(
			['first calls: MARTA logins', shares(logins)],
			['first calls: Saison code sent', shares(exchanges)],
			['first calls: codes sent twice', codesUsedTwice],
		);
		expect(responses.map(({ status }) => status)).toEqual(Array(AT_ONCE).fill(200));
		for (const name of workerNames) {
			expect(logins[name]).toBe(1);
			expect(exchanges[name]).toBeLessThanOrEqual(1);
		}
		expect(codeExchanges).toBe(1);
	});

	it('all get a response, none is lost or mixed up, and every write is sent once', async () => {
		const before = environment.cluster.executionsPerWorker();
		const tokens = [...martaLogins(environment), ...tokenRequests(environment)].length;
		const { responses, seconds: took, written, executions } = await runLoad(environment, load);
		const times = responses.map(({ ms }) => ms);
		const [median, most, longest] = [0.5, 0.95, 1].map((part) => seconds(quantile(times, part)));
		const taken = environment.cluster.executionsPerWorker();
		for (const name of workerNames) taken[name] -= before[name];
		const succeeded = executions.filter(({ status }) => status === 'success').length - AT_ONCE;
		const answered = responses.filter(({ status }) => status === 200).length;
		report(
			['load: calls answered', `${answered} of ${CALLS}`],
			['load: calls a second', (CALLS / took).toFixed(1)],
			['load: median, 95 %, longest', `${median}, ${most}, ${longest}`],
			['load: executions', shares(taken)],
			['load: executions lost', CALLS - succeeded],
		);
		expect(responses.map(({ status }) => status)).toEqual(Array(CALLS).fill(200));
		responses.forEach(({ body }, number) => {
			expect(body.form).toContainEqual(['item', String(number)]);
		});
		expect([...written].sort((a, b) => a - b)).toEqual(numbered(CALLS).map(({ item }) => item));
		expect(executions).toHaveLength(AT_ONCE + CALLS);
		expect(CALLS - succeeded).toBe(0);
		for (const name of workerNames) expect(taken[name]).toBeGreaterThanOrEqual(CALLS / 5);
		expect([...martaLogins(environment), ...tokenRequests(environment)]).toHaveLength(tokens);
	});
});

describe('two executions whose token expires at the same moment, with rotation', () => {
	it('finish both, after one refresh, and the stored credential works', async () => {
		reads = await publishChain(environment, 'attributes', [attributes(environment.saison)]);
		const { saison } = environment.sandbox;
		const rounds = await runRounds(environment, reads, { split: 6, atMost: 150 });
		const split = rounds.filter(({ isSplit }) => isSplit);
		const sum = (of: typeof rounds, pick: (round: (typeof rounds)[0]) => number): number =>
			of.reduce((total, round) => total + pick(round), 0);
		const total = (what: 'asked' | 'refreshed'): Record<string, number> =>
			Object.fromEntries(
				workerNames.map((name) => [name, sum(rounds, (round) => round[what][name])]),
			);
		const longest = Math.max(...split.flatMap(({ responses }) => responses.map(({ ms }) => ms)));
		report(
			['renewal: rounds, of them in two workers', `${rounds.length}, ${split.length}`],
			['renewal: refreshes', shares(total('refreshed'))],
			['renewal: token calls', shares(total('asked'))],
			['renewal: refresh tokens sent twice, two workers', sum(split, ({ usedTwice }) => usedTwice)],
			['renewal: longest run in two workers', seconds(longest)],
		);
		expect(split).toHaveLength(6);
		for (const round of rounds) {
			const good = { status: 200, body: expect.objectContaining({ result_code: '000' }) };
			expect(round.responses).toEqual([
				expect.objectContaining(good),
				expect.objectContaining(good),
			]);
			expect(round.refreshes).toBe(1);
			// Nothing can lock across processes; inside one, nothing is sent twice.
			expect(round.usedTwice).toBeLessThanOrEqual(round.isSplit ? 1 : 0);
			expect(round.next).toMatchObject(good);
			expect(round.nextRefreshes).toBe(0);
		}
		saison.expire();
		const { refreshTokensUsedTwice } = saison.counts();
		expect(await call(environment, reads.path)).toMatchObject({ status: 200 });
		expect(saison.counts().refreshTokensUsedTwice).toBe(refreshTokensUsedTwice);
	});

	it('ask for a new code when the service revokes everything on reuse', async () => {
		const { sandbox, rest } = environment;
		const { id } = await rest.createCredential({
			name: 'Strict',
			type: 'saisonConnectApi',
			data: {
				...sandbox.credentials.saisonConnectApi,
				authorizationCode: sandbox.saison.code().code,
			},
		});
		const strict = await publishChain(environment, 'strict', [attributes({ id, name: 'Strict' })]);
		expect(await call(environment, strict.path)).toMatchObject({ status: 200 });
		const fatal = await runUntilReuse(environment, strict, 150);
		const runs = await executionsOf(environment, strict.id);
		const { resultData } = await runDataOf(environment, runs[runs.length - 1].id);
		const { error } = resultData as { error?: { message: string; description: string } };
		report(
			[
				'strict service: runs that finished',
				`${fatal?.responses.filter(({ status }) => status === 200).length} of 2`,
			],
			['strict service: afterwards', error?.message ?? 'works'],
		);
		expect(fatal).toMatchObject({ isSplit: true, usedTwice: 1, next: { status: 500 } });
		expect(error).toMatchObject({
			message: expect.stringContaining('refresh token was not accepted'),
			description: expect.stringContaining('paste the new authorization code'),
		});
	});
});

describe('a nightly sync', () => {
	it('has ten requests open in one run, and twice as many in two halves side by side', async () => {
		const { computedMs, oneMs, openInOne, halvesMs, openInHalves, halvesOn } =
			await runSync(environment);
		report(
			[`sync: ${ITEMS} reads in one run, computed ${seconds(computedMs)}`, seconds(oneMs)],
			[
				`sync: in two runs, computed ${seconds(computedMs / 2)}`,
				`${seconds(halvesMs)} on ${halvesOn.join(', ')}`,
			],
		);
		expect(oneMs).toBeGreaterThan(computedMs * 0.98);
		expect(openInOne).toBe(CONCURRENCY);
		expect(openInHalves).toBe(2 * CONCURRENCY);
	});
});

describe('a worker that ends in the middle of a run', () => {
	it.each(['GET', 'POST'] as const)(
		'sends nothing again after it was killed: %s',
		async (method) => {
			const end = await runCrash(environment, { method, how: 'kill', other: reads.path });
			const what = method === 'GET' ? 'killed in reads' : 'killed in writes';
			report(
				[
					`${what}: sent before, after the kill`,
					`${end.itemsBefore.length}, ${end.itemsAfter.length - end.itemsBefore.length} of ${ITEMS}`,
				],
				[`${what}: sent twice`, end.itemsAfter.length - new Set(end.itemsAfter).size],
				[`${what}: caller`, `HTTP ${end.response.status} after ${seconds(end.waitedMs)}`],
				[`${what}: execution`, `${end.statuses.join()} (${end.error})`],
			);
			expect(new Set(end.itemsAfter).size).toBe(end.itemsAfter.length);
			expect(end.itemsAfter).toEqual(end.itemsBefore);
			expect(end.executions).toHaveLength(1);
			expect(end.statuses).toHaveLength(1);
			expect(['error', 'crashed']).toContain(end.statuses[0]);
			expect(end.response.status).toBe(500);
			expect(end.meanwhile).toMatchObject({ status: 200 });
		},
	);

	it('finishes the run first when it is asked to end', async () => {
		const end = await runCrash(environment, {
			method: 'POST',
			how: 'terminate',
			other: reads.path,
		});
		report(
			[
				'asked to end: writes sent, twice',
				`${end.itemsAfter.length}, ${end.itemsAfter.length - new Set(end.itemsAfter).size}`,
			],
			['asked to end: execution', end.statuses.join()],
		);
		expect(end.response.status).toBe(200);
		expect(end.statuses).toEqual(['success']);
		expect([...end.itemsAfter].sort((a, b) => a - b)).toEqual(
			numbered(ITEMS).map(({ item }) => item),
		);
		expect(end.meanwhile).toMatchObject({ status: 200 });
	});
});

describe('Saison Connect Trigger at the webhook process', () => {
	const pages = (flow: ConsentFlow): string =>
		[
			flow.again.status,
			`at main ${flow.againAtMain.status}`,
			`at main with the cookie ${flow.twiceAtMain.status}`,
			`at main by somebody else ${flow.strangerAtMain.status}`,
		].join(', ');

	it('receives the member, exchanges the code there, and a worker continues', async () => {
		const flow = await runConsent(environment, { exchangeCode: true });
		report(
			['trigger: code sent by', flow.exchangedBy.join(', ')],
			['trigger: execution in', String(environment.cluster.workerOf(flow.executions[0].id))],
			['trigger: the address again', pages(flow)],
		);
		expect(flow.done).toMatchObject({ status: 200, body: expect.stringContaining('Done') });
		expect(flow.exchangedBy[0]).toBe('webhook');
		expect(flow.executions.map(({ status }) => status)).toEqual(['success']);
		expect(workerNames).toContain(environment.cluster.workerOf(flow.executions[0].id));
		expect(flow.item).toMatchObject({
			event: 'authorization',
			memberReference: 'member-0042',
			accessToken: expect.stringMatching(/./),
		});
		expect(flow.again.status).toBe(409);
		expect(flow.againAtMain.status).toBe(403);
		expect(flow.strangerAtMain.status).toBe(403);
		// Each process remembers used states for itself: here the code is sent once more, and rejected.
		expect(flow.twiceAtMain.status).toBe(410);
		expect(flow.exchangedBy).toEqual(['webhook', 'main']);
	});

	it('without the exchange, a page loaded twice at two processes starts two runs', async () => {
		const flow = await runConsent(environment, { exchangeCode: false });
		report(
			['trigger without exchange: the address again', pages(flow)],
			['trigger without exchange: executions', flow.executions.length],
		);
		expect(flow.done.status).toBe(200);
		expect(flow.exchangedBy).toEqual([]);
		expect([flow.again.status, flow.againAtMain.status]).toEqual([409, 403]);
		expect(flow.strangerAtMain.status).toBe(403);
		expect(flow.executions.map(({ status }) => status)).toEqual(['success', 'success']);
	});
});
