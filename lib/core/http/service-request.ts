import type { IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';
import type { NameValue } from './encoding';
import { setDefaultHeader } from './headers';
import type { HttpResponse } from './response';
import { STRICT_OPTIONS } from './transport';
import { buildUrl } from './url';

/** n8n's names for what a request has under another name here or not at all, so that `json` or `qs` is a type error. */
type NamesOfN8n = Exclude<keyof IHttpRequestOptions, 'method' | 'headers' | 'body'>;

/** The request of an item, before it gets the service's origin and authentication. */
export interface ServiceRequest extends Partial<Record<NamesOfN8n, never>> {
	method: IHttpRequestMethods;
	/** Sent exactly as it is, with or without a query. */
	path: string;
	/** The name of the path's field in the editor, for errors. */
	pathField?: string;
	/** Appended to the query of `path`. */
	query?: NameValue[];
	headers?: Record<string, string>;
	/** Sent exactly as it is. */
	body?: string;
	/** Values of the item that must not appear in any text, e.g. a password. */
	secrets?: string[];
	/** For requests that start a session instead of using one. */
	unauthenticated?: boolean;
	/**
	 * For an unauthenticated request that other runs may make as well, and that must not be sent twice.
	 * Called for each attempt, after the item's turn has come.
	 *
	 * @param attempt sends the request, with the time limit of this item; goes on when its execution is
	 *   cancelled, since others may wait for it
	 * @throws ServiceError those of `attempt`
	 */
	shareAttempt?: (attempt: () => Promise<HttpResponse>) => Promise<HttpResponse>;
}

/**
 * Turns a request into n8n's options, not yet authenticated.
 *
 * @param contentType of the body, unless the request sets the header itself
 * @throws ServiceError `invalid_input` for a path that cannot be sent
 */
export function toRequestOptions(
	request: ServiceRequest,
	origin: string,
	contentType?: string,
): IHttpRequestOptions {
	const headers: Record<string, string> = { ...request.headers };
	setDefaultHeader(headers, 'Accept', 'application/json');
	if (contentType !== undefined) setDefaultHeader(headers, 'Content-Type', contentType);
	return {
		...STRICT_OPTIONS,
		method: request.method,
		url: buildUrl(origin, request.path, request.query, request.pathField),
		headers,
		body: request.body,
	};
}
