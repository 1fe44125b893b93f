import type { HttpResponse } from '../../../../lib/core/http/response';
import { ServiceError, type Recovery } from '../../../../lib/core/errors/service-error';
import type { Effect } from '../../../../lib/core/operation/operation';
import { RetryPolicy } from '../../../../lib/core/execution/retry';
import { response } from '../../support/responses';
import { runUntil } from '../../support/runs';

const good = response(200, {});
const bad = (recovery?: Recovery, retryAfterMs?: number): ServiceError =>
	new ServiceError({ reason: 'temporarily_unavailable', message: 'Busy.', recovery, retryAfterMs });

beforeEach(() => jest.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => jest.useRealTimers());

interface Options {
	effect?: Effect;
	random?: () => number;
	policy?: RetryPolicy;
}

/** Sends through `policy`. Each attempt gets the next result, then the last one again. */
function start(
	results: Array<HttpResponse | ServiceError>,
	{
		effect = 'read',
		random = () => 0.5,
		policy = new RetryPolicy(runUntil(new AbortController().signal), random),
	}: Options = {},
) {
	const startedAt = Date.now();
	const at: number[] = [];
	let result: HttpResponse | ServiceError | undefined;
	const done = policy
		.send(effect, () => {
			at.push(Date.now() - startedAt);
			return Promise.resolve(results[Math.min(at.length, results.length) - 1]);
		})
		.then((value) => (result = value));
	return { at, done, result: () => result };
}

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

describe('A retry', () => {
	it('does not follow a good response', async () => {
		const run = start([good]);
		await pass(0);
		expect(run.result()).toBe(good);
		expect(run.at).toEqual([0]);
	});

	it('of a read happens up to three times, after 1, 2 and 4 seconds', async () => {
		const last = bad('retry');
		const run = start([bad('retry'), bad('retry'), bad('retry'), last, good]);
		await pass(60_000);
		expect(run.at).toEqual([0, 1_000, 3_000, 7_000]);
		expect(run.result()).toBe(last);
	});

	it('is reported once it is sent, not while it is waited for', async () => {
		const stop = new AbortController();
		const shared = runUntil(stop.signal);
		const policy = new RetryPolicy(shared, () => 0.5);
		start([bad('retry'), bad('retry'), good], { policy });
		start([bad('retry'), good], { policy });
		await pass(500);
		expect(shared.report.retriedRequests).toBe(0);
		await pass(60_000);
		expect(shared.report.retriedRequests).toBe(2);
		start([bad('retry'), good], { policy });
		await pass(500);
		stop.abort();
		await pass(60_000);
		expect(shared.report.retriedRequests).toBe(2);
	});

	it('ends with the first good response', async () => {
		const run = start([bad('retry'), good]);
		await pass(60_000);
		expect(run.result()).toBe(good);
		expect(run.at).toHaveLength(2);
	});

	it('comes up to half of the delay earlier or later', async () => {
		const shortest = start([bad('retry'), good], { random: () => 0 });
		const longest = start([bad('retry'), good], { random: () => 1 });
		await pass(60_000);
		expect(shortest.at).toEqual([0, 500]);
		expect(longest.at).toEqual([0, 1_500]);
	});

	it.each<Recovery>(['retry', 'retryAfterPause'])(
		'never happens for a write (%s)',
		async (recovery) => {
			const serviceError = bad(recovery);
			const run = start([serviceError, good], { effect: 'write' });
			await pass(60_000);
			expect(run.at).toEqual([0]);
			expect(run.result()).toBe(serviceError);
		},
	);

	it.each<Recovery | undefined>([undefined, 'refreshToken', 'reloadCredential'])(
		'never follows the recovery %s',
		async (recovery) => {
			const serviceError = bad(recovery);
			const run = start([serviceError, good]);
			await pass(60_000);
			expect(run.at).toEqual([0]);
			expect(run.result()).toBe(serviceError);
		},
	);

	it.each([
		[0, [0, 7_000, 67_000]],
		[1, [0, 8_000, 70_000]],
	])('comes when the service asks for it, or a little later (%d)', async (random, times) => {
		const results = [bad('retry', 7_000), bad('retry', 60_000), good];
		const run = start(results, { random: () => random });
		await pass(120_000);
		expect(run.at).toEqual(times);
		expect(run.result()).toBe(good);
	});

	it.each<[Recovery, number]>([
		['retry', 0],
		['retryAfterPause', 0],
		['retry', 500],
		['retryAfterPause', 500],
	])('never comes sooner than without Retry-After (%s, %i ms)', async (recovery, retryAfterMs) => {
		const again = bad(recovery, retryAfterMs);
		const run = start([again, again, again, again]);
		await pass(60_000);
		expect(run.at).toEqual([0, 1_000, 3_000, 7_000]);
	});

	it('of what was not sent happens for a write too', async () => {
		const notSent = bad('retry').with({ notSent: true });
		const run = start([notSent, notSent, good], { effect: 'write' });
		await pass(60_000);
		expect(run.at).toEqual([0, 1_000, 3_000]);
		expect(run.result()).toBe(good);
	});

	it('does not happen when the service asks for more than a minute', async () => {
		for (const recovery of ['retry', 'retryAfterPause'] as const) {
			const serviceError = bad(recovery, 60_001);
			const run = start([serviceError, good]);
			await pass(0);
			expect(run.result()).toBe(serviceError);
			expect(run.at).toEqual([0]);
		}
	});

	it('never hides an unexpected error', async () => {
		const policy = new RetryPolicy(runUntil(new AbortController().signal));
		await expect(policy.send('read', () => Promise.reject(new Error('bug')))).rejects.toThrow(
			'bug',
		);
	});
});

