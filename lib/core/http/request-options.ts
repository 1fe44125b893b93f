import type { IHttpRequestOptions } from 'n8n-workflow';
import { restrictConnection } from './allowed-options';
import { encodeForm, flattenQuery, type ArrayFormat } from './encoding';
import { resolveOnOrigin } from './url';

/**
 * Options as n8n passes them to `authenticate`. Its HTTP Request node still uses those of the older
 * client: `uri`, `followRedirect`, `qsStringifyOptions`.
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
 * Changes request options in place so that they can only reach the credential's origin: the query
 * becomes part of the URL, nothing is left for the HTTP client to add, redirects are off, and the
 * credential alone decides whether certificates are checked.
 *
 * @returns the URL as it is sent
 * @throws ServiceError `invalid_input` for a URL that is not on the origin, and for options that could
 *   reveal the credential to another server
 */
export function restrictToOrigin(
	options: IHttpRequestOptions,
	origin: string,
	ignoreSslIssues: boolean,
): URL {
	const request = options as AnyRequestOptions;
	const url = resolveOnOrigin(origin, String(request.url ?? request.uri ?? ''), request.baseURL);
	restrictConnection(options, ignoreSslIssues);
	url.hash = '';
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
