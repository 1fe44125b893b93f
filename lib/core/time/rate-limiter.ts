import { delay } from './delay';
import { monotonicNow } from './monotonic';

/** Spaces requests at regular intervals, a slot for each, so that no more are sent per second than allowed. */
export class RateLimiter {
	private readonly intervalMs: number;
	/** The earliest next slot, by `monotonicNow`. */
	private nextSlot = 0;

	/**
	 * @param perSecond more than 0, `Infinity` for no limit
	 * @param stop aborted when nobody needs a slot any more
	 */
	constructor(
		perSecond: number,
		private readonly stop: AbortSignal,
	) {
		this.intervalMs = 1_000 / perSecond;
	}

	/** Takes the next slot and waits for it, but not on after `stop` was aborted. */
	async wait(): Promise<void> {
		const slot = Math.max(this.nextSlot, monotonicNow());
		this.nextSlot = slot + this.intervalMs;
		await delay(slot - monotonicNow(), this.stop);
	}

	/** Counts a request that was sent without a slot of its own, such as a login. */
	skipSlot(): void {
		this.nextSlot = Math.max(this.nextSlot, monotonicNow()) + this.intervalMs;
	}
}