describe('A rate limit', () => {
	it('pauses every item of the run, writes included', async () => {
		const policy = new RetryPolicy(runUntil(new AbortController().signal), () => 0);
		const limited = start([bad('retryAfterPause', 5_000), good], { policy });
		await pass(100);
		const other = start([good], { policy });
		const write = start([good], { policy, effect: 'write' });
		await pass(4_800);
		expect([limited.at, other.at, write.at]).toEqual([[0], [], []]);
		await pass(1_000);
		expect(limited.at[1]).toBe(5_000);
		expect(other.at).toEqual([4_900]);
		expect(write.at).toEqual([4_900]);
	});

	it('pauses for a second when the service names no time', async () => {
		const policy = new RetryPolicy(runUntil(new AbortController().signal), () => 0.5);
		start([bad('retryAfterPause'), good], { policy });
		await pass(0);
		const other = start([good], { policy });
		await pass(10_000);
		expect(other.at).toEqual([1_000]);
	});

	it('of a write pauses the other items, although the write is not retried', async () => {
		const policy = new RetryPolicy(runUntil(new AbortController().signal), () => 0);
		const write = start([bad('retryAfterPause', 3_000)], { policy, effect: 'write' });
		await pass(0);
		expect(write.at).toEqual([0]);
		const other = start([good], { policy });
		await pass(10_000);
		expect(other.at).toEqual([3_000]);
	});

	it('pauses for a minute at most, and is not shortened by a later one', async () => {
		const policy = new RetryPolicy(runUntil(new AbortController().signal), () => 0);
		start([bad('retryAfterPause', 60_000), good], { policy });
		start([bad('retryAfterPause', 1_000), good], { policy, effect: 'write' });
		await pass(0);
		const other = start([good], { policy });
		await pass(59_000);
		expect(other.at).toEqual([]);
		await pass(2_000);
		expect(other.at).toEqual([60_000]);
	});

	it('does not send those that waited for its end, or failed together, at the same time', async () => {
		const randoms = [0, 0.2, 0.4, 0.6, 0.8, 1];
		const random = () => randoms.shift() ?? 0;
		const policy = new RetryPolicy(runUntil(new AbortController().signal), random);
		const limited = bad('retryAfterPause', 5_000);
		const runs = [
			[limited, good],
			[limited, good],
			[limited, good],
		].map((results) => start(results, { policy }));
		await pass(0);
		runs.push(...[0, 1, 2].map(() => start([good], { policy })));
		await pass(60_000);
		expect(runs.map(({ at }) => at.at(-1))).toEqual([5_000, 5_200, 5_400, 5_600, 5_800, 6_000]);
	});

	it('of a minute is waited for little longer than that', async () => {
		const policy = new RetryPolicy(runUntil(new AbortController().signal), () => 1);
		const limited = start([bad('retryAfterPause', 60_000), good], { policy });
		await pass(0);
		const other = start([good], { policy });
		await pass(120_000);
		expect([limited.at, other.at]).toEqual([[0, 61_000], [61_000]]);
	});

	it('that comes while others wait for the end of the last makes them wait for its own', async () => {
		const policy = new RetryPolicy(runUntil(new AbortController().signal), () => 1);
		start([bad('retryAfterPause', 1_000)], { policy, effect: 'write' });
		await pass(0);
		const waiting = start([good], { policy });
		await pass(1_900);
		start([bad('retryAfterPause', 7_000)], { policy, effect: 'write' });
		await pass(60_000);
		expect(waiting.at).toEqual([9_900]);
	});

	it('of more than a minute ends the run: nothing more is sent', async () => {
		const policy = new RetryPolicy(runUntil(new AbortController().signal));
		const limited = start([bad('retryAfterPause', 60_001)], { policy });
		await pass(0);
		expect(limited.result()).toBeInstanceOf(ServiceError);
		const other = start([good], { policy });
		await pass(0);
		expect(other.at).toEqual([]);
		expect(other.result()).toMatchObject({ retryAfterMs: 60_001 });
	});

	it('of one run does not pause another run', async () => {
		start([bad('retryAfterPause', 30_000)], {
			policy: new RetryPolicy(runUntil(new AbortController().signal)),
		});
		await pass(0);
		const other = start([good], {
			policy: new RetryPolicy(runUntil(new AbortController().signal)),
		});
		await pass(0);
		expect(other.at).toEqual([0]);
	});

	it('does not pause items that start after it', async () => {
		const policy = new RetryPolicy(runUntil(new AbortController().signal));
		start([bad('retryAfterPause', 1_000), good], { policy });
		await pass(5_000);
		const later = start([good], { policy });
		await pass(0);
		expect(later.at).toEqual([0]);
	});
});

