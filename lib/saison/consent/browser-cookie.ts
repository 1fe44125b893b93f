import { fingerprint } from '../../core/auth/fingerprint';

/**
 * The cookie that ties a state to the browser it was started in. Its name holds a part of the
 * state's hash, so that several journeys in one browser do not disturb each other.
 */
interface BrowserCookie {
	name: string;
	value: string;
	attributes: string;
}

/** @param isHttps whether the webhook's own address is https, so that browsers keep a Secure cookie */
function cookieFor(stateId: string, isHttps: boolean): BrowserCookie {
	const value = fingerprint('browser', stateId);
	// Browsers let no other host set a `__Host-` cookie; they ask for Secure and Path=/ in return.
	const name = `${isHttps ? '__Host-' : ''}saison-journey-${value.slice(0, 16)}`;
	const attributes = `Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`;
	return { name, value, attributes };
}

/** @param maxAgeMs rounded up to whole seconds */
export function setCookie(stateId: string, isHttps: boolean, maxAgeMs: number): string {
	const { name, value, attributes } = cookieFor(stateId, isHttps);
	return `${name}=${value}; Max-Age=${Math.ceil(maxAgeMs / 1000)}; ${attributes}`;
}

export function clearCookie(stateId: string, isHttps: boolean): string {
	const { name, attributes } = cookieFor(stateId, isHttps);
	return `${name}=; Max-Age=0; ${attributes}`;
}

/** @param header the request's Cookie header */
export function hasCookie(header: string | undefined, stateId: string, isHttps: boolean): boolean {
	const { name, value } = cookieFor(stateId, isHttps);
	return (header ?? '').split(';').some((cookie) => cookie.trim() === `${name}=${value}`);
}
