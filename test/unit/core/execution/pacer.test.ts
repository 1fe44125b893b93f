/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import { Pacer } from '../../../../lib/core/execution/concurrency';

const turnOfTheEventLoop = async (): Promise<void> =>
	await new Promise((resolve) => setImmediate(resolve));

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await turnOfTheEventLoop();
}

test('the first goes at once, the others one after the other, in the order they came', async () => {
	const turns = new Pacer();
	const gone: number[] = [];
	for (const one of [1, 2, 3]) void turns.wait().then(() => gone.push(one));
	await turnOfTheEventLoop();
	expect(gone).toEqual([1]);
	await until(() => gone.length > 1);
	expect(gone).toEqual([1, 2]);
	await until(() => gone.length > 2);
	expect(gone).toEqual([1, 2, 3]);
});

test('who comes after a pause does not wait', async () => {
	const turns = new Pacer();
	await turns.wait();
	await new Promise((resolve) => setTimeout(resolve, 20));
	let isGone = false;
	void turns.wait().then(() => (isGone = true));
	for (let tick = 0; tick < 5; tick++) await Promise.resolve();
	expect(isGone).toBe(true);
});
