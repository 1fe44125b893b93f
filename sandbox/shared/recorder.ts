import type { Request, Response } from 'express';

export interface RecordedRequest {
	number: number;
	at: string;
	method: string;
	/** The request target exactly as sent. */
	url: string;
	headers: Record<string, string>;
	/** Alternating names and values, in the order and case sent. */
	rawHeaders: string[];
	body: string;
	bodyBase64: string;
	/** The status of the response; absent while the request is open, or if there was no response. */
	status?: number;
}

const KEPT_BODY_BYTES = 1024 * 1024;

/** Keeps the last requests, so that tests can compare exact bytes. */
export class Recorder {
	private seen: RecordedRequest[] = [];
	private count = 0;

	constructor(private readonly limit: () => number) {}

	add(req: Request, res: Response, body: Buffer): void {
		this.count += 1;
		const kept = body.subarray(0, KEPT_BODY_BYTES);
		const entry: RecordedRequest = {
			number: this.count,
			at: new Date().toISOString(),
			method: req.method,
			url: req.originalUrl,
			headers: Object.fromEntries(
				Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
			),
			rawHeaders: req.rawHeaders,
			body: kept.toString('utf8'),
			bodyBase64: kept.toString('base64'),
		};
		res.once('finish', () => (entry.status = res.statusCode));
		this.seen.push(entry);
		if (this.seen.length > this.limit()) this.seen.splice(0, this.seen.length - this.limit());
	}

	last(count = this.seen.length): RecordedRequest[] {
		return count > 0 ? this.seen.slice(-count).map((entry) => ({ ...entry })) : [];
	}

	clear(): void {
		this.seen = [];
		this.count = 0;
	}
}
