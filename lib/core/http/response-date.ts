import type { IHttpRequestOptions } from 'n8n-workflow';
import {
	CLOCK_TOLERANCE,
	measureHostAhead,
	rememberHostAhead,
	signingCorrection,
} from '../time/service-clock';
import type { HttpResponse } from './response';

/**
 * When the service wrote a response, by its own clock (RFC 9110, section 6.6.1).
 *
 * @returns in ms since 1970; `undefined` without a valid `Date`, or for a response from a cache
 */
export function readDate({ headers }: HttpResponse): number | undefined {
	if (headers.age !== undefined && headers.age.trim() !== '0') return undefined;
	const date = headers.date?.trim() ?? '';
	// Date.parse reads other texts, too, and not all of them as UTC.
	const ms = /^[A-Z][a-z]{2}, .* GMT$/.test(date) ? Date.parse(date) : NaN;
	return Number.isNaN(ms) ? undefined : ms;
}

/** A year, in s: a longer wait means the same, and must stay a number that can be printed. */
const LONGEST_RETRY_AFTER = 31_536_000;

/**
 * Reads `Retry-After` (RFC 9110, section 10.2.3), in seconds or as an HTTP date, which is compared with
 * the service's own.
 *
 * @param nowMs by the host's clock, for a response without a date
 * @returns how long to wait, in ms; `undefined` when the header is missing or cannot be read
 */
export function readRetryAfter(response: HttpResponse, nowMs: number): number | undefined {
	const value = response.headers['retry-after']?.trim();
	if (!value) return undefined;
	if (/^\d+$/.test(value)) return Math.min(Number(value), LONGEST_RETRY_AFTER) * 1000;
	// Date.parse reads numbers as years, and the oldest date format (RFC 9110, section 5.6.7) has no zone.
	const text = value.endsWith('GMT') ? value : `${value} GMT`;
	const date = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - (readDate(response) ?? nowMs));
}

/**
 * Compares the clocks of host and service, and remembers the difference if the request was rejected. One
 * that is accepted changes nothing: its date may be that of a proxy.
 *
 * @param response changed in place
 * @param options of the request, as they were signed
 */
export function compareClocks(
	response: HttpResponse,
	options: IHttpRequestOptions,
	sentAtMs: number,
): void {
	const date = readDate(response);
	if (date === undefined) return;
	const hostAheadMs = measureHostAhead(date, sentAtMs, Date.now());
	const correction = signingCorrection(options);
	const wasMisdated =
		correction !== undefined && Math.abs(hostAheadMs - correction) > CLOCK_TOLERANCE;
	response.clock = { hostAheadMs, wasMisdated };
	if (response.status === 401) rememberHostAhead(new URL(options.url).origin, hostAheadMs);
}

/** Remembers the difference that a response of the token endpoint shows, for the requests that follow. */
export function learnHostClock(response: HttpResponse, origin: string, sentAtMs: number): void {
	const date = readDate(response);
	if (date !== undefined) {
		rememberHostAhead(origin, measureHostAhead(date, sentAtMs, Date.now()));
	}
}
