/** A parameter of a query or a form. Names may repeat, and the order counts. */
export interface NameValue {
	name: string;
	value: string;
}

export function pair(name: string, value: string): NameValue {
	return { name, value };
}

/**
 * Serializes pairs as `application/x-www-form-urlencoded` in UTF-8, for bodies and query strings.
 * Spaces become `+`, and everything but letters, digits and `*-._` is percent-encoded, so that no
 * URL parser changes the result.
 */
export function encodeForm(pairs: readonly NameValue[]): string {
	const form = new URLSearchParams();
	for (const { name, value } of pairs) form.append(name, value);
	return form.toString();
}

/** Decodes percent-encoding. Text in which an escape is incomplete or no UTF-8 stays as it is. */
export function decodePercent(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

export type ArrayFormat = 'indices' | 'brackets' | 'repeat' | 'comma';

/**
 * Flattens the query object (`qs`) of n8n's request options. Nested objects become `outer[inner]`,
 * dates ISO 8601, `null` an empty value; `undefined` is left out.
 *
 * @param format how array entries are named, as n8n's `arrayFormat`
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
