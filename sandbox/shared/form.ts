export type FormPairs = Array<[name: string, value: string]>;

export interface FormProblem {
	problem: string;
}

function decode(text: string): string | undefined {
	try {
		return decodeURIComponent(text.replace(/\+/g, ' '));
	} catch {
		return undefined; // malformed percent-encoding, or not UTF-8
	}
}

function utf8Text(bytes: Buffer): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** Strictly parses application/x-www-form-urlencoded: malformed input is a problem, never repaired. */
export function parsePairs(input: Buffer | string): { pairs: FormPairs } | FormProblem {
	const text = typeof input === 'string' ? input : utf8Text(input);
	if (text === undefined) return { problem: 'the body is not UTF-8' };
	const pairs: FormPairs = [];
	for (const part of text === '' ? [] : text.split('&')) {
		const equals = part.indexOf('=');
		const name = decode(equals < 0 ? part : part.slice(0, equals));
		const value = equals < 0 ? '' : decode(part.slice(equals + 1));
		if (name === undefined || value === undefined) return { problem: 'malformed percent-encoding' };
		if (name === '') return { problem: 'a parameter has no name' };
		pairs.push([name, value]);
	}
	return { pairs };
}

/** The parameters by name; a name sent twice is an error (RFC 6749 section 3.2). */
export function parseForm(input: Buffer | string): { values: Map<string, string> } | FormProblem {
	const parsed = parsePairs(input);
	if ('problem' in parsed) return parsed;
	const values = new Map(parsed.pairs);
	if (values.size < parsed.pairs.length) return { problem: 'a parameter is sent twice' };
	return { values };
}

/** For pages: a malformed form counts as empty. */
export function parseFormLeniently(input: Buffer | string): Map<string, string> {
	const parsed = parseForm(input);
	return 'problem' in parsed ? new Map() : parsed.values;
}

/** The query exactly as sent, without the question mark. */
export function rawQuery(url: string): string {
	const mark = url.indexOf('?');
	return mark < 0 ? '' : url.slice(mark + 1);
}

export function isFormContentType(header: string | undefined): boolean {
	return /^application\/x-www-form-urlencoded(\s*;\s*charset="?utf-8"?)?\s*$/i.test(header ?? '');
}
