import { invalidInput } from '../errors/service-error';
import { pair, type NameValue } from '../http/encoding';
import { isPlainObject } from '../http/response';
import { emptyExpression } from './expression';
import { asText } from './parameter-values';

/** Checks one value of an item against what the workflow stores for it. */
type Check = (value: unknown, stored: unknown) => void;

/** n8n takes text in place of the rows for a list of characters, and makes an empty row of each. */
const SHORTEST_EXPRESSION = '={{}}'.length;

/**
 * Reads the pairs of a field that `nameValueList` made. Rows without name and value are dropped.
 *
 * @param value what the field evaluates to
 * @param stored the field as the workflow stores it
 * @param check called for each name and value of a row
 * @throws ServiceError `invalid_input`
 */
export function readPairs(
	[value, stored]: [value: unknown, stored: unknown],
	label: string,
	check: Check,
): NameValue[] {
	const storedRows = isPlainObject(stored) ? (stored.parameter ?? []) : stored;
	const isEvaluated = typeof storedRows === 'string';
	const rows = isPlainObject(value) ? (value.parameter ?? []) : value;
	if (rows === undefined || rows === null || rows === '') {
		if (isEvaluated) throw emptyExpression(label);
		return [];
	}
	if (!Array.isArray(rows) || !rows.every(isRow)) {
		throw invalidInput(label, 'must be a list of names and values.');
	}
	const pairs = rows.map((row, index): NameValue => {
		const storedRow: unknown = Array.isArray(storedRows) ? storedRows[index] : undefined;
		const { name: storedName, value: storedValue } = isRow(storedRow) ? storedRow : {};
		check(row.name, storedName);
		check(row.value, storedValue);
		if (isEvaluated && (row.value ?? undefined) === undefined) throw emptyExpression(label);
		return pair(asText(row.name, label), asText(row.value, label));
	});
	if (pairs.some((entry) => entry.name === '' && entry.value !== '')) {
		throw invalidInput(label, 'has a value without a name.');
	}
	const named = pairs.filter((entry) => entry.name !== '');
	if (named.length === 0 && pairs.length >= SHORTEST_EXPRESSION) {
		throw invalidInput(
			label,
			'has only empty rows.',
			'n8n does not support one expression for the whole list. Add a row for each parameter.',
		);
	}
	return named;
}

function isRow(row: unknown): row is { name?: unknown; value?: unknown } {
	return typeof row === 'object' && row !== null;
}
