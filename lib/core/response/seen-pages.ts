import { createHash } from 'node:crypto';
import type { HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';

/** Fewer records than this may be alike on two pages by chance. */
const MIN_RECORDS = 2;

/** Tells a page that the service has returned before, by hashes of what was sent and received. */
export class SeenPages {
	private readonly seen = new Set<string>();

	addRequest(request: ServiceRequest): void {
		this.seen.add(keyOf(request));
	}

	wasSent(request: ServiceRequest): boolean {
		return this.seen.has(keyOf(request));
	}

	/**
	 * Remembers a page.
	 *
	 * @param list its records, if it is known where they are: the rest of a page may have e.g. the time
	 * @returns whether it was there before
	 */
	isRepeated({ body }: HttpResponse, list: readonly unknown[] = []): boolean {
		const keys = [hash(body)];
		if (list.length >= MIN_RECORDS) keys.push(hash(JSON.stringify(list)));
		const isRepeated = keys.some((key) => this.seen.has(key));
		for (const key of keys) this.seen.add(key);
		return isRepeated;
	}
}

function keyOf({ path, query = [], body = '' }: ServiceRequest): string {
	return hash(JSON.stringify([path, query, body]));
}

function hash(data: Buffer | string): string {
	return createHash('sha256').update(data).digest('base64');
}
