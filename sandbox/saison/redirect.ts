import { hmacBase64 } from './mac';
import type { SaisonSettings } from './settings';

/**
 * Escapes only what every browser escapes in a Location header: spaces, control characters, non-ASCII
 * characters, quotes and angle brackets. & = + % / and # stay as they are.
 */
export function locationSafe(text: string): string {
	return text.replace(/[^\x21-\x7e]+|["'<>]/g, (match) =>
		encodeURIComponent(match).replaceAll("'", '%27'),
	);
}

export function withParameters(target: string, query: string): string {
	return `${target}${target.includes('?') ? '&' : '?'}${locationSafe(query)}`;
}

export interface TwoFactorResult {
	/** `level=2` or `error=…`. */
	outcome: string;
	ts: number;
	/** Decoded; absent if the client sent none. */
	state?: string;
}

/** TEA015: the mac covers the query without the mac parameter, in the order sent. */
export function twoFactorRedirect(
	settings: SaisonSettings,
	clientId: string,
	target: string,
	{ outcome, ts, state }: TwoFactorResult,
): string {
	const queryStart = target.indexOf('?');
	const address = queryStart < 0 ? target : target.slice(0, queryStart);
	const targetQuery = queryStart < 0 ? [] : [target.slice(queryStart + 1)];
	const parameters = [outcome, `ts=${ts}`];
	if (state !== undefined) parameters.push(`state=${locationSafe(state)}`);
	const signed = [...targetQuery, ...parameters].join('&');
	const mac = hmacBase64(settings.clients[clientId] ?? '', signed);
	// The public page shows mac first on success and second on failure.
	const pageIndex = outcome.startsWith('error=') ? 1 : 0;
	const index = { page: pageIndex, first: 0, last: parameters.length }[
		settings.twoFactorMacPosition
	];
	parameters.splice(index, 0, `mac=${settings.twoFactorMacRaw ? mac : encodeURIComponent(mac)}`);
	return `${address}?${[...targetQuery, ...parameters].join('&')}`;
}
