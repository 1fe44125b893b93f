import { delay } from './delay';
import { monotonicNow } from './monotonic';

/** How often to compare with the clock, in ms: the longer a timer, the later it may fire. */
const CHECK_EVERY = 200;

/** Gives requests their turns at regular intervals, so that no more are sent per second than allowed. */
export class RateLimiter {
	private readonly intervalMs: number;
	/** The earliest next turn, by `monotonicNow`. */
	private nextTurn = 0;

	/**
	 * @param perSecond more than 0, `Infinity` for no limit
	 * @param stop aborted when nobody needs a turn any more
	 */
	constructor(
		perSecond: number,
		private readonly stop: AbortSignal,
	) {
		this.intervalMs = 1_000 / perSecond;
	}

	/** Takes the next turn and waits for it, but not on after `stop` was aborted. */
	async wait(): Promise<void> {
		const turn = Math.max(this.nextTurn, monotonicNow());
		this.nextTurn = turn + this.intervalMs;
		let left = turn - monotonicNow();
		while (left > 0 && !this.stop.aborted) {
			await delay(Math.ceil(Math.min(left, CHECK_EVERY)), this.stop);
			left = turn - monotonicNow();
		}
	}

	/** Counts a request that was sent without a turn of its own, such as a login. */
	skipTurn(): void {
		this.nextTurn = Math.max(this.nextTurn, monotonicNow()) + this.intervalMs;
	}
}
