import type { IHttpRequestOptions } from 'n8n-workflow';
import { encodeForm, flattenQuery, type ArrayFormat } from './encoding';
import { resolveOnOrigin } from './url';

/**
 * Options as n8n hands them to `authenticate`: its HTTP Request node still uses the older shape
 * with `uri`, `followRedirect` and `qsStringifyOptions`.
 */
type AnyRequestOptions = IHttpRequestOptions & {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
	rejectUnauthorized?: boolean;
	useQuerystring?: boolean;
	qsStringifyOptions?: { arrayFormat?: ArrayFormat };
};

/**
 * Fixes the address of request options in place: on the credential's origin, with the query
 * serialised into it, and nothing left for the HTTP client to add. Redirects are off, and whether
 * certificates are checked is the credential owner's choice alone.
 *
 * @returns the address as it goes on the wire
 * @throws ServiceError `invalid_input` for an address off the origin
 */
export function restrictToOrigin(
	options: IHttpRequestOptions,
	origin: string,
	ignoreSslIssues: boolean,
): URL {
	const request = options as AnyRequestOptions;
	const url = resolveOnOrigin(origin, String(request.url ?? request.uri ?? ''), request.baseURL);
	// Setting it parses the address again, and hardly any has one.
	if (url.href.includes('#')) url.hash = '';
	const extra = readQuery(request);
	if (extra !== '') url.search = url.search === '' ? extra : `${url.search}&${extra}`;
	const usesUri = request.uri !== undefined;
	delete request.qs;
	delete request.baseURL;
	delete request.auth;
	if (usesUri) {
		delete (request as Partial<AnyRequestOptions>).url;
		request.uri = url.href;
		request.followRedirect = false;
		request.followAllRedirects = false;
		request.rejectUnauthorized = !ignoreSslIssues;
	} else {
		request.url = url.href;
		request.disableFollowRedirect = true;
		request.skipSslCertificateValidation = ignoreSslIssues;
	}
	request.headers ??= {};
	return url;
}

function readQuery(request: AnyRequestOptions): string {
	const query: unknown = request.qs;
	if (query === undefined || query === null) return '';
	if (typeof query === 'string') return query.replace(/^\?/, '');
	if (query instanceof URLSearchParams) return query.toString();
	const format =
		request.arrayFormat ??
		request.qsStringifyOptions?.arrayFormat ??
		(request.useQuerystring ? 'repeat' : 'indices');
	return encodeForm(flattenQuery(query as object, format));
}
