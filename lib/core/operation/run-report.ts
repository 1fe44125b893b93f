import type { Reason, ServiceError } from '../errors/service-error';
import type { ClockComparison } from '../time/service-clock';
import { monotonicNow } from '../time/monotonic';
import { RequestTimes } from './request-times';

/** A reason, the HTTP status of a request that was not successful, or neither. */
export type FailureCause = Exclude<Reason, 'service_error'> | number | 'rejected' | 'unexpected';

/** What happened in a run that its user may want to know: numbers only, no text of a service or an item. */
export class RunReport {
	/** How many items failed, by cause. */
	readonly failures = new Map<FailureCause, number>();
	/** How many requests were sent more than once because the service was not ready. */
	retriedRequests = 0;
	/** How many tokens were renewed in the middle, after requests had been accepted with another. */
	renewals = 0;
	/** For how many items there may be more pages than were asked for. */
	itemsWithPagesCut = 0;
	/** For how many items a service returned the same page again. */
	itemsWithRepeatedPage = 0;
	/** Of all comparisons the one with the least difference: a proxy may have written a date. */
	clock?: ClockComparison;
	/** How many items could run at once. */
	concurrency = 0;
	readonly times = new RequestTimes();
	private waits = 0;
	private waitingSince = 0;
	private waited = 0;

	itemFailed(error: Pick<ServiceError, 'reason' | 'httpStatus'>): void {
		const cause = causeOf(error);
		this.failures.set(cause, (this.failures.get(cause) ?? 0) + 1);
	}

	get failedItems(): number {
		return [...this.failures.values()].reduce((sum, items) => sum + items, 0);
	}

	clockCompared(clock: ClockComparison | undefined): void {
		if (clock === undefined) return;
		const least = this.clock?.hostAheadMs ?? Infinity;
		if (Math.abs(clock.hostAheadMs) < Math.abs(least)) this.clock = clock;
	}

	/** Measures a wait for the service. What items wait for at the same time counts once. */
	async waiting(wait: Promise<void>): Promise<void> {
		if (this.waits++ === 0) this.waitingSince = monotonicNow();
		await wait;
		if (--this.waits === 0) this.waited += monotonicNow() - this.waitingSince;
	}

	/** How long at least one item waited for the service to be ready again, in ms. */
	get waitedMs(): number {
		return this.waited;
	}
}

function causeOf({
	reason,
	httpStatus,
}: Pick<ServiceError, 'reason' | 'httpStatus'>): FailureCause {
	if (reason !== 'service_error') return reason;
	if (httpStatus === undefined) return 'unexpected';
	// A service may say in a successful response, too, that it did not do what was asked for.
	return httpStatus >= 200 && httpStatus < 300 ? 'rejected' : httpStatus;
}
