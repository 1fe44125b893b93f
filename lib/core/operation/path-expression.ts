import { invalidInput } from '../errors/service-error';
import { decodePercent } from '../http/encoding';
import { trimInvisible } from '../http/typed-text';
import type { Expression } from './expression';

const ADVICE =
	'Check that the item has the field that the expression reads. If the path really is like this, enter this part as text, outside of the expression.';

/**
 * Rejects a path in which an expression left a gap, since without that part it is another path, e.g. of
 * a list instead of a record.
 *
 * @param path what the expression evaluates to
 * @throws ServiceError `invalid_input`
 */
export function rejectGaps(path: string, { text }: Expression, label: string): void {
	const [pathname, query] = split(path);
	const [typedPath, typedQuery] = split(text);
	const segments = pathname.split('/').slice(1);
	const isEmpty = (segment: string): boolean => trimInvisible(decodePercent(segment)) === '';
	if (segments.slice(0, -1).some(isEmpty) && !typedPath.includes('//')) {
		throw invalidInput(label, 'has an expression that leaves an empty segment.', ADVICE);
	}
	if (isEmpty(segments.at(-1) ?? '') && !typedPath.endsWith('/')) {
		throw invalidInput(label, 'has an expression that leaves the last segment empty.', ADVICE);
	}
	if (countEmptyValues(query) > countEmptyValues(typedQuery)) {
		throw invalidInput(label, 'has an expression that leaves a query parameter empty.', ADVICE);
	}
	const words = [...segments, ...valuesOf(query)];
	const word = words.find((entry) => /^(?:undefined|null|NaN)$/.test(entry));
	if (word !== undefined) {
		throw invalidInput(label, `has an expression that evaluates to "${word}".`, ADVICE);
	}
}

function split(path: string): [pathname: string, query: string] {
	const [pathname, ...query] = path.split('?');
	return [pathname, query.join('?')];
}

function valuesOf(query: string): string[] {
	return query.split('&').map((entry) => entry.split('=').slice(1).join('='));
}

function countEmptyValues(query: string): number {
	return query.split('&').filter((entry) => /^[^=]+=$/.test(entry)).length;
}
