import { randomBytes } from 'node:crypto';
import { fingerprint } from '../../core/auth/fingerprint';
import { BROWSER_HASH_BYTES } from './state-codec';

const VALUE_BYTES = 16;
const VALUE = new RegExp(`^[0-9a-f]{${2 * VALUE_BYTES}}$`);

/**
 * The cookie that ties states to one browser: a random value, whose hash is in the state. Whoever sees
 * the state, e.g. in an access log, cannot compute it.
 */
export interface BrowserCookie {
	/** Several authorization flows in one browser have a cookie each. */
	name: string;
	isHttps: boolean;
}

/**
 * @param ticketId the id that a ticket shares with its states
 * @param isHttps whether the webhook's own URL is https, so that browsers keep a Secure cookie
 */
export function browserCookie(ticketId: string, isHttps: boolean): BrowserCookie {
	const flow = fingerprint('browser cookie', ticketId).slice(0, 16);
	// No other host can set a `__Host-` cookie; browsers require Secure and Path=/ for it.
	return { name: `${isHttps ? '__Host-' : ''}saison-connect-${flow}`, isHttps };
}

/**
 * The value this browser has, or a new one. Kept when the start URL is opened again: the page at
 * Saison in the first tab still leads back.
 *
 * @param header the request's Cookie header
 */
export function browserValue(cookie: BrowserCookie, header: string | undefined): string {
	const known = valuesOf(cookie, header).find((value) => VALUE.test(value));
	return known ?? randomBytes(VALUE_BYTES).toString('hex');
}

/** What a state says of a value, as hex. */
export function hashOf(value: string): string {
	return fingerprint('browser', value).slice(0, 2 * BROWSER_HASH_BYTES);
}

/** Whether a browser sent the value with this hash; never for a state without one. */
export function bringsValue(
	cookie: BrowserCookie,
	header: string | undefined,
	browserHash: string,
): boolean {
	return valuesOf(cookie, header).some((value) => hashOf(value) === browserHash);
}

/** @param maxAgeMs rounded up to whole seconds; 0 removes the cookie */
export function setCookie(cookie: BrowserCookie, value: string, maxAgeMs: number): string {
	const maxAge = Math.ceil(maxAgeMs / 1000);
	const secure = cookie.isHttps ? '; Secure' : '';
	return `${cookie.name}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

function valuesOf({ name }: BrowserCookie, header = ''): string[] {
	return header
		.split(';')
		.map((pair) => pair.trim())
		.filter((pair) => pair.startsWith(`${name}=`))
		.map((pair) => pair.slice(name.length + 1));
}
