import { invalidInput } from '../errors/service-error';

/** The names that lead to a field of a response. */
export type FieldPath = readonly string[];

/**
 * Reads the path of a field, e.g. `result.items`.
 *
 * @param label the name of the field in the editor, for the error
 * @throws ServiceError `invalid_input` for a path that is empty, or has an empty name or `__proto__` in it
 */
export function parseFieldPath(text: string, label: string): FieldPath {
	const names = text.split('.');
	if (!names.includes('') && !names.includes('__proto__')) return names;
	throw invalidInput(
		label,
		text === '' ? 'is empty.' : 'is not the path of a field.',
		'Enter names with dots between them, e.g. result.items.',
	);
}

/** The value at a path. @returns `undefined` if there is none */
export function valueAt(json: unknown, path: FieldPath): unknown {
	return path.reduce<unknown>((value, name) => {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
			return undefined;
		return (value as Record<string, unknown>)[name];
	}, json);
}
