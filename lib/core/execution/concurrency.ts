import { sleep } from 'n8n-workflow';
import { monotonicNow } from '../time/monotonic';

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

/** In a turn that comes late, one more item may start for each of so many that wait. */
const WAITING_PER_START = 10;

/**
 * Lets one item start per turn of the event loop, about 1 ms; in a turn that comes late, one for each ms,
 * but no more than a tenth of those that wait. Items that start together get their responses together, so
 * that each waits until all of them are processed; staggered, this work is done while other items wait
 * for their responses (measured in `bench/changes.md`).
 */
export class Pacer {
	private readonly waiting: Array<() => void> = [];
	private isPacing = false;

	/** Resolves in the order of the calls, immediately if none has in this turn. */
	async wait(): Promise<void> {
		if (this.isPacing) await new Promise<void>((resolve) => this.waiting.push(resolve));
		else void this.pace();
	}

	private async pace(): Promise<void> {
		this.isPacing = true;
		for (;;) {
			const beganMs = monotonicNow();
			await sleep(0);
			if (this.waiting.length === 0) break;
			const tookMs = Math.floor(monotonicNow() - beganMs);
			const most = Math.floor(this.waiting.length / WAITING_PER_START);
			const starts = Math.max(1, Math.min(tookMs, most));
			for (const start of this.waiting.splice(0, starts)) start();
		}
		this.isPacing = false;
	}
}
