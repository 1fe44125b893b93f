import { encodeForm, type NameValue } from './encoding';
import { ServiceError, invalidInput } from '../errors/service-error';

// Anything but these: blanks, controls, and the backslash that URL parsers turn into a slash.
const UNSAFE = /[^\x21-\x5b\x5d-\x7e\u0080-\uffff]/;
/** Of a host in the text of an error. */
const LONGEST_HOST = 100;
const DOT_SEGMENT = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/**
 * Checks a request path and gives it back unchanged. It goes on the wire byte for byte as typed,
 * since it is part of what is signed.
 *
 * @throws ServiceError `invalid_input` naming `field`
 */
export function checkPath(text: string, field = 'Path'): string {
	if (text === '') throw invalidInput(field, 'is empty.', 'Enter it as in your contract papers.');
	if (/^[a-z][a-z0-9+.-]*:/i.test(text)) {
		throw invalidInput(
			field,
			'must not hold a scheme or host.',
			'The host is set on the credential.',
		);
	}
	if (!text.startsWith('/')) throw invalidInput(field, 'must begin with a slash.');
	if (text.startsWith('//')) {
		throw invalidInput(
			field,
			'must not begin with two slashes.',
			'The host is set on the credential.',
		);
	}
	if (UNSAFE.test(text)) {
		throw invalidInput(
			field,
			'must not hold blanks, control characters or backslashes.',
			'Percent-encode them, e.g. %20 for a blank.',
		);
	}
	if (text.includes('#')) throw invalidInput(field, 'must not hold a fragment (#).');
	const pathOnly = text.split('?', 1)[0];
	if (DOT_SEGMENT.test(pathOnly)) {
		throw invalidInput(field, 'must not hold . or .. segments.', 'Enter the full path.');
	}
	return text;
}

/**
 * One value as one segment of a path.
 *
 * @throws ServiceError `invalid_input` for text that no segment can hold
 */
export function encodePathSegment(value: string, field: string): string {
	// Encoded dots would still be read as "this folder" and "the folder above".
	const segment = /^\.{1,2}$/.test(value) ? undefined : tryEncode(value);
	if (segment === undefined) throw invalidInput(field, 'cannot be part of a path.');
	return segment;
}

/** `undefined` for half a surrogate pair. */
function tryEncode(value: string): string | undefined {
	try {
		return encodeURIComponent(value);
	} catch {
		return undefined;
	}
}

/**
 * Builds the address of a request: origin, path as typed, query serialised by us.
 *
 * @throws ServiceError `invalid_input` when URL parsing would change what is then signed
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
			'holds characters that must be percent-encoded.',
			'Encode them with encodeURIComponent() in an expression, then send again.',
		);
	}
	return url;
}

/**
 * Resolves the address of request options that may come from any n8n node, and makes sure that it
 * stays on the credential's own origin.
 *
 * @throws ServiceError `invalid_input` for another origin, user info, or an address that does not parse
 */
export function resolveOnOrigin(origin: string, address: string, baseUrl?: string): URL {
	const absolute = /^[a-z][a-z0-9+.-]*:/i.test(address);
	const text = absolute || !baseUrl ? address : joinBase(baseUrl, address);
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined) {
		throw new ServiceError({
			reason: 'invalid_input',
			message: 'The request has no valid address, so nothing was sent.',
			description: `Enter a full address that begins with ${origin}.`,
		});
	}
	if (url.username !== '' || url.password !== '') {
		throw new ServiceError({
			reason: 'invalid_input',
			message: 'The address holds a user name or password, so nothing was sent.',
			description: 'Remove the part before the @ sign.',
		});
	}
	if (url.origin !== origin) {
		throw new ServiceError({
			reason: 'invalid_input',
			message: `This credential is for ${origin} only, so nothing was sent to ${shorten(url.host)}.`,
			description: `Use an address that begins with ${origin}, or change the environment of the credential.`,
		});
	}
	return url;
}

/** A host may be of any length before it is looked up. */
function shorten(host: string): string {
	return host.length > LONGEST_HOST ? `${host.slice(0, LONGEST_HOST)}…` : host;
}

function joinBase(baseUrl: string, address: string): string {
	// The look-behind keeps the time linear where many slashes stand before the end.
	return `${baseUrl.replace(/(?<!\/)\/+$/, '')}/${address.replace(/^\/+/, '')}`;
}
