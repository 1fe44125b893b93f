import { RateLimiter } from '../../../../lib/core/time/rate-limiter';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

/** Asks for slots all at once, and notes when each comes, in ms. */
function ask(limiter: RateLimiter, count: number, startedAt = Date.now()): number[] {
	const at: number[] = [];
	for (let slot = 0; slot < count; slot++) {
		void limiter.wait().then(() => at.push(Date.now() - startedAt));
	}
	return at;
}

describe('The slots of a rate limit', () => {
	const newLimiter = (perSecond: number) =>
		new RateLimiter(perSecond, new AbortController().signal);

	it.each([
		[0.5, [0, 2_000, 4_000, 6_000]],
		[2.5, [0, 400, 800, 1_200]],
		[10, [0, 100, 200, 300]],
		// Never early, so up to 1 ms late.
		[3, [0, 334, 667, 1_000]],
		[Infinity, [0, 0, 0, 0]],
	])('at %s per second come at regular intervals, the first at once', async (perSecond, times) => {
		const at = ask(newLimiter(perSecond), 4);
		await pass(20_000);
		expect(at).toEqual(times);
	});

	it('that nobody took are not made up for', async () => {
		const limiter = newLimiter(10);
		ask(limiter, 1);
		await pass(5_050);
		const at = ask(limiter, 3);
		await pass(1_000);
		expect(at).toEqual([0, 100, 200]);
	});

	it('come an interval later after one that was skipped', async () => {
		const limiter = newLimiter(10);
		ask(limiter, 1);
		await pass(150);
		limiter.skipSlot();
		const at = ask(limiter, 2);
		await pass(1_000);
		expect(at).toEqual([100, 200]);
	});

	it('are not waited for after the run has ended', async () => {
		const stop = new AbortController();
		const at = ask(new RateLimiter(0.01, stop.signal), 2);
		await pass(1_000);
		stop.abort();
		await pass(200);
		expect(at).toEqual([0, 1_200]);
	});

	it('are not moved by a clock that is set', async () => {
		const at = ask(newLimiter(1), 3, 0);
		const startedAt = Date.now();
		jest.setSystemTime(startedAt - 3_600_000);
		await pass(2_000);
		expect(at).toHaveLength(3);
	});
});
