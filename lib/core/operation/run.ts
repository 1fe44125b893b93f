import type { ServiceError } from '../errors/service-error';
import type { RateLimiter } from '../time/rate-limiter';
import type { RunReport } from './run-report';

/** What all requests of a run share. */
export interface Run {
	/** Aborted when nothing new may be sent. */
	stop: AbortSignal;
	limiter: RateLimiter;
	report: RunReport;
}

/**
 * Waits until one more request may be sent.
 *
 * @returns why it must not be sent at all
 */
export type NextTurn = () => Promise<ServiceError | undefined>;
