import { invalidInput } from '../../core/errors/service-error';
import { isLoopback } from '../../core/http/base-url';
import { trimInvisible } from '../../core/http/typed-text';

const FIELD = 'Start URL';
const ADVICE =
	'Copy the start URL of the Saison Connect Trigger, e.g. https://n8n.example.com/webhook/saison-connect/start.';
// Spaces, control characters, and the backslash that URL parsers turn into a slash.
const UNSAFE = /[^\x21-\x5b\x5d-\x7e\u0080-\uffff]/;

/**
 * The link that starts the authorization flow in the member's browser: the trigger's start URL with
 * the ticket. An existing query is kept.
 *
 * @throws ServiceError `invalid_input` naming 'Start URL' for anything but an absolute `https:` URL
 *   that ends in /start, or `http:` to this machine
 */
export function startLink(startUrl: string, ticket: string): string {
	const text = trimInvisible(startUrl);
	if (!/^https?:\/\//i.test(text)) {
		throw invalidInput(FIELD, 'must be a full URL that begins with https://.', ADVICE);
	}
	// As text: the URL parser skips any number of slashes before the host.
	if (UNSAFE.test(text) || /^https?:\/{3}/i.test(text) || !URL.canParse(text)) {
		throw invalidInput(FIELD, 'is not a valid URL.', ADVICE);
	}
	// As text: the URL parser drops an empty user name.
	if (/^https?:\/\/[^/?#]*@/i.test(text)) {
		throw invalidInput(FIELD, 'must not contain a user name or password.', ADVICE);
	}
	if (text.includes('#')) throw invalidInput(FIELD, 'must not contain a fragment (#).', ADVICE);
	const url = new URL(text);
	requireHttps(url, FIELD);
	if (!url.pathname.endsWith('/start')) throw invalidInput(FIELD, 'must end in /start.', ADVICE);
	if (url.searchParams.has('state')) {
		throw invalidInput(FIELD, 'already contains a state.', 'Remove it: the node adds its own.');
	}
	// As text: setting a parameter would rewrite the whole query.
	const separator = url.href.includes('?') ? (/[?&]$/.test(url.href) ? '' : '&') : '?';
	return `${url.href}${separator}state=${ticket}`;
}

/** @throws ServiceError `invalid_input` for anything but `https:`, or `http:` to this machine */
export function requireHttps({ protocol, hostname }: URL, field: string): void {
	if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return;
	throw invalidInput(
		field,
		'must begin with https://.',
		'Plain HTTP is accepted only for localhost, 127.0.0.0/8 and [::1].',
	);
}
