import type { Answer } from '../http/response';
import { cancelled, Failure } from '../errors/service-error';
import type { Effect } from '../operation/operation';
import { pause } from '../time/delay';

/** Pauses before the 1st, 2nd and 3rd repeat, in ms. */
const PAUSES = [1_000, 2_000, 4_000];
/** The longest `Retry-After` that is waited for, in ms. */
const MAX_RETRY_AFTER = 60_000;

/**
 * Sends reads again after what usually passes: rate limits, overload, dropped connections. One
 * object per run, since a rate limit is on the client: it holds every item, not only the one told.
 */
export class Repeats {
	private heldUntil = 0;
	private givenUp?: Failure;

	/** @param stop aborted when nothing new may be sent */
	constructor(
		private readonly stop: AbortSignal,
		private readonly random: () => number = Math.random,
	) {}

	/** @param send one attempt; every repeat calls it anew, so that it is signed anew */
	async run(effect: Effect, send: () => Promise<Answer | Failure>): Promise<Answer | Failure> {
		for (let repeats = 0; ; repeats++) {
			await pause(this.heldUntil - Date.now(), this.stop);
			if (this.stop.aborted) return cancelled(false);
			if (this.givenUp) return this.givenUp;
			const outcome = await send();
			if (!(outcome instanceof Failure)) return outcome;
			const wanted = outcome.retryAfterMs;
			const isTooLong = wanted !== undefined && wanted > MAX_RETRY_AFTER;
			if (outcome.cure === 'hold') this.hold(outcome, wanted ?? PAUSES[0]);
			const isCurable = outcome.cure === 'hold' || outcome.cure === 'repeat';
			const mayRepeat = effect === 'read' || outcome.beforeSending;
			if (!isCurable || !mayRepeat || isTooLong) return outcome;
			if (repeats === PAUSES.length || this.stop.aborted) return outcome;
			await pause(wanted ?? this.jitter(PAUSES[repeats]), this.stop);
		}
	}

	/** A wait too long for one item is too long for all: the rest is not sent. */
	private hold(failure: Failure, ms: number): void {
		if (ms > MAX_RETRY_AFTER) this.givenUp = failure.with({ maybeCarriedOut: false });
		else this.heldUntil = Math.max(this.heldUntil, Date.now() + ms);
	}

	/** Between 75 % and 125 %, so that items that failed together do not come back together. */
	private jitter(ms: number): number {
		return ms * (0.75 + this.random() / 2);
	}
}
