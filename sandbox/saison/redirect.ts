import { hmacBase64 } from './mac';
import type { SaisonSettings } from './settings';

/**
 * As raw as a Location header allows. Only what no browser would leave as it is gets escaped: blanks, control
 * characters, non-ASCII text, quotes and angle brackets; & = + % / # stay.
 */
export function locationSafe(text: string): string {
	return text.replace(/[^\x21-\x7e]+|["'<>]/g, (piece) =>
		encodeURIComponent(piece).replaceAll("'", '%27'),
	);
}

export function withParameters(target: string, query: string): string {
	return `${target}${target.includes('?') ? '&' : '?'}${locationSafe(query)}`;
}

export interface TwoFactorResult {
	/** `level=2` or `error=…`. */
	outcome: string;
	ts: number;
	/** Un-escaped; left out if the client sent none. */
	state?: string;
}

/** TEA015: the mac is made over the query without the mac parameter, in the order sent. */
export function twoFactorRedirect(
	settings: SaisonSettings,
	clientId: string,
	target: string,
	{ outcome, ts, state }: TwoFactorResult,
): string {
	const own = [
		outcome,
		`ts=${ts}`,
		...(state === undefined ? [] : [`state=${locationSafe(state)}`]),
	];
	const mark = target.indexOf('?');
	const before = mark < 0 ? [] : [target.slice(mark + 1)];
	const mac = hmacBase64(settings.clients[clientId] ?? '', [...before, ...own].join('&'));
	const part = `mac=${settings.twoFactorMacRaw ? mac : encodeURIComponent(mac)}`;
	// The public page shows it first on success and second on failure.
	const pageIndex = outcome.startsWith('error=') ? 1 : 0;
	const index = { page: pageIndex, first: 0, last: own.length }[settings.twoFactorMacPosition];
	own.splice(index, 0, part);
	return `${mark < 0 ? target : target.slice(0, mark)}?${[...before, ...own].join('&')}`;
}
