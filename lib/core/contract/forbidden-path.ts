import type { ContractRules } from './call';

/** How often a path is decoded at most: a gateway may decode it before the service does. */
const MAX_DECODINGS = 3;

/** Whether a path, in any way of writing it that a server may accept, gives or takes tokens. */
export function isForbidden(path: string, rules: Pick<ContractRules, 'isForbiddenPath'>): boolean {
	let text = path.split(/[?#]/, 1)[0];
	for (let count = 0; count <= MAX_DECODINGS; count++) {
		if (rules.isForbiddenPath(plainPath(text))) return true;
		const decoded = decode(text);
		if (decoded === text) return false;
		text = decoded;
	}
	return false;
}

/**
 * A path as servers understand it: in lower case, without path parameters, empty segments, dot segments,
 * spaces and control characters, and with slashes for backslashes.
 */
export function plainPath(path: string): string {
	const segments: string[] = [];
	for (const text of path.toLowerCase().split(/[/\\]/)) {
		const segment = text.replace(/;.*$/s, '').replace(/[\s\p{Cc}]+/gu, '');
		if (segment === '..') segments.pop();
		else if (segment !== '' && segment !== '.') segments.push(segment);
	}
	return `/${segments.join('/')}`;
}

/** Decodes what can be decoded: broken percent-encoding elsewhere must not hide the rest. */
function decode(text: string): string {
	return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
		try {
			return decodeURIComponent(encoded);
		} catch {
			return encoded.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
				String.fromCharCode(Number.parseInt(hex, 16)),
			);
		}
	});
}
