import { invalidInput } from '../errors/service-error';

/** The names that lead to a field of a response. */
export type FieldPath = readonly string[];

const ADVICE = 'Enter names with dots between them, e.g. result.items.';
/** For the path of a list. */
export const LIST_ADVICE = 'Enter the field that contains the list, e.g. items or result.items.';

/**
 * Reads the path of a field, e.g. `result.items`.
 *
 * @param label the name of the field in the editor, for the error
 * @param advice what to do about an error
 * @throws ServiceError `invalid_input` for a path that is empty, or has an empty name or `__proto__` in it
 */
export function parseFieldPath(text: string, label: string, advice = ADVICE): FieldPath {
	const names = text.split('.');
	if (!names.includes('') && !names.includes('__proto__')) return names;
	throw invalidInput(label, text === '' ? 'is empty.' : 'is not the path of a field.', advice);
}

/**
 * The value at a path. A name of a response may have dots itself, as in `@odata.nextLink`: the longest
 * that fits counts.
 *
 * @returns `undefined` if there is none
 */
export function valueAt(json: unknown, path: FieldPath): unknown {
	if (path.length === 0) return json;
	if (typeof json !== 'object' || json === null) return undefined;
	for (let count = path.length; count > 0; count--) {
		const name = path.slice(0, count).join('.');
		if (!Object.hasOwn(json, name)) continue;
		const value = valueAt((json as Record<string, unknown>)[name], path.slice(count));
		if (value !== undefined) return value;
	}
	return undefined;
}
