import type { HttpResponse } from '../../../../lib/core/http/response';
import { ServiceError, type Recovery } from '../../../../lib/core/errors/service-error';
import type { Effect } from '../../../../lib/core/operation/operation';
import { RetryPolicy } from '../../../../lib/core/execution/retry';
import { response } from '../../support/responses';

const good = response(200, {});
const bad = (recovery?: Recovery, retryAfterMs?: number): ServiceError =>
	new ServiceError({ reason: 'temporarily_unavailable', message: 'Busy.', recovery, retryAfterMs });

beforeEach(() => jest.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => jest.useRealTimers());

interface Options {
	effect?: Effect;
	random?: () => number;
	repeats?: RetryPolicy;
}

/** Sends through `repeats`; each attempt takes the next outcome, the last one stays. */
function start(
	outcomes: Array<HttpResponse | ServiceError>,
	{
		effect = 'read',
		random = () => 0.5,
		repeats = new RetryPolicy(new AbortController().signal, random),
	}: Options = {},
) {
	const begun = Date.now();
	const at: number[] = [];
	let result: HttpResponse | ServiceError | undefined;
	const done = repeats
		.run(effect, () => {
			at.push(Date.now() - begun);
			return Promise.resolve(outcomes[Math.min(at.length, outcomes.length) - 1]);
		})
		.then((outcome) => (result = outcome));
	return { at, done, result: () => result };
}

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

