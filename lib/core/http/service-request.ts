import type { IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';
import type { NameValue } from './encoding';
import { setDefaultHeader } from './headers';
import { STRICT_OPTIONS } from './transport';
import { buildUrl } from './url';

/** What an item becomes: one request to the service, not yet addressed or authenticated. */
export interface ServiceRequest {
	method: IHttpRequestMethods;
	/** Path as it goes on the wire, with or without a query. */
	path: string;
	/** Name of the field the path came from, for errors. */
	pathField?: string;
	query?: NameValue[];
	headers?: Record<string, string>;
	/** The body as the exact text that is sent. */
	body?: string;
	/** Values private to the item, which no text may show, e.g. a password. */
	secrets?: string[];
	/** For calls that make a session instead of using one. */
	unauthenticated?: boolean;
}

/**
 * Puts a request on a service's origin.
 *
 * @param contentType of its body, unless the request has a header for it
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
