import { Pacer } from '../../../../lib/core/execution/concurrency';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Lets everything happen that waits for no timer. */
async function settle(): Promise<void> {
	for (let tick = 0; tick < 20; tick++) await Promise.resolve();
}

it('starts the first item immediately and the others one per timer, in order', async () => {
	const pacer = new Pacer();
	const started: number[] = [];
	for (const item of [1, 2, 3]) void pacer.wait().then(() => started.push(item));
	for (const expected of [[1], [1, 2], [1, 2, 3]]) {
		await settle();
		expect(started).toEqual(expected);
		expect(jest.getTimerCount()).toBe(1);
		jest.advanceTimersToNextTimer();
	}
});

it('starts an item immediately if no other is waiting', async () => {
	const pacer = new Pacer();
	await pacer.wait();
	await settle();
	jest.runAllTimers();
	await settle();
	let hasStarted = false;
	void pacer.wait().then(() => (hasStarted = true));
	await settle();
	expect(hasStarted).toBe(true);
});
