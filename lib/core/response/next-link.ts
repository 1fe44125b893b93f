import { isForbidden } from '../contract/forbidden-path';
import { ServiceError } from '../errors/service-error';
import type { HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import { buildUrl, resolveOnOrigin } from '../http/url';
import type { ResponseRules } from '../operation/operation';

const LINK = /<([^<>]*)>((?:\s*;\s*[^\s=;,<>"]+(?:\s*=\s*(?:"[^"]*"|[^\s;,<>"]+))?)*)/g;
const REL = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,<>"]+))/i;
const ADVICE =
	'Use another pagination mode, with a parameter. Next links are followed only on the host of the credential, and never to paths for logging in or for tokens.';

/** The target of `rel="next"` in the `Link` header (RFC 8288). @returns `undefined` if there is none */
export function nextInLinkHeader({ headers }: Pick<HttpResponse, 'headers'>): string | undefined {
	for (const [, target, parameters] of (headers.link ?? '').matchAll(LINK)) {
		const [, quoted, plain = ''] = REL.exec(parameters) ?? [];
		if ((quoted ?? plain).toLowerCase().split(/\s+/).includes('next')) return target;
	}
	return undefined;
}

/**
 * The request of the page that a link leads to: the same one with another path and query.
 *
 * @param link absolute, or relative to the request
 * @throws ServiceError `bad_answer` for a link that must not be followed
 */
export function followLink(
	request: ServiceRequest,
	link: string,
	rules: ResponseRules,
	httpStatus: number,
): ServiceRequest {
	const { origin } = rules;
	const current = buildUrl(origin, request.path, request.query);
	const reject = (message: string): ServiceError =>
		new ServiceError({ reason: 'bad_answer', message, description: ADVICE, httpStatus });
	if (!URL.canParse(link, current)) throw reject('The next link is not a valid address.');
	const url = resolved(new URL(link, current), origin);
	if (url === undefined) {
		throw reject('The next link leads to another address, so it was not followed.');
	}
	if (isForbidden(url.pathname, rules)) {
		throw reject('The next link leads to a path for logging in or for tokens.');
	}
	const path = url.pathname + url.search;
	return { ...request, path, query: [], pathField: 'Next Link', unauthenticated: false };
}

function resolved({ href }: URL, origin: string): URL | undefined {
	try {
		const url = resolveOnOrigin(origin, href);
		// With two slashes at its beginning, the path alone would name another host.
		buildUrl(origin, url.pathname + url.search);
		return url;
	} catch {
		return undefined;
	}
}
