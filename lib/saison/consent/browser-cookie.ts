import { fingerprint } from '../../core/auth/fingerprint';

/**
 * The cookie that ties a state to the browser it was started in. Its name contains part of the
 * state's hash, so that several authorization flows in one browser do not interfere.
 *
 * @param isHttps whether the webhook's own URL is https, so that browsers keep a Secure cookie
 */
function cookieFor(stateId: string, isHttps: boolean): { name: string; value: string } {
	const value = fingerprint('browser', stateId);
	// No other host can set a `__Host-` cookie; browsers require Secure and Path=/ for it.
	const name = `${isHttps ? '__Host-' : ''}saison-authorization-${value.slice(0, 16)}`;
	return { name, value };
}

function attributes(isHttps: boolean): string {
	return `Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`;
}

/** @param maxAgeMs rounded up to whole seconds */
export function setCookie(stateId: string, isHttps: boolean, maxAgeMs: number): string {
	const { name, value } = cookieFor(stateId, isHttps);
	return `${name}=${value}; Max-Age=${Math.ceil(maxAgeMs / 1000)}; ${attributes(isHttps)}`;
}

export function clearCookie(stateId: string, isHttps: boolean): string {
	return `${cookieFor(stateId, isHttps).name}=; Max-Age=0; ${attributes(isHttps)}`;
}

/** @param header the request's Cookie header */
export function hasCookie(header: string | undefined, stateId: string, isHttps: boolean): boolean {
	const { name, value } = cookieFor(stateId, isHttps);
	return (header ?? '').split(';').some((cookie) => cookie.trim() === `${name}=${value}`);
}
