export interface MacHeader {
	id: string;
	ts: string;
	nonce: string;
	mac: string;
}

export type Separator = 'either' | 'space' | 'comma';

export type MacFailure =
	| 'no_header'
	| 'header_sent_twice'
	| 'not_mac'
	| 'malformed_header'
	| 'wrong_separator'
	| 'duplicate_part'
	| 'unknown_part'
	| 'missing_part'
	| 'malformed_ts'
	| 'malformed_nonce'
	| 'malformed_mac'
	| 'malformed_host'
	| 'stale_ts'
	| 'unknown_token'
	| 'wrong_mac'
	| 'replay';

const NAMES = ['id', 'ts', 'nonce', 'mac'];
/** A value is printable ASCII without double quotes and backslashes; there is no escaping. */
const PART = /([a-z]+)="([\x20-\x21\x23-\x5b\x5d-\x7e]*)"/y;
const COMMA = / *, */y;
const SPACES = / +/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

function splitParts(
	text: string,
): { parts: Array<[string, string]>; separators: string[] } | undefined {
	const parts: Array<[string, string]> = [];
	const separators: string[] = [];
	let at = 0;
	for (;;) {
		const part = matchAt(PART, text, at);
		if (!part) return undefined;
		parts.push([part[1], part[2]]);
		at += part[0].length;
		if (at === text.length) return { parts, separators };
		const comma = matchAt(COMMA, text, at);
		const separator = comma ?? matchAt(SPACES, text, at);
		if (!separator) return undefined;
		separators.push(comma ? 'comma' : 'space');
		at += separator[0].length;
	}
}

/** Strictly parses `MAC id="…" ts="…" nonce="…" mac="…"`. */
export function parseMacHeader(header: string, separator: Separator): MacHeader | MacFailure {
	if (!/^MAC /i.test(header)) return 'not_mac';
	const split = splitParts(header.slice(4).trimStart());
	if (!split) return 'malformed_header';
	const { parts, separators } = split;
	if (new Set(separators).size > 1) return 'malformed_header';
	if (separator !== 'either' && separators.some((one) => one !== separator))
		return 'wrong_separator';
	if (new Set(parts.map(([name]) => name)).size < parts.length) return 'duplicate_part';
	if (parts.some(([name]) => !NAMES.includes(name))) return 'unknown_part';
	if (parts.length < NAMES.length) return 'missing_part';
	const values = Object.fromEntries(parts) as unknown as MacHeader;
	if (!/^[1-9][0-9]*$/.test(values.ts)) return 'malformed_ts';
	if (!/^[0-9A-Za-z]{10}$/.test(values.nonce)) return 'malformed_nonce';
	if (!/^[0-9A-Za-z+/]{43}=$/.test(values.mac)) return 'malformed_mac';
	return values;
}
