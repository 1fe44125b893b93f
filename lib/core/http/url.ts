import { encodeForm, type NameValue } from './encoding';
import { ServiceError, invalidInput } from '../errors/service-error';

/** How much of a host name an error shows, in characters. */
const MAX_HOST_LENGTH = 100;

const HOST_ADVICE = 'The host is set in the credential.';
/** What a path must not match, in the order in which it is checked: pattern, problem, advice. */
const PATH_RULES: ReadonlyArray<[RegExp, string, string?]> = [
	[/^$/, 'is empty.'],
	[/^[a-z][a-z0-9+.-]*:/i, 'must not contain a scheme or host.', HOST_ADVICE],
	[/^[^/]/, 'must begin with a slash.'],
	[/^\/\//, 'must not begin with two slashes.', HOST_ADVICE],
	[
		// URL parsers turn a backslash into a slash.
		/[^\x21-\x5b\x5d-\x7e\u0080-\uffff]/,
		'must not contain spaces, control characters or backslashes.',
		'Percent-encode them, e.g. %20 for a space.',
	],
	[/#/, 'must not contain a fragment (#).'],
	[/^[^?]*\/(\.|%2e){1,2}(\/|\?|$)/i, 'must not contain . or .. segments.', 'Enter the full path.'],
];

/**
 * Checks a request path, with or without a query. It is sent exactly as typed, since it is signed.
 *
 * @param field the field's name in the editor, for the error
 * @returns the path, unchanged
 * @throws ServiceError `invalid_input`
 */
export function checkPath(text: string, field = 'Path'): string {
	for (const [pattern, problem, advice] of PATH_RULES) {
		if (pattern.test(text)) throw invalidInput(field, problem, advice);
	}
	return text;
}

/**
 * Encodes one value as one segment of a path.
 *
 * @param field the field's name in the editor, for the error
 * @throws ServiceError `invalid_input` for `.` and `..`, which URL parsers resolve even when encoded, and
 *   for incomplete characters
 */
export function encodePathSegment(value: string, field: string): string {
	if (/^\.{1,2}$|\p{Surrogate}/u.test(value))
		throw invalidInput(field, 'cannot be part of a path.');
	return encodeURIComponent(value);
}

/**
 * Builds the URL of a request.
 *
 * @param path sent as typed
 * @param query encoded as a form and appended to the query that `path` may have
 * @param field the name of the path's field in the editor, for the error
 * @throws ServiceError `invalid_input` when the HTTP client would send another path than was signed
 */
export function buildUrl(
	origin: string,
	path: string,
	query: readonly NameValue[] = [],
	field = 'Path',
): string {
	const checked = checkPath(path, field);
	const separator = checked.includes('?') ? '&' : '?';
	const requestUri = query.length > 0 ? `${checked}${separator}${encodeForm(query)}` : checked;
	const url = origin + requestUri;
	const parsed = URL.canParse(url) ? new URL(url) : undefined;
	if (parsed?.origin !== origin || parsed.pathname + parsed.search !== requestUri) {
		throw invalidInput(
			field,
			'contains characters that must be percent-encoded.',
			'Encode them with encodeURIComponent() in an expression, then send it again.',
		);
	}
	return url;
}

/**
 * Resolves the URL of a request that may come from any n8n node.
 *
 * @param origin the only one allowed, as `URL.origin` writes it
 * @param address absolute, or relative to `baseUrl`
 * @throws ServiceError `invalid_input` for another origin, user info, or a URL that does not parse
 */
export function resolveOnOrigin(origin: string, address: string, baseUrl?: string): URL {
	const absolute = /^[a-z][a-z0-9+.-]*:/i.test(address);
	const text = absolute || !baseUrl ? address : joinBase(baseUrl, address);
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined) {
		throw addressError(
			'The request has no valid address, so nothing was sent.',
			`Enter a full address that begins with ${origin}.`,
		);
	}
	if (url.username !== '' || url.password !== '') {
		throw addressError(
			'The address contains a user name or password, so nothing was sent.',
			'Remove the part before the @ sign.',
		);
	}
	if (url.origin !== origin) {
		throw addressError(
			`This credential is for ${origin} only, so nothing was sent to ${shorten(url.host)}.`,
			`Use an address that begins with ${origin}, or change the environment of the credential.`,
		);
	}
	return url;
}

function addressError(message: string, description: string): ServiceError {
	return new ServiceError({ reason: 'invalid_input', message, description });
}

/** URL parsers accept host names of any length. */
function shorten(host: string): string {
	return host.length > MAX_HOST_LENGTH ? `${host.slice(0, MAX_HOST_LENGTH)}…` : host;
}

function joinBase(baseUrl: string, address: string): string {
	// The look-behind keeps the time linear for many slashes in a row.
	return `${baseUrl.replace(/(?<!\/)\/+$/, '')}/${address.replace(/^\/+/, '')}`;
}
