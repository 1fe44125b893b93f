import { ExecuteContext } from 'n8n-core';
import type { NodeExecutionHint } from 'n8n-workflow';
import { cards, check, checkCard, loggedInStore, newKey } from '../marta/logged-in';
import { MartaStandIn, type MartaRules } from '../marta-stand-in';
import { martaStore, type EngineOptions, type EngineRun } from '../harness';
import { inVirtualTime } from '../virtual-time';
import { removeStubbedHosts, isolateNetwork, type Reply } from '../stubbed-host';

isolateNetwork();

afterEach(() => jest.restoreAllMocks());

const hintsOf = ({ run }: EngineRun): NodeExecutionHint[] | undefined =>
	run.data.resultData.runData['Under Test']?.[0]?.hints;
const textOf = (result: EngineRun): string | undefined => hintsOf(result)?.[0]?.message;

/** Checks cards in virtual time; the first responses are these. */
async function runCards(
	count: number,
	replies: Array<Reply | undefined> = [],
	{ rules = {}, ...options }: Partial<EngineOptions> & { rules?: MartaRules } = {},
): Promise<EngineRun> {
	removeStubbedHosts();
	let armed = false;
	const service = new MartaStandIn({ data: () => (armed ? replies.shift() : undefined), ...rules });
	return await inVirtualTime(async () => {
		const store = await loggedInStore(service);
		armed = true;
		return await check(store, {
			items: cards(count),
			onError: 'continueRegularOutput',
			...options,
		});
	});
}

const limited: Reply = { status: 429, json: {}, headers: { 'retry-after': '5' } };
const tooLong: Reply = { status: 429, json: {}, headers: { 'retry-after': '600' } };
const odd: Reply = { json: undefined, body: '<html>' };

test('there is none when all went well', async () => {
	const result = await runCards(20);
	expect(result.items).toHaveLength(20);
	expect(hintsOf(result)).toEqual([]);
});

test('a session that had expired before the run is not worth a hint', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	service.expire();
	const result = await check(store, { items: cards(3) });
	expect(service.logins).toHaveLength(1);
	expect(hintsOf(result)).toEqual([]);
});

test('items that failed are counted by reason', async () => {
	const result = await runCards(3, [odd, tooLong], {
		parameters: {
			resource: 'card',
			operation: 'check',
			value: '={{ $json.card }}',
			options: { maxConcurrentRequests: 1 },
		},
	});
	expect(hintsOf(result)).toEqual([
		{
			message: 'All 3 items failed: rate limited (2), bad answer (1).',
			type: 'warning',
			location: 'outputPane',
		},
	]);
});

test('one reason needs no count of its own', async () => {
	expect(textOf(await runCards(50, [odd, odd]))).toBe('2 of 50 items failed: bad answer.');
	const moved: Reply = { status: 302, json: {} };
	expect(textOf(await runCards(3, [moved]))).toBe('1 of 3 items failed: HTTP 302.');
	expect(textOf(await runCards(1, [odd]))).toBe('The item failed: bad answer.');
});

test('repeats are told with the time the whole run waited', async () => {
	// The least that is waited.
	jest.spyOn(Math, 'random').mockReturnValue(0);
	const one = await runCards(1, [limited]);
	expect(hintsOf(one)).toEqual([
		{
			message: expect.stringMatching(
				/^1 request was retried; the run waited [56] s for the service\.$/,
			),
			type: 'info',
			location: 'outputPane',
		},
	]);
	// All three are sent before the first response.
	const rules = { latency: 100 };
	const three = await runCards(3, [limited, limited, limited], { rules });
	expect(textOf(three)).toMatch(
		/^3 requests were retried; the run waited [56] s for the service\.$/,
	);
});

test('a session renewed in the middle of a run is told', async () => {
	const service: MartaStandIn = new MartaStandIn({
		data: () => {
			if (service.dataCalls.length === 10) service.expire();
			return undefined;
		},
	});
	const store = await loggedInStore(service);
	const result = await check(store, { items: cards(30) });
	expect(service.logins).toHaveLength(1);
	expect(textOf(result)).toBe('The token was renewed once during the run.');
});

test('a clock that differs by more than a minute is told', async () => {
	const ahead = await runCards(2, [], { rules: { clockAhead: -95_500 } });
	expect(textOf(ahead)).toMatch(
		/^The clock of the n8n host is 9[456] s ahead of the service's clock: correct it\.$/,
	);
	expect(textOf(await runCards(2, [], { rules: { clockAhead: 50_000 } }))).toBeUndefined();
});

test('a long run that only waited is told to send more at once', async () => {
	const rules = { latency: 10_000 };
	expect(textOf(await runCards(120, [], { rules }))).toMatch(
		/^For most of the run, n8n only waited for responses: 10 requests at once, 10\.\d s each\. If the service allows more, increase 'Max Concurrent Requests'\.$/,
	);
	const parameters = { ...checkCard, options: { maxRequestsPerSecond: 0.5 } };
	expect(textOf(await runCards(120, [], { rules, parameters }))).toBeUndefined();
});

test('the wait for a login does not count as a wait for responses', async () => {
	const service = new MartaStandIn({ latency: 1_000, loginLatency: 20_000 });
	const store = martaStore({ apiKey: newKey() });
	const parameters = { ...checkCard, options: { maxConcurrentRequests: 50 } };
	const result = await inVirtualTime(() => check(store, { items: cards(120), parameters }));
	expect(service.logins).toHaveLength(1);
	expect(hintsOf(result)).toEqual([]);
});

test('a run with several events has one hint', async () => {
	const result = await runCards(4, [odd, limited], {
		rules: { clockAhead: 95_500 },
	});
	expect(hintsOf(result)).toHaveLength(1);
	expect(textOf(result)).toMatch(
		/^1 of 4 items failed: bad answer\. 1 request was retried; the run waited \d s for the service\. The clock of the n8n host is 9[567] s behind the service's clock: correct it\.$/,
	);
});

test('no text of the service, the items or the credential is ever in it', async () => {
	const echo: Reply = { status: 403, json: { error: 'SERVICE-TEXT C0 test-api-key <b>x</b>' } };
	const text = textOf(await runCards(2, [echo]));
	expect(text).toMatch(/^1 of 2 items failed: [a-z ]+\.$/);
});

test('a run that stops with an error has none', async () => {
	const result = await runCards(2, [odd], { onError: 'stopWorkflow' });
	expect(result.error).toBeDefined();
	expect(hintsOf(result) ?? []).toEqual([]);
});

test('a version of n8n without hints runs the same', async () => {
	const prototype = ExecuteContext.prototype as Partial<ExecuteContext>;
	const original = prototype.addExecutionHints;
	delete prototype.addExecutionHints;
	const result = await runCards(2, [odd]).finally(() => (prototype.addExecutionHints = original));
	expect(result.items).toHaveLength(2);
	expect(result.items[0].json.error).toBeDefined();
});
