import type { Answer } from './answer';
import { cancelled, Failure } from './failure';
import type { Effect } from './operation';
import { pause } from './pause';

/** Pauses before the 1st, 2nd and 3rd repeat, in ms. */
const PAUSES = [1_000, 2_000, 4_000];
/** The longest `Retry-After` that is waited for, in ms. */
export const MAX_RETRY_AFTER = 60_000;

/**
 * Sends reads again after what usually passes: rate limits, overload, dropped connections. One
 * object per run, since a rate limit is on the client: it holds every item, not only the one told.
 */
export class Repeats {
	private heldUntil = 0;

	constructor(
		private readonly signal: AbortSignal | undefined,
		private readonly random: () => number = Math.random,
	) {}

	/** @param send one attempt; every repeat calls it anew, so that it is signed anew */
	async run(effect: Effect, send: () => Promise<Answer | Failure>): Promise<Answer | Failure> {
		for (let repeats = 0; ; repeats++) {
			await pause(this.heldUntil - Date.now(), this.signal);
			if (this.signal?.aborted) return cancelled(false);
			const outcome = await send();
			if (!(outcome instanceof Failure)) return outcome;
			const wanted = outcome.retryAfterMs;
			if (outcome.cure === 'hold') this.hold(Math.min(wanted ?? PAUSES[0], MAX_RETRY_AFTER));
			const curable = outcome.cure === 'hold' || outcome.cure === 'repeat';
			if (!curable || effect === 'write') return outcome;
			if (wanted !== undefined && wanted > MAX_RETRY_AFTER) return outcome;
			if (repeats === PAUSES.length || this.signal?.aborted) return outcome;
			await pause(wanted ?? this.jitter(PAUSES[repeats]), this.signal);
		}
	}

	private hold(ms: number): void {
		this.heldUntil = Math.max(this.heldUntil, Date.now() + ms);
	}

	/** Between 75 % and 125 %, so that items that failed together do not come back together. */
	private jitter(ms: number): number {
		return ms * (0.75 + this.random() / 2);
	}
}
