import type { IHttpRequestOptions } from 'n8n-workflow';
import {
	CLOCK_TOLERANCE,
	measureHostAhead,
	rememberHostAhead,
	signingCorrection,
} from '../time/service-clock';
import { readDate, type HttpResponse } from './response';

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
