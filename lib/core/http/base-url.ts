import { invalidInput } from '../errors/service-error';
import { trimInvisible } from './typed-text';

const ORIGIN_TEXT = /^https?:\/\/[^\s/\\?#@]+\/?$/i;
/** RFC 1035, section 2.3.4, with a trailing dot. */
const MAX_HOST_NAME_LENGTH = 254;

/** Whether a host name, as `URL.hostname` writes it, can only mean this machine. */
export function isLoopback(hostname: string): boolean {
	return (
		hostname === 'localhost' ||
		hostname === '[::1]' ||
		/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
	);
}

/** Rejects what URL parsers accept although nothing can be sent there. */
function isReachable({ hostname, port }: URL): boolean {
	return hostname !== '' && hostname.length <= MAX_HOST_NAME_LENGTH && port !== '0';
}

/**
 * Parses a base URL that consists of an origin only.
 *
 * @param text what the user typed, e.g. `https://gateway.example.com:8443`
 * @param field the field's name in the editor, for the error
 * @returns the origin as `URL.origin` writes it
 * @throws ServiceError `invalid_input` for anything but an origin with `https:`, or `http:` to this machine
 */
export function parseOrigin(text: string, field = 'Base URL'): string {
	const trimmed = trimInvisible(text);
	const advice = 'Enter scheme, host and, if needed, port, e.g. https://api.example.com.';
	if (trimmed === '') throw invalidInput(field, 'is empty.', advice);
	if (/^https?:\/\/[^/?#]*@/i.test(trimmed)) {
		throw invalidInput(field, 'must not contain a user name or password.', advice);
	}
	if (!/^https?:\/\//i.test(trimmed)) {
		throw invalidInput(field, 'must begin with https://.', advice);
	}
	const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
	if (url === undefined || !isReachable(url)) {
		throw invalidInput(field, 'is not a valid address.', advice);
	}
	if (!ORIGIN_TEXT.test(trimmed)) {
		throw invalidInput(field, 'must not contain a path, a query or a fragment.', advice);
	}
	if (url.protocol !== 'https:' && !isLoopback(url.hostname)) {
		throw invalidInput(
			field,
			'must begin with https://.',
			'Plain HTTP is accepted only for localhost, 127.0.0.0/8 and [::1].',
		);
	}
	return url.origin;
}
