import { withDeadline } from '../../../../lib/core/http/deadline';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** What became of work under a deadline. */
function start(
	work: (signal: AbortSignal) => Promise<unknown>,
	options: { cancelSignal?: AbortSignal; hasBegun?: () => boolean } = {},
) {
	const outcome: { value?: unknown; error?: unknown; signal?: AbortSignal } = {};
	void withDeadline({ timeoutMs: 1_000, ...options }, async (signal) => {
		outcome.signal = signal;
		return await work(signal);
	}).then(
		(value) => (outcome.value = value),
		(error: unknown) => (outcome.error = error),
	);
	return outcome;
}

const never = () => new Promise<never>(() => undefined);
const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

describe('A deadline', () => {
	it('ends work that never settles, and tells it', async () => {
		const outcome = start(never);
		await pass(999);
		expect(outcome.error).toBeUndefined();
		expect(outcome.signal?.aborted).toBe(false);
		await pass(1);
		expect(outcome.error).toMatchObject({ code: 'ETIMEDOUT' });
		expect(outcome.signal?.aborted).toBe(true);
	});

	it('leaves alone what is done in time, and leaves no timer behind', async () => {
		const outcome = start(async () => await Promise.resolve('done'));
		await pass(0);
		expect(outcome.value).toBe('done');
		await pass(200);
		expect(jest.getTimerCount()).toBe(0);
		expect(outcome.signal?.aborted).toBe(false);
	});

	it('passes on what the work throws', async () => {
		const outcome = start(() => Promise.reject(new Error('dropped')));
		await pass(0);
		expect(outcome.error).toMatchObject({ message: 'dropped' });
	});

	it('counts from when the work has begun', async () => {
		let hasBegun = false;
		const outcome = start(never, { hasBegun: () => hasBegun });
		await pass(5_000);
		expect(outcome.error).toBeUndefined();
		hasBegun = true;
		await pass(1_000 + 100);
		expect(outcome.error).toMatchObject({ code: 'ETIMEDOUT' });
	});

	it('counts after a minute even if the work has not begun', async () => {
		const outcome = start(never, { hasBegun: () => false });
		await pass(61_000 - 1);
		expect(outcome.error).toBeUndefined();
		await pass(1);
		expect(outcome.error).toMatchObject({ code: 'ETIMEDOUT' });
	});

	it('tells the work when the execution was cancelled, before it or meanwhile', async () => {
		const cancel = new AbortController();
		const outcome = start(never, { cancelSignal: cancel.signal });
		await pass(0);
		expect(outcome.signal?.aborted).toBe(false);
		cancel.abort();
		expect(outcome.signal?.aborted).toBe(true);
		expect(start(never, { cancelSignal: cancel.signal }).signal?.aborted).toBe(true);
	});

	it('is not postponed by a clock that is set back', async () => {
		const outcome = start(never);
		await pass(500);
		jest.setSystemTime(Date.now() - 3_600_000);
		await pass(500);
		expect(outcome.error).toMatchObject({ code: 'ETIMEDOUT' });
	});
});
