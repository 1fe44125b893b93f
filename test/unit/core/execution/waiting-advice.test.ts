import { sleep } from 'n8n-workflow';
import { forEachConcurrently } from '../../../../lib/core/execution/concurrency';
import { adviseOnWaiting } from '../../../../lib/core/execution/waiting-advice';
import { RunReport } from '../../../../lib/core/operation/run-report';
import { ServiceError } from '../../../../lib/core/errors/service-error';

let mockBusyMs = 0;
jest.mock('../../../../lib/core/time/busy-time', () => ({ busyTime: () => mockBusyMs }));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

interface SimulatedRun {
	concurrency?: number;
	requests?: number;
	/** As many as requests, unless some send several. */
	items?: number;
	/** Takes as long as a request does; a number is the status of the response. */
	request?: (index: number) => Promise<void | number | ServiceError>;
	/** The part of the run in which n8n's thread works. */
	busy?: number;
	report?: Partial<RunReport>;
}

/** The advice after a run by a clock that only requests move. */
async function adviceAfter({
	concurrency = 10,
	requests = 1_000,
	items = requests,
	request = async () => await sleep(200),
	busy = 0.2,
	report: changes = {},
}: SimulatedRun): Promise<string> {
	mockBusyMs = 1_000_000;
	const began = performance.now();
	const report = Object.assign(new RunReport(), { concurrency }, changes);
	const run = forEachConcurrently(requests, concurrency, async (index) => {
		const respond = async () => {
			const result = (await request(index)) ?? 200;
			return typeof result === 'number'
				? { status: result, headers: {}, body: Buffer.alloc(0) }
				: result;
		};
		await report.times.measure(respond());
	});
	await jest.runAllTimersAsync();
	await run;
	mockBusyMs += busy * (performance.now() - began);
	return adviseOnWaiting(report, items);
}

/** A service 170 ms away, and a resolver that does two lookups of 30 ms at once. */
function slowLookup(): (index: number) => Promise<void> {
	const threads = [Promise.resolve(), Promise.resolve()];
	return async (index) => {
		const lookup = threads[index % 2].then(async () => await sleep(30));
		threads[index % 2] = lookup;
		await lookup;
		await sleep(170);
	};
}

const more = `For most of the run, n8n only waited for responses: 10 requests at once, 200 ms each. If the service allows more, increase 'Max Concurrent Requests'.`;

it('A run whose requests were all open most of the time is advised to send more at once', async () => {
	expect(await adviceAfter({})).toBe(more);
	expect(await adviceAfter({ requests: 500 })).toBe(more);
	const slow = await adviceAfter({ requests: 100, request: async () => await sleep(12_340) });
	expect(slow).toBe(more.replace('200 ms', '12.3 s'));
});

it('Requests that differ from item to item do not change the advice', async () => {
	const request = async (index: number) => await sleep(100 + (index % 5) * 50);
	expect(await adviceAfter({ request })).toBe(more);
});

it('Requests that are queued get advice on lookups instead', async () => {
	expect(await adviceAfter({ concurrency: 50, request: slowLookup() })).toMatch(
		/^For most of the run, n8n only waited for responses: 50 requests at once, 7[0-9]{2} ms each on average and 224 ms at best\. They were probably queued, by the service or during DNS lookup\. A DNS cache on the n8n host makes lookups faster, and a higher UV_THREADPOOL_SIZE allows more at once\.$/,
	);
	expect(await adviceAfter({ concurrency: 5, request: slowLookup() })).toContain(
		"increase 'Max Concurrent Requests'",
	);
});

it('A request that fails at once is not the fastest one', async () => {
	const rejected = new ServiceError({ message: 'no', reason: 'service_error' });
	const request = async (index: number) => (index % 9 === 0 ? rejected : await sleep(200));
	expect(await adviceAfter({ request })).toContain("increase 'Max Concurrent Requests'");
	const notFound = async (index: number) => {
		await sleep(index % 9 === 0 ? 20 : 200);
		return index % 9 === 0 ? 404 : 200;
	};
	expect(await adviceAfter({ request: notFound })).toContain("increase 'Max Concurrent Requests'");
});

it('A few requests that are much faster than all others do not change the advice', async () => {
	const request = async (index: number) => await sleep(index % 90 === 0 ? 20 : 200);
	expect(await adviceAfter({ request })).toContain("increase 'Max Concurrent Requests'");
});

it.each<[string, SimulatedRun]>([
	['shorter than 10 s', { requests: 490 }],
	['of fewer than 100 requests', { requests: 99, request: async () => await sleep(5_000) }],
	['of one request at a time', { concurrency: 1 }],
	['of no more items than may run at once, with several pages each', { items: 10 }],
	['in which most items failed', { report: { failures: new Map([[404, 501]]) } }],
	['whose thread was busy', { busy: 0.6 }],
	['on a Node.js that does not tell how busy it was', { busy: NaN }],
	['that had to retry a request', { report: { retriedRequests: 1 } }],
	['in which the rate was limited', { report: { failures: new Map([['rate_limited', 1]]) } }],
	['in which a request timed out', { report: { failures: new Map([['timeout', 1]]) } }],
	[
		'that waited for a few slow items',
		{ requests: 110, request: async (index) => await sleep(index < 108 ? 200 : 60_000) },
	],
])('A run %s gets none', async (_name, run) => {
	expect(await adviceAfter(run)).toBe('');
});
