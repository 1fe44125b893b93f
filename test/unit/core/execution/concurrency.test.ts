import * as fc from '../../../property';
import { forEachConcurrently } from '../../../../lib/core/execution/concurrency';

/** A call of `work` that the test settles itself. */
interface Job {
	index: number;
	finish(): void;
	fail(error: Error): void;
}

/** Starts `count` calls that stay open until the test settles them. */
function openPool(count: number, limit: number) {
	const started: number[] = [];
	const open = new Map<number, Job>();
	let peak = 0;
	const done = forEachConcurrently(count, limit, async (index) => {
		started.push(index);
		await new Promise<void>((resolve, reject) => {
			open.set(index, { index, finish: resolve, fail: reject });
			peak = Math.max(peak, open.size);
		}).finally(() => open.delete(index));
	});
	let outcome: { error?: unknown } | undefined;
	done.then(
		() => (outcome = {}),
		(error: unknown) => (outcome = { error }),
	);
	return { started, open, done, peak: () => peak, outcome: () => outcome };
}

/** Lets all pending promise callbacks run. */
const settle = async (): Promise<void> => {
	for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe('Concurrent work', () => {
	it('starts up to the limit, in order', async () => {
		const pool = openPool(7, 3);
		await settle();
		expect(pool.started).toEqual([0, 1, 2]);
	});

	it('starts the next item as soon as one ends, even while a slow one is running', async () => {
		const pool = openPool(6, 2);
		for (const index of [1, 2, 3, 4, 5]) {
			await settle();
			expect(pool.open.has(0)).toBe(true);
			pool.open.get(index)!.finish();
		}
		await settle();
		expect(pool.started).toEqual([0, 1, 2, 3, 4, 5]);
		expect(pool.outcome()).toBeUndefined();
		pool.open.get(0)!.finish();
		await pool.done;
	});

	it('handles every item exactly once within the limit, whatever the durations', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 40 }),
				fc.integer({ min: 1, max: 12 }),
				async (durations, limit) => {
					let open = 0;
					let peak = 0;
					const started: number[] = [];
					await forEachConcurrently(durations.length, limit, async (index) => {
						started.push(index);
						peak = Math.max(peak, ++open);
						for (let turn = 0; turn < durations[index]; turn++) await Promise.resolve();
						open--;
					});
					expect(started).toEqual(durations.map((_, index) => index));
					expect(peak).toBeLessThanOrEqual(limit);
					expect(open).toBe(0);
				},
			),
		);
	});

	it('uses the whole limit', async () => {
		const pool = openPool(50, 20);
		while (pool.outcome() === undefined) {
			await settle();
			pool.open.values().next().value?.finish();
			await settle();
		}
		expect(pool.peak()).toBe(20);
	});

	it('starts nothing new after the first error, and waits for what is running', async () => {
		const pool = openPool(10, 3);
		const first = new Error('first');
		await settle();
		pool.open.get(1)!.fail(first);
		await settle();
		expect(pool.started).toEqual([0, 1, 2]);
		expect(pool.outcome()).toBeUndefined();
		pool.open.get(0)!.finish();
		await settle();
		expect(pool.outcome()).toBeUndefined();
		pool.open.get(2)!.fail(new Error('second'));
		await settle();
		expect(pool.outcome()).toEqual({ error: first });
		expect(pool.started).toEqual([0, 1, 2]);
	});

	it('rethrows what is not an Error', async () => {
		await expect(
			forEachConcurrently(1, 1, () => Promise.reject(undefined)),
		).rejects.toBeUndefined();
	});

	it('resolves immediately without items', async () => {
		await forEachConcurrently(0, 5, () => Promise.reject(new Error('never')));
	});
});
