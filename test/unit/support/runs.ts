import type { Run } from '../../../lib/core/operation/run';
import { RunReport } from '../../../lib/core/operation/run-report';
import { RateLimiter } from '../../../lib/core/time/rate-limiter';

/** A run that ends with this signal. */
export function runUntil(stop: AbortSignal, requestsPerSecond = Infinity): Run {
	return { stop, limiter: new RateLimiter(requestsPerSecond, stop), report: new RunReport() };
}
