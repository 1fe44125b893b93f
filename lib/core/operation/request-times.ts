import { ServiceError } from '../errors/service-error';
import type { HttpResponse } from '../http/response';
import { busyTime } from '../time/busy-time';
import { monotonicNow } from '../time/monotonic';

/** How a run spent its time. */
export interface TimeSpent {
	runMs: number;
	requests: number;
	/** From sending a request to its response, with the lookup and the connection, and a login if it needs one. */
	averageMs: number;
	/** The lowest average of five successful requests in a row; `Infinity` if fewer succeeded. */
	fastestMs: number;
	/** How many requests were open at once, on average over the run. */
	averageOpen: number;
	/** The part of the run, 0 to 1, in which n8n's thread worked on anything; `NaN` if unknown. */
	busy: number;
}

/** A single request can be much faster than all others by chance; so many in a row are not. */
const IN_A_ROW = 5;

/** Measures how a run spends its time, from its construction on. */
export class RequestTimes {
	private readonly beganMs = monotonicNow();
	private readonly busyBeforeMs = busyTime();
	private requests = 0;
	private openMs = 0;
	/** The successful requests since the last that were averaged. */
	private row: number[] = [];
	private fastestMs = Infinity;

	/** Measures one request. */
	async measure(
		request: Promise<HttpResponse | ServiceError>,
	): Promise<HttpResponse | ServiceError> {
		const beganMs = monotonicNow();
		const response = await request;
		const tookMs = monotonicNow() - beganMs;
		this.requests++;
		this.openMs += tookMs;
		if (!(response instanceof ServiceError) && response.status < 400) this.succeeded(tookMs);
		return response;
	}

	private succeeded(tookMs: number): void {
		this.row.push(tookMs);
		if (this.row.length < IN_A_ROW) return;
		const averageMs = this.row.reduce((sum, ms) => sum + ms) / IN_A_ROW;
		this.fastestMs = Math.min(this.fastestMs, averageMs);
		this.row = [];
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
