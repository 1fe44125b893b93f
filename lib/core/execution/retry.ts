import type { HttpResponse } from '../http/response';
import { cancelledError, ServiceError } from '../errors/service-error';
import type { Effect } from '../operation/operation';
import { delay } from '../time/delay';

/** Pauses before the 1st, 2nd and 3rd repeat, in ms. */
const PAUSES = [1_000, 2_000, 4_000];
/** The longest `Retry-After` that is waited for, in ms. */
const MAX_RETRY_AFTER = 60_000;

/**
 * Sends reads again after what usually passes: rate limits, overload, dropped connections. One
 * object per run, since a rate limit is on the client: it holds every item, not only the one told.
 */
export class RetryPolicy {
	private pausedUntil = 0;
	private fatalError?: ServiceError;

	/** @param stop aborted when nothing new may be sent */
	constructor(
		private readonly stop: AbortSignal,
		private readonly random: () => number = Math.random,
	) {}

	/** @param send one attempt; every repeat calls it anew, so that it is signed anew */
	async run(
		effect: Effect,
		send: () => Promise<HttpResponse | ServiceError>,
	): Promise<HttpResponse | ServiceError> {
		for (let retries = 0; ; retries++) {
			await delay(this.pausedUntil - Date.now(), this.stop);
			if (this.stop.aborted) return cancelledError(false);
			if (this.fatalError) return this.fatalError;
			const outcome = await send();
			if (!(outcome instanceof ServiceError)) return outcome;
			const wanted = outcome.retryAfterMs;
			const isTooLong = wanted !== undefined && wanted > MAX_RETRY_AFTER;
			if (outcome.recovery === 'retryAfterPause') this.pauseRun(outcome, wanted ?? PAUSES[0]);
			const isCurable = outcome.recovery === 'retryAfterPause' || outcome.recovery === 'retry';
			const mayRepeat = effect === 'read' || outcome.notSent;
			if (!isCurable || !mayRepeat || isTooLong) return outcome;
			if (retries === PAUSES.length || this.stop.aborted) return outcome;
			await delay(wanted ?? this.jitter(PAUSES[retries]), this.stop);
		}
	}

	/** A wait too long for one item is too long for all: the rest is not sent. */
	private pauseRun(serviceError: ServiceError, ms: number): void {
		if (ms > MAX_RETRY_AFTER) this.fatalError = serviceError.with({ mayHaveBeenProcessed: false });
		else this.pausedUntil = Math.max(this.pausedUntil, Date.now() + ms);
	}

	/** Between 75 % and 125 %, so that items that failed together do not come back together. */
	private jitter(ms: number): number {
		return ms * (0.75 + this.random() / 2);
	}
}
