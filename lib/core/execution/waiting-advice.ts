import type { FailureCause, RunReport } from '../operation/run-report';

/** Runs that are shorter (in ms) or send fewer requests need no advice. */
const MIN_RUN = 10_000;
const MIN_REQUESTS = 100;
/** Below this average share of the limit, the limit is not what slows the run. */
const MOSTLY_OPEN = 0.8;
/** Above this share of busy time, n8n's own thread slows the run. */
const MOSTLY_BUSY = 0.5;
/** Above this share of items that failed, going faster is not what the run needs. */
const MANY_FAILED = 0.5;
/** Above this ratio of the average request to the fastest, requests are probably queued. */
const SLOWED_DOWN = 3;
/** After these, more requests at once would make things worse. */
const OVERLOADED: FailureCause[] = [
	...(['rate_limited', 'temporarily_unavailable', 'maintenance'] as const),
	...(['timeout', 'network'] as const),
];

/**
 * Says what would speed up a long run that spent most of its time waiting for responses. One request
 * at a time is a choice of the user, and needs no advice.
 *
 * @returns sentences without markup, '' if there is nothing to advise
 */
export function adviseOnWaiting(report: RunReport, itemCount: number): string {
	const { concurrency, retriedRequests, failures, times } = report;
	if (concurrency < 2 || itemCount <= concurrency || retriedRequests > 0) return '';
	if (report.failedItems > MANY_FAILED * itemCount) return '';
	if (OVERLOADED.some((cause) => failures.has(cause))) return '';
	const { runMs, requests, averageOpen, averageMs, fastestMs, busy } = times.spent;
	if (runMs < MIN_RUN || requests < MIN_REQUESTS) return '';
	const isIdle = busy <= MOSTLY_BUSY;
	if (averageOpen < MOSTLY_OPEN * concurrency || !isIdle) return '';
	const waited = `For most of the run, n8n only waited for responses: ${concurrency} requests at once, ${time(averageMs)} each`;
	return averageMs < SLOWED_DOWN * fastestMs
		? `${waited}. If the service allows more, increase 'Max Concurrent Requests'.`
		: `${waited} on average and ${time(fastestMs)} at best. They were probably queued, by the service or during DNS lookup. A DNS cache on the n8n host makes lookups faster, and a higher UV_THREADPOOL_SIZE allows more at once.`;
}

function time(ms: number): string {
	return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
