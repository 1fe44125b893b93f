/** Strict reading of application/x-www-form-urlencoded. Nothing is repaired: what is malformed is refused. */
export type FormPairs = Array<[name: string, value: string]>;

export interface FormProblem {
	problem: string;
}

function decode(text: string): string | undefined {
	try {
		return decodeURIComponent(text.replace(/\+/g, ' '));
	} catch {
		return undefined; // a malformed percent escape, or not UTF-8
	}
}

function utf8Text(bytes: Buffer): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

export function readPairs(input: Buffer | string): { pairs: FormPairs } | FormProblem {
	const text = typeof input === 'string' ? input : utf8Text(input);
	if (text === undefined) return { problem: 'the body is not UTF-8' };
	const pairs: FormPairs = [];
	for (const part of text === '' ? [] : text.split('&')) {
		const equals = part.indexOf('=');
		const name = decode(equals < 0 ? part : part.slice(0, equals));
		const value = equals < 0 ? '' : decode(part.slice(equals + 1));
		if (name === undefined || value === undefined) return { problem: 'malformed percent escape' };
		if (name === '') return { problem: 'a parameter has no name' };
		pairs.push([name, value]);
	}
	return { pairs };
}

/** The parameters by name; a name sent twice is refused (RFC 6749 section 3.2). */
export function readForm(input: Buffer | string): { values: Map<string, string> } | FormProblem {
	const read = readPairs(input);
	if ('problem' in read) return read;
	const values = new Map(read.pairs);
	if (values.size < read.pairs.length) return { problem: 'a parameter is sent twice' };
	return { values };
}

/** For pages: what cannot be read counts as not filled in. */
export function readFormOrNothing(input: Buffer | string): Map<string, string> {
	const read = readForm(input);
	return 'problem' in read ? new Map() : read.values;
}

/** The query exactly as it came, without the question mark. */
export function rawQuery(url: string): string {
	const mark = url.indexOf('?');
	return mark < 0 ? '' : url.slice(mark + 1);
}

export function isFormContentType(header: string | undefined): boolean {
	return /^application\/x-www-form-urlencoded(\s*;\s*charset="?utf-8"?)?\s*$/i.test(header ?? '');
}
