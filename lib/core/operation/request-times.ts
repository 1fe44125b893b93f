import { ServiceError } from '../errors/service-error';
import { busyTime } from '../time/busy-time';
import { monotonicNow } from '../time/monotonic';

/** How a run spent its time. */
export interface TimeSpent {
	runMs: number;
	requests: number;
	/** From sending a request to its response, with the lookup and the connection, and a login if it needs one. */
	averageMs: number;
	/** Of the requests that succeeded, `Infinity` if none did. */
	fastestMs: number;
	/** How many requests were open at once, on average over the run. */
	averageOpen: number;
	/** The part of the run, 0 to 1, in which n8n's thread worked on anything; `NaN` if unknown. */
	busy: number;
}

/** Measures how a run spends its time, from its construction on. */
export class RequestTimes {
	private readonly beganMs = monotonicNow();
	private readonly busyBeforeMs = busyTime();
	private requests = 0;
	private openMs = 0;
	private fastestMs = Infinity;

	/** Measures one request. */
	async measure<Response>(
		request: Promise<Response | ServiceError>,
	): Promise<Response | ServiceError> {
		const beganMs = monotonicNow();
		const response = await request;
		const tookMs = monotonicNow() - beganMs;
		this.requests++;
		this.openMs += tookMs;
		if (!(response instanceof ServiceError)) this.fastestMs = Math.min(this.fastestMs, tookMs);
		return response;
	}

	/** Until now. */
	get spent(): TimeSpent {
		const runMs = monotonicNow() - this.beganMs;
		return {
			runMs,
			requests: this.requests,
			averageMs: this.openMs / this.requests,
			fastestMs: this.fastestMs,
			averageOpen: this.openMs / runMs,
			busy: (busyTime() - this.busyBeforeMs) / runMs,
		};
	}
}
