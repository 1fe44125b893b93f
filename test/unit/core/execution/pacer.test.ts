import { Pacer } from '../../../../lib/core/execution/pacer';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Lets everything happen that waits for no timer. */
async function settle(): Promise<void> {
	for (let tick = 0; tick < 20; tick++) await Promise.resolve();
}

it('starts the first item immediately and the others one per timer, in order', async () => {
	const pacer = new Pacer(10, new AbortController().signal);
	const started: number[] = [];
	for (const item of [1, 2, 3]) void pacer.wait().then(() => started.push(item));
	for (const expected of [[1], [1, 2], [1, 2, 3]]) {
		await settle();
		expect(started).toEqual(expected);
		expect(jest.getTimerCount()).toBe(1);
		jest.advanceTimersToNextTimer();
	}
});

it.each([
	[1, 1, [1, 2, 3, 4]],
	[1, 11, [1, 2, 3, 4]],
	[1, 12, [1, 3, 5, 7]],
	[1, 50, [1, 9, 17, 25]],
	[1, 95, [1, 16, 31, 46]],
	[1, 100, [1, 17, 33, 49]],
	[1, 1_000, [1, 17, 33, 49]],
	[10, 10, [1, 2, 3, 4]],
	[10, 50, [1, 9, 17, 25]],
	[20, 50, [1, 10, 18, 26]],
	[50, 10, [1, 5, 7, 8]],
	[50, 100, [1, 50, 75, 91]],
	[50, 1_000, [1, 51, 101, 151]],
	[100, 100, [1, 100, 100, 100]],
])(
	'after turns of %d ms, of %d at once starts a sixth, at most 16, or more after a long turn',
	async (ms, concurrency, counts) => {
		const pacer = new Pacer(concurrency, new AbortController().signal);
		let started = 0;
		const items = Math.max(concurrency, counts.length);
		for (let item = 0; item < items; item++) void pacer.wait().then(() => started++);
		for (const expected of counts) {
			await settle();
			expect(started).toBe(expected);
			jest.spyOn(performance, 'now').mockReturnValue(performance.now() + ms);
			jest.advanceTimersToNextTimer();
		}
		jest.restoreAllMocks();
	},
);

it('starts an item immediately if no other is waiting', async () => {
	const pacer = new Pacer(10, new AbortController().signal);
	await pacer.wait();
	await settle();
	jest.runAllTimers();
	await settle();
	let hasStarted = false;
	void pacer.wait().then(() => (hasStarted = true));
	await settle();
	expect(hasStarted).toBe(true);
});

it('releases everything that waits in the next turn after a stop', async () => {
	const stop = new AbortController();
	const pacer = new Pacer(10, stop.signal);
	let released = 0;
	const add = (count: number): void => {
		for (let item = 0; item < count; item++) void pacer.wait().then(() => released++);
	};
	add(1_000);
	await settle();
	expect(released).toBe(1);
	stop.abort();
	add(10);
	jest.advanceTimersToNextTimer();
	await settle();
	expect(released).toBe(1_010);
});

it('lets n8n do other work when a turn has taken 20 ms, and all items wait for it', async () => {
	const now = jest.spyOn(performance, 'now').mockReturnValue(0);
	const pacer = new Pacer(10, new AbortController().signal);
	let done = 0;
	const add = (): void => void pacer.yieldEventLoop().then(() => done++);
	now.mockReturnValue(19);
	add();
	await settle();
	expect(done).toBe(1);
	now.mockReturnValue(20);
	add();
	add();
	await settle();
	expect([done, jest.getTimerCount()]).toEqual([1, 1]);
	jest.advanceTimersByTime(0);
	await settle();
	add();
	await settle();
	expect([done, jest.getTimerCount()]).toEqual([4, 0]);
	jest.restoreAllMocks();
});
