import type { Reason } from '../errors/service-error';
import type { ClockComparison } from '../time/service-clock';
import { monotonicNow } from '../time/monotonic';

/** What happened in a run that its user may want to know: numbers only, no text of a service or an item. */
export class RunReport {
	/** How many items failed, by reason. */
	readonly failures = new Map<Reason, number>();
	/** How many requests were sent more than once because the service was not ready. */
	repeatedRequests = 0;
	/** How many tokens were renewed in the middle, after requests had been accepted with another. */
	renewals = 0;
	/** For how many items there may be more pages than were asked for. */
	itemsWithPagesCut = 0;
	/** For how many items a service returned the same page again. */
	itemsWithRepeatedPage = 0;
	/** Of all comparisons the one with the least difference: a proxy may have written a date. */
	clock?: ClockComparison;
	private waits = 0;
	private waitingSince = 0;
	private waited = 0;

	itemFailed(reason: Reason): void {
		this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
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
