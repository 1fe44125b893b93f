import { invalidInput } from './failure';
import type { NameValue } from './encoding';

type Headers = Record<string, unknown>;

/** Removes a header whatever its case; request options are signed more than once. */
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

/** Sets a header unless the user's own is there, whatever its case. */
export function setDefaultHeader(headers: Headers, name: string, value: string): void {
	const wanted = name.toLowerCase();
	if (!Object.keys(headers).some((key) => key.toLowerCase() === wanted)) headers[name] = value;
}

/**
 * Checks headers typed by a user.
 *
 * @param forbidden names that the package or the HTTP client sets itself
 * @throws Failure `invalid_input` naming 'Headers'
 */
export function readHeaders(
	pairs: readonly NameValue[],
	forbidden: readonly string[],
): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const { name, value } of pairs) {
		const trimmed = name.trim();
		if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(trimmed) || trimmed === '__proto__') {
			throw invalidInput('Headers', `has a name that is not a valid header name: "${trimmed}".`);
		}
		if (forbidden.some((entry) => entry.toLowerCase() === trimmed.toLowerCase())) {
			throw invalidInput(
				'Headers',
				`must not set ${trimmed}.`,
				'The node sets it itself. Remove it.',
			);
		}
		if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
			throw invalidInput('Headers', `has a value for ${trimmed} that cannot be sent.`);
		}
		setHeader(headers, trimmed, value);
	}
	return headers;
}
