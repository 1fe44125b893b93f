/** A name and its value in the order they are sent. */
export interface NameValue {
	name: string;
	value: string;
}

/** One pair, as the two lists of a call take it. */
export function pair(name: string, value: string): NameValue {
	return { name, value };
}

/**
 * Serialises pairs as `application/x-www-form-urlencoded` in UTF-8. Used for bodies and for query
 * strings: blanks become `+`, and everything but letters, digits and `*-._` is percent-encoded, so
 * no URL parser changes the result afterwards.
 */
export function encodeForm(pairs: readonly NameValue[]): string {
	const form = new URLSearchParams();
	for (const { name, value } of pairs) form.append(name, value);
	return form.toString();
}

export type ArrayFormat = 'indices' | 'brackets' | 'repeat' | 'comma';

/**
 * Flattens the query object of n8n's request options. Arrays follow `format`, nested objects become
 * `outer[inner]`, empty values stay, `undefined` is left out.
 */
export function flattenQuery(query: object, format: ArrayFormat = 'indices'): NameValue[] {
	const pairs: NameValue[] = [];
	const add = (name: string, value: unknown): void => {
		if (value === undefined) return;
		if (Array.isArray(value)) {
			if (format === 'comma') add(name, value.map(String).join(','));
			else value.forEach((entry, index) => add(name + arraySuffix(format, index), entry));
		} else if (value instanceof Date) {
			pairs.push({ name, value: value.toISOString() });
		} else if (typeof value === 'object' && value !== null) {
			for (const [key, inner] of Object.entries(value)) add(`${name}[${key}]`, inner);
		} else {
			pairs.push({ name, value: value === null ? '' : String(value) });
		}
	};
	for (const [name, value] of Object.entries(query)) add(name, value);
	return pairs;
}

function arraySuffix(format: ArrayFormat, index: number): string {
	if (format === 'indices') return `[${index}]`;
	return format === 'brackets' ? '[]' : '';
}
