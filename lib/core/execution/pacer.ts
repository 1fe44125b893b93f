import { sleep } from 'n8n-workflow';

/**
 * Lets one item start in each turn of the event loop, about 1 ms. Items that start together are
 * answered together and stay in step, so that each waits for the work on all the others; apart,
 * that work is done while the others are on their way (measured in `bench/changes.md`).
 */
export class Pacer {
	private previous: Promise<void> = Promise.resolve();

	/** Resolves when it is the caller's turn, in the order of the calls. */
	async wait(): Promise<void> {
		const mine = this.previous;
		this.previous = mine.then(async () => await sleep(0));
		await mine;
	}
}
