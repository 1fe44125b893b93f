import { sleep } from 'n8n-workflow';

/**
 * Calls `work` for every index from 0 to `count - 1`, at most `limit` at once: the next one starts as
 * soon as one ends. After the first rejection nothing new starts; what is running is awaited, then
 * the first rejection is thrown.
 */
export async function forEachConcurrently(
	count: number,
	limit: number,
	work: (index: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	const errors: unknown[] = [];
	const worker = async (): Promise<void> => {
		while (errors.length === 0 && next < count) {
			try {
				await work(next++);
			} catch (error) {
				errors.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
	if (errors.length > 0) throw errors[0];
}

/**
 * Lets one item start per turn of the event loop, about 1 ms. Items that start together get their
 * responses together, so that each waits until all of them are processed; staggered, this work is
 * done while other items wait for their responses (measured in `bench/changes.md`).
 */
export class Pacer {
	private last: Promise<void> = Promise.resolve();

	/** Resolves in a turn of its own, in the order of the calls. */
	async wait(): Promise<void> {
		const previous = this.last;
		this.last = previous.then(async () => await sleep(0));
		await previous;
	}
}
