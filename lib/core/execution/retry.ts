import { cancelledError, ServiceError } from '../errors/service-error';
import type { HttpResponse } from '../http/response';
import type { Effect } from '../operation/operation';
import type { NextTurn, Run } from '../operation/run';
import { delay } from '../time/delay';
import { monotonicNow } from '../time/monotonic';

/** Before the 1st, 2nd and 3rd retry, on average and unless the service asks for more, in ms. */
const RETRY_DELAYS = [1_000, 2_000, 4_000];
/** The longest `Retry-After` that is waited for, in ms. */
const MAX_RETRY_AFTER = 60_000;
/** How long a host may be unreachable before the run gives up, in ms. */
const MAX_OUTAGE = 60_000;

/** How long to wait before the next attempt, in ms. */
interface Pause {
	minMs: number;
	/** How much longer at most. Each item waits a random part of it, so that not all are sent at once. */
	spreadMs: number;
}

/**
 * Retries what usually passes: reads after rate limits, overload and dropped connections, and anything
 * that was certainly not sent. One object for each credential of a run, since a rate limit or an outage
 * concerns all its items: all of them wait, not only the one it hit.
 */
export class RetryPolicy {
	/** By `monotonicNow`. */
	private pausedUntil = 0;
	/** How long after that the last waiting item may be sent, in ms. */
	private spreadMs = 0;
	private fatalError?: ServiceError;
	/** Since when the host could not be reached, by `monotonicNow`. */
	private unreachableSince?: number;

	/**
	 * @param random from 0 to 1, for how the items are spread after a pause
	 */
	constructor(
		private readonly run: Run,
		private readonly random: () => number = Math.random,
	) {}

	/**
	 * Sends once and, for a read or what was not sent, up to three times more.
	 *
	 * @param attempt called for each attempt, since each is signed on its own; it has to wait for its next
	 *   turn if it sends more than one request
	 * @returns the response, or the error of the last attempt
	 */
	async send(
		effect: Effect,
		attempt: (nextTurn: NextTurn) => Promise<HttpResponse | ServiceError>,
	): Promise<HttpResponse | ServiceError> {
		for (let retries = 0; ; retries++) {
			const error = await this.nextTurn();
			if (error) return error;
			if (retries === 1) this.run.report.retriedRequests++;
			const result = await attempt(async () => await this.nextTurn());
			if (!isUnreachable(result)) this.unreachableSince = undefined;
			if (!(result instanceof ServiceError)) return result;
			const { recovery, notSent } = result;
			const pause = pauseAfter(result, retries);
			if (recovery === 'retryAfterPause') this.pauseRun(result, pause);
			const mayRetry =
				(recovery === 'retryAfterPause' || recovery === 'retry') &&
				(effect === 'read' || notSent) &&
				pause.minMs <= MAX_RETRY_AFTER &&
				retries < RETRY_DELAYS.length;
			if (!mayRetry || this.run.stop.aborted) return result;
			await this.wait(pause);
		}
	}

	/** Waits for the end of a pause, and at the run's rate. */
	private async nextTurn(): Promise<ServiceError | undefined> {
		const { stop, limiter } = this.run;
		for (;;) {
			const { pausedUntil } = this;
			const minMs = pausedUntil - monotonicNow();
			if (minMs > 0) await this.wait({ minMs, spreadMs: this.spreadMs });
			if (!stop.aborted && !this.fatalError) await limiter.wait();
			if (stop.aborted) return cancelledError(false);
			if (this.fatalError) return this.fatalError;
			if (this.pausedUntil <= Math.max(pausedUntil, monotonicNow())) return undefined;
		}
	}

	private async wait({ minMs, spreadMs }: Pause): Promise<void> {
		const ms = minMs + this.random() * spreadMs;
		await this.run.report.waiting(delay(ms, this.run.stop));
	}

	/** A pause that is too long for one item is too long for all: the others are not sent. */
	private pauseRun(error: ServiceError, { minMs, spreadMs }: Pause): void {
		const now = monotonicNow();
		if (isUnreachable(error)) this.unreachableSince ??= now;
		const outageMs = now - (this.unreachableSince ?? now);
		if (minMs > MAX_RETRY_AFTER || outageMs > MAX_OUTAGE) {
			this.fatalError = error.with({ mayHaveBeenProcessed: false });
		} else if (now + minMs > this.pausedUntil) {
			this.pausedUntil = now + minMs;
			this.spreadMs = spreadMs;
		}
	}
}

/**
 * At least half of our own delay, or what the service asks for if that is more. The spread adds up to our
 * own delay, so at most 4 s.
 */
function pauseAfter({ retryAfterMs }: ServiceError, retries: number): Pause {
	const own = RETRY_DELAYS[Math.min(retries, RETRY_DELAYS.length - 1)];
	return { minMs: Math.max(own / 2, retryAfterMs ?? 0), spreadMs: own };
}

function isUnreachable(result: HttpResponse | ServiceError): boolean {
	return (
		result instanceof ServiceError &&
		result.reason === 'network' &&
		result.recovery === 'retryAfterPause'
	);
}
