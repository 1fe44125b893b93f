import { invalidInput } from '../../core/errors/service-error';
import { isLoopback } from '../../core/http/base-url';

const FIELD = 'Start URL';
const ADVICE =
	'Copy the start address of the Saison Connect Trigger, e.g. https://n8n.example.com/webhook/saison-connect/start.';
// Blanks, controls, and the backslash that URL parsers turn into a slash.
const UNSAFE = /[^\x21-\x5b\x5d-\x7e\u0080-\uffff]/;

/**
 * The link that begins the journey in the member's browser: the trigger's start address with the
 * state. A query it has already is kept.
 *
 * @throws ServiceError `invalid_input` naming 'Start URL' for anything but an absolute `https:` address that
 *   ends in /start, or `http:` to this machine
 */
export function startLink(startUrl: string, state: string): string {
	const text = startUrl.trim();
	if (!/^https?:\/\//i.test(text)) {
		throw invalidInput(FIELD, 'must be a whole address that begins with https://.', ADVICE);
	}
	if (UNSAFE.test(text) || !URL.canParse(text)) {
		throw invalidInput(FIELD, 'is not a valid address.', ADVICE);
	}
	if (/^https?:\/\/[^/?#]*@/i.test(text)) {
		throw invalidInput(FIELD, 'must not hold a user name or password.', ADVICE);
	}
	if (text.includes('#')) throw invalidInput(FIELD, 'must not hold a fragment (#).', ADVICE);
	const url = new URL(text);
	if (url.protocol !== 'https:' && !isLoopback(url.hostname)) {
		throw invalidInput(
			FIELD,
			'must begin with https://.',
			'Plain http is accepted for localhost, 127.0.0.0/8 and [::1] only.',
		);
	}
	if (!url.pathname.endsWith('/start')) throw invalidInput(FIELD, 'must end in /start.', ADVICE);
	if (url.searchParams.has('state')) {
		throw invalidInput(FIELD, 'holds a state already.', 'The node adds it. Remove that part.');
	}
	// As text: setting a parameter would write the whole query anew.
	const glue = url.href.includes('?') ? (/[?&]$/.test(url.href) ? '' : '&') : '?';
	return `${url.href}${glue}state=${state}`;
}