describe('Sending again', () => {
	it('is not needed after a good answer', async () => {
		const run = start([good]);
		await pass(0);
		expect(run.result()).toBe(good);
		expect(run.at).toEqual([0]);
	});

	it('happens three times for a read, after 1, 2 and 4 seconds', async () => {
		const last = bad('retry');
		const run = start([bad('retry'), bad('retry'), bad('retry'), last, good]);
		await pass(60_000);
		expect(run.at).toEqual([0, 1_000, 3_000, 7_000]);
		expect(run.result()).toBe(last);
	});

	it('ends with the first good answer', async () => {
		const run = start([bad('retry'), good]);
		await pass(60_000);
		expect(run.result()).toBe(good);
		expect(run.at).toHaveLength(2);
	});

	it('spreads the pauses by a quarter either way', async () => {
		const shortest = start([bad('retry'), good], { random: () => 0 });
		const longest = start([bad('retry'), good], { random: () => 1 });
		await pass(60_000);
		expect(shortest.at).toEqual([0, 750]);
		expect(longest.at).toEqual([0, 1_250]);
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
		'never happens for the cure %s',
		async (recovery) => {
			const serviceError = bad(recovery);
			const run = start([serviceError, good]);
			await pass(60_000);
			expect(run.at).toEqual([0]);
			expect(run.result()).toBe(serviceError);
		},
	);

	it('waits as long as the service asks', async () => {
		const run = start([bad('retry', 7_000), bad('retry', 60_000), good]);
		await pass(120_000);
		expect(run.at).toEqual([0, 7_000, 67_000]);
		expect(run.result()).toBe(good);
	});

	it('gives up at once when the service asks for more than a minute', async () => {
		for (const recovery of ['retry', 'retryAfterPause'] as const) {
			const serviceError = bad(recovery, 60_001);
			const run = start([serviceError, good]);
			await pass(0);
			expect(run.result()).toBe(serviceError);
			expect(run.at).toEqual([0]);
		}
	});

	it('leaves an unexpected error to the caller', async () => {
		const repeats = new RetryPolicy(new AbortController().signal);
		await expect(repeats.run('read', () => Promise.reject(new Error('bug')))).rejects.toThrow(
			'bug',
		);
	});
});

describe('A rate limit', () => {
	it('holds every item of the run, and those that were not told too', async () => {
		const repeats = new RetryPolicy(new AbortController().signal, () => 0.5);
		const told = start([bad('retryAfterPause', 5_000), good], { repeats });
		await pass(100);
		const other = start([good], { repeats });
		const write = start([good], { repeats, effect: 'write' });
		await pass(4_800);
		expect([told.at, other.at, write.at]).toEqual([[0], [], []]);
		await pass(1_000);
		expect(told.at[1]).toBe(5_000);
		expect(other.at).toEqual([4_900]);
		expect(write.at).toEqual([4_900]);
	});

	it('holds for a second when the service names no time', async () => {
		const repeats = new RetryPolicy(new AbortController().signal, () => 0.5);
		start([bad('retryAfterPause'), good], { repeats });
		await pass(0);
		const other = start([good], { repeats });
		await pass(10_000);
		expect(other.at).toEqual([1_000]);
	});

	it('met by a write holds the others, though the write is not sent again', async () => {
		const repeats = new RetryPolicy(new AbortController().signal);
		const write = start([bad('retryAfterPause', 3_000)], { repeats, effect: 'write' });
		await pass(0);
		expect(write.at).toEqual([0]);
		const other = start([good], { repeats });
		await pass(10_000);
		expect(other.at).toEqual([3_000]);
	});

	it('holds for a minute at most, and never shorter because of a later, shorter one', async () => {
		const repeats = new RetryPolicy(new AbortController().signal);
		start([bad('retryAfterPause', 60_000)], { repeats });
		start([bad('retryAfterPause', 1_000), good], { repeats, effect: 'write' });
		await pass(0);
		const other = start([good], { repeats });
		await pass(59_000);
		expect(other.at).toEqual([]);
		await pass(2_000);
		expect(other.at).toEqual([60_000]);
	});

	it('longer than a minute is given up for the whole run: nothing more is sent', async () => {
		const repeats = new RetryPolicy(new AbortController().signal);
		const told = start([bad('retryAfterPause', 60_001)], { repeats });
		await pass(0);
		expect(told.result()).toBeInstanceOf(ServiceError);
		const other = start([good], { repeats });
		await pass(0);
		expect(other.at).toEqual([]);
		expect(other.result()).toMatchObject({ retryAfterMs: 60_001 });
	});

	it('of one run holds no other run', async () => {
		start([bad('retryAfterPause', 30_000)], {
			repeats: new RetryPolicy(new AbortController().signal),
		});
		await pass(0);
		const other = start([good], { repeats: new RetryPolicy(new AbortController().signal) });
		await pass(0);
		expect(other.at).toEqual([0]);
	});

	it('is over for all who come after it', async () => {
		const repeats = new RetryPolicy(new AbortController().signal);
		start([bad('retryAfterPause', 1_000), good], { repeats });
		await pass(5_000);
		const later = start([good], { repeats });
		await pass(0);
		expect(later.at).toEqual([0]);
	});
});

describe('A cancelled execution', () => {
	it('ends the pause soon and sends nothing more', async () => {
		const controller = new AbortController();
		const serviceError = bad('retry', 60_000);
		const run = start([serviceError, good], { repeats: new RetryPolicy(controller.signal) });
		await pass(10_000);
		controller.abort();
		await pass(500);
		expect(run.result()).toBeDefined();
		expect(run.at).toEqual([0]);
	});

	it('ends the wait of an item that is held, which is then never sent', async () => {
		const controller = new AbortController();
		const repeats = new RetryPolicy(controller.signal);
		start([bad('retryAfterPause', 60_000)], { repeats });
		await pass(0);
		const held = start([good], { repeats });
		await pass(10_000);
		controller.abort();
		await pass(500);
		expect(held.at).toEqual([]);
		expect(held.result()).toBeInstanceOf(ServiceError);
	});

	it('ends before the pause when it was cancelled during the request', async () => {
		const controller = new AbortController();
		const repeats = new RetryPolicy(controller.signal);
		let sent = 0;
		const serviceError = bad('retry');
		const outcome = await repeats.run('read', () => {
			sent++;
			controller.abort();
			return Promise.resolve(serviceError);
		});
		expect([outcome, sent]).toEqual([serviceError, 1]);
	});
});
