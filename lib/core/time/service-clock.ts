import { ExpiringMap } from './expiring-map';

/** A difference up to this, in ms, is not worth correcting: a service has to allow for it. */
export const CLOCK_TOLERANCE = 60_000;

/** What a response tells about the clocks of host and service. */
export interface ClockComparison {
	/** How far the host's clock is ahead of the service's, in ms; negative if it is behind. */
	hostAheadMs: number;
	/** Whether the request was signed with a time that the service does not have. */
	wasMisdated: boolean;
}

/** By origin, and only what is worth correcting. In ms; negative if the host's clock is behind. */
const hostAhead = new ExpiringMap<number>(3_600_000, 100);
/** By the options of a request that was signed. */
const correctedBy = new WeakMap<object, number>();

/**
 * How far the host's clock is ahead of a service's, by the `Date` of its response. The service may have
 * written it at any time between request and response, so the smallest possible difference is taken.
 *
 * @param dateMs in ms since 1970, as a whole number of seconds
 * @param sentAtMs when the request was sent, by the host's clock
 * @param receivedAtMs when the response had arrived, by the host's clock
 * @returns in ms; negative if the host's clock is behind
 */
export function measureHostAhead(dateMs: number, sentAtMs: number, receivedAtMs: number): number {
	const least = sentAtMs - (dateMs + 1_000);
	const most = receivedAtMs - dateMs;
	if (least > 0) return least;
	return most < 0 ? most : 0;
}

/** Remembers for an hour how far the host's clock is ahead of a service's, in ms. */
export function rememberHostAhead(origin: string, aheadMs: number): void {
	if (Math.abs(aheadMs) > CLOCK_TOLERANCE) hostAhead.set(origin, aheadMs);
	else hostAhead.delete(origin);
}

/**
 * The time to sign a request with: the service's, as far as it is known, else the host's.
 *
 * @param options of the request; `signingCorrection` tells later how it was signed
 * @returns in ms since 1970
 */
export function signingTime(options: object, origin: string): number {
	const aheadMs = hostAhead.get(origin) ?? 0;
	correctedBy.set(options, aheadMs);
	return Date.now() - aheadMs;
}

/** By how much the host's clock was corrected for signing, in ms; `undefined` if nothing was signed. */
export function signingCorrection(options: object): number | undefined {
	return correctedBy.get(options);
}

/**
 * Says how wrong the host's clock is.
 *
 * @returns a sentence, '' if the clock is right or nothing is known
 */
export function describeHostClock(clock: ClockComparison | undefined): string {
	const aheadMs = clock?.hostAheadMs ?? 0;
	if (Math.abs(aheadMs) <= CLOCK_TOLERANCE) return '';
	const seconds = Math.ceil(Math.abs(aheadMs) / 1_000);
	return `The clock of the n8n host is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the service's clock: correct it.`;
}