describe('An unreachable host', () => {
	const unreachable = bad('retryAfterPause').with({ reason: 'network', notSent: true });
	const newPolicy = () => new RetryPolicy(runUntil(new AbortController().signal), () => 0.5);

	it('pauses the other items as long as the one that found out', async () => {
		const policy = newPolicy();
		start([unreachable, unreachable, good], { policy, effect: 'write' });
		await pass(1_500);
		const other = start([good], { policy });
		await pass(10_000);
		expect(other.at).toEqual([1_500]);
	});

	it('for more than a minute ends the run: nothing more is sent', async () => {
		const policy = newPolicy();
		for (let item = 0; item < 10; item++) {
			start([unreachable], { policy });
			await pass(7_000);
		}
		const late = start([good], { policy });
		await pass(10_000);
		expect(late.at).toEqual([]);
		expect(late.result()).toMatchObject({ reason: 'network', mayHaveBeenProcessed: false });
	});

	it('does not end the run because the clock of the n8n host was set', async () => {
		const policy = newPolicy();
		start([unreachable], { policy });
		await pass(7_000);
		jest.setSystemTime(Date.now() + 120_000);
		start([unreachable], { policy });
		await pass(7_000);
		const later = start([good], { policy });
		await pass(10_000);
		expect(later.result()).toBe(good);
	});

	it('is forgotten as soon as it answers, even with an error', async () => {
		const policy = newPolicy();
		for (let item = 0; item < 20; item++) {
			start(item % 2 ? [bad()] : [unreachable], { policy });
			await pass(7_000);
		}
		const late = start([good], { policy });
		await pass(10_000);
		expect(late.result()).toBe(good);
	});
});

describe('A cancelled execution', () => {
	it('ends a delay before a retry, which is then not sent', async () => {
		const controller = new AbortController();
		const serviceError = bad('retry', 60_000);
		const run = start([serviceError, good], {
			policy: new RetryPolicy(runUntil(controller.signal)),
		});
		await pass(10_000);
		controller.abort();
		await pass(500);
		expect(run.result()).toBeDefined();
		expect(run.at).toEqual([0]);
	});

	it('ends the pause of a waiting item, which is then never sent', async () => {
		const controller = new AbortController();
		const policy = new RetryPolicy(runUntil(controller.signal));
		start([bad('retryAfterPause', 60_000)], { policy });
		await pass(0);
		const waiting = start([good], { policy });
		await pass(10_000);
		controller.abort();
		await pass(500);
		expect(waiting.at).toEqual([]);
		expect(waiting.result()).toBeInstanceOf(ServiceError);
	});

	it('is not followed by a retry when it was cancelled during the request', async () => {
		const controller = new AbortController();
		const policy = new RetryPolicy(runUntil(controller.signal));
		let sent = 0;
		const serviceError = bad('retry');
		const result = await policy.send('read', () => {
			sent++;
			controller.abort();
			return Promise.resolve(serviceError);
		});
		expect([result, sent]).toEqual([serviceError, 1]);
	});
});
