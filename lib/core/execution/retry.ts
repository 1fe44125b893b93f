import { cancelledError, ServiceError } from '../errors/service-error';
import type { HttpResponse } from '../http/response';
import type { Effect } from '../operation/operation';
import { delay } from '../time/delay';

/** Before the 1st, 2nd and 3rd retry, in ms. */
const RETRY_DELAYS = [1_000, 2_000, 4_000];
/** The longest `Retry-After` that is waited for, in ms. */
const MAX_RETRY_AFTER = 60_000;

/**
 * Retries reads after what usually passes: rate limits, overload, dropped connections. One object
 * per run, since a rate limit counts for the client: every item waits, not only the one it hit.
 */
export class RetryPolicy {
	/** In ms since 1970. */
	private pausedUntil = 0;
	private fatalError?: ServiceError;

	/**
	 * @param stop aborted when nothing new may be sent
	 * @param random from 0 to 1, for the jitter
	 */
	constructor(
		private readonly stop: AbortSignal,
		private readonly random: () => number = Math.random,
	) {}

	/**
	 * Sends once and, for a read, up to three times more.
	 *
	 * @param send called for each attempt, since each is signed on its own
	 * @returns the response, or the error of the last attempt
	 */
	async run(
		effect: Effect,
		send: () => Promise<HttpResponse | ServiceError>,
	): Promise<HttpResponse | ServiceError> {
		for (let retries = 0; ; retries++) {
			await delay(this.pausedUntil - Date.now(), this.stop);
			if (this.stop.aborted) return cancelledError(false);
			if (this.fatalError) return this.fatalError;
			const result = await send();
			if (!(result instanceof ServiceError)) return result;
			const { recovery, retryAfterMs, notSent } = result;
			if (recovery === 'retryAfterPause') this.pauseRun(result);
			const mayRetry =
				(recovery === 'retryAfterPause' || recovery === 'retry') &&
				(effect === 'read' || notSent) &&
				(retryAfterMs ?? 0) <= MAX_RETRY_AFTER &&
				retries < RETRY_DELAYS.length;
			if (!mayRetry || this.stop.aborted) return result;
			await delay(retryAfterMs ?? this.jitter(RETRY_DELAYS[retries]), this.stop);
		}
	}

	/** A pause that is too long for one item is too long for all: the others are not sent. */
	private pauseRun(error: ServiceError): void {
		const ms = error.retryAfterMs ?? RETRY_DELAYS[0];
		if (ms > MAX_RETRY_AFTER) this.fatalError = error.with({ mayHaveBeenProcessed: false });
		else this.pausedUntil = Math.max(this.pausedUntil, Date.now() + ms);
	}

	/** Between 75 % and 125 %, so that items that failed together are not retried together. */
	private jitter(ms: number): number {
		return ms * (0.75 + this.random() / 2);
	}
}
