import { invalidInput } from '../errors/service-error';
import type { NameValue } from './encoding';

type Headers = Record<string, unknown>;

/** Whether a text has only visible ASCII characters and no spaces, so that any header can contain it. */
export function isVisibleAscii(text: string): boolean {
	return /^[\x21-\x7e]+$/.test(text);
}

/** Removes a header, whatever its case. */
export function removeHeader(headers: Headers, name: string): void {
	const wanted = name.toLowerCase();
	for (const key of Object.keys(headers)) {
		if (key.toLowerCase() === wanted) delete headers[key];
	}
}

/** Sets a header, replacing it whatever its case. */
export function setHeader(headers: Headers, name: string, value: string): void {
	removeHeader(headers, name);
	headers[name] = value;
}

/** Sets a header unless the user has set it, whatever its case. */
export function setDefaultHeader(headers: Headers, name: string, value: string): void {
	const wanted = name.toLowerCase();
	if (!Object.keys(headers).some((key) => key.toLowerCase() === wanted)) headers[name] = value;
}

const RESERVED_BY_CLIENT = new Set(
	// Of the connection: beside those of the client they split the request or delay it.
	(
		'connection trailer transfer-encoding upgrade ' +
		// Members of axios' header objects: it drops them or sends the value as header "0".
		'common delete get head patch post put query ' +
		'clear concat constructor has normalize prototype set tojson tostring valueof hasownproperty'
	).split(' '),
);

/** Whether a text can be the name of a header that a user sets. */
export function isHeaderName(text: string): boolean {
	return isToken(text) && !RESERVED_BY_CLIENT.has(text.toLowerCase());
}

/** RFC 9110, 5.6.2. */
function isToken(text: string): boolean {
	return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text) && text !== '__proto__';
}

/**
 * Checks headers typed by a user.
 *
 * @param forbidden names that the node or the HTTP client sets itself, in any case
 * @param field the field's name in the editor, for the error
 * @returns the headers by their names as typed; of several with the same name, the last
 * @throws ServiceError `invalid_input` naming the field
 */
export function readHeaders(
	pairs: readonly NameValue[],
	forbidden: readonly string[],
	field = 'Headers',
): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const { name, value } of pairs) {
		const trimmed = name.trim();
		if (!isToken(trimmed)) {
			throw invalidInput(field, `has a name that is not a valid header name: "${trimmed}".`);
		}
		const lowered = trimmed.toLowerCase();
		if (forbidden.some((entry) => entry.toLowerCase() === lowered)) {
			throw invalidInput(field, `must not set ${trimmed}.`, 'The node sets it itself. Remove it.');
		}
		if (RESERVED_BY_CLIENT.has(lowered)) {
			throw invalidInput(
				field,
				`must not set ${trimmed}.`,
				'The HTTP client of n8n reserves this name. Remove it.',
			);
		}
		if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
			throw invalidInput(field, `has a value for ${trimmed} that cannot be sent.`);
		}
		setHeader(headers, trimmed, value);
	}
	return headers;
}
