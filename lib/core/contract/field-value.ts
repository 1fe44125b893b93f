import { invalidInput } from '../errors/service-error';
import { trimInvisible } from '../http/typed-text';
import { asJson } from '../operation/json-value';
import { asText, rejectInexactNumber, splitList } from '../operation/parameter-values';
import type { AllowedValue } from './call';
import type { StoredField } from './mapper-fields';

/** How many allowed values an error names. */
const MAX_NAMED_VALUES = 10;

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * Whether nothing was filled in, or an expression evaluated to nothing. A list in JSON may be empty, and
 * so may a required text that is one of the allowed values.
 */
export function isEmpty(value: unknown, { place, required, allowed }: StoredField): boolean {
	if (Array.isArray(value)) return value.length === 0 && (required || place.kind !== 'body');
	if (value === '' && required && allowed?.includes('')) return false;
	return (
		value === undefined ||
		value === null ||
		(typeof value === 'string' && trimInvisible(value) === '')
	);
}

/**
 * The text to send for a field outside of a JSON body, as typed wherever possible.
 *
 * @throws ServiceError `invalid_input` naming the field
 */
export function toText(value: unknown, field: StoredField): string {
	return String(checked(value, field));
}

/**
 * The JSON to send for a field in a JSON body.
 *
 * @throws ServiceError `invalid_input` naming the field
 */
export function toJson(value: unknown, field: StoredField): string {
	const { name, type, place } = field;
	if (place.style === 'list') return JSON.stringify(toList(value, field));
	const isUnknownObject = type === undefined && typeof value === 'object';
	if (place.style === 'json' || type === 'object' || type === 'array' || isUnknownObject) {
		return json(value, field);
	}
	const scalar = checked(value, field);
	if (type !== 'number' || typeof scalar !== 'string') return JSON.stringify(scalar);
	if (JSON_NUMBER.test(scalar)) return scalar;
	throw invalidInput(
		name,
		'must be a number in JSON notation.',
		'Remove leading zeros and plus signs.',
	);
}

/**
 * The entries of a list: from an array, a JSON array in text, or text with commas.
 *
 * @throws ServiceError `invalid_input` naming the field
 */
export function toList(value: unknown, field: StoredField): string[] {
	const entry = { ...field, type: 'string' };
	if (Array.isArray(value)) return value.map((inner) => toText(inner, entry));
	const text = toText(value, entry);
	if (text.trimStart().startsWith('[')) {
		const parsed = parseArray(text);
		if (parsed !== undefined) return parsed.map((inner) => toText(inner, entry));
	}
	return splitList(text);
}

/**
 * The members of an object, as text.
 *
 * @throws ServiceError `invalid_input` naming the field
 */
export function toMembers(value: unknown, field: StoredField): Array<[string, string]> {
	const parsed: unknown = JSON.parse(json(value, { ...field, type: 'object' }));
	return Object.entries(parsed as object).map(([key, inner]) => {
		const text = typeof inner === 'object' && inner !== null ? JSON.stringify(inner) : inner;
		return [key, asText(text, field.name)];
	});
}

/** JSON of the field's kind, exactly as typed. */
export function json(value: unknown, { name, type }: StoredField): string {
	const text = asJson(value, name) ?? '';
	if (type === 'object' && !text.trimStart().startsWith('{')) {
		throw invalidInput(name, 'must be a JSON object.', 'Enter e.g. { "name": "value" }.');
	}
	if (type === 'array' && !text.trimStart().startsWith('[')) {
		throw invalidInput(name, 'must be a JSON array.', 'Enter e.g. [1, 2].');
	}
	return text;
}

function parseArray(text: string): unknown[] | undefined {
	try {
		const parsed: unknown = JSON.parse(text);
		return Array.isArray(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

function checked(input: unknown, { name, type, allowed }: StoredField): AllowedValue {
	const value = isoText(input);
	rejectInexactNumber(value, name);
	if (allowed !== undefined) return allowedValue(value, allowed, name);
	if (type === undefined && typeof value === 'boolean') return value;
	if (type === undefined && typeof value === 'number') return value;
	if (type === 'number' && typeof value === 'number' && !Number.isNaN(value)) return value;
	const text = asText(value, name);
	if (type === 'number' && (typeof value === 'boolean' || !NUMBER.test(text.trim()))) {
		throw invalidInput(name, 'must be a number.');
	}
	if (type === 'number') return text.trim();
	if (type === 'dateTime') return dateText(text, name);
	if (type === 'time' && !/^(\d{1,2}(:\d{2}){1,2}(?!\d)|\d{4}(\d{2})?$)/.test(text)) {
		throw invalidInput(name, 'must be a time such as 09:30.');
	}
	return text;
}

/** Dates of expressions are objects, of JavaScript or of Luxon. */
function isoText(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	const { toISO } = value as { toISO?: unknown };
	return typeof toISO === 'function' ? (toISO.call(value) as unknown) : value;
}

/** n8n's date picker and its dates have a time as well, of which the day is meant. */
function dateText(text: string, name: string): string {
	if (!/\d/.test(text)) throw invalidInput(name, 'must be a date such as 2026-01-31.');
	return /^(\d{4}-\d{2}-\d{2})T\d{2}:/.exec(text)?.[1] ?? text;
}

function allowedValue(
	value: unknown,
	allowed: readonly AllowedValue[],
	name: string,
): AllowedValue {
	const text = typeof value === 'string' ? value.replace(/^ (?==)/, '') : String(value);
	const found = allowed.find((entry) => String(entry) === text);
	if (found !== undefined && typeof value !== 'object') return found;
	const named = allowed.slice(0, MAX_NAMED_VALUES).join(', ');
	const more = allowed.length - MAX_NAMED_VALUES;
	throw invalidInput(name, `must be one of ${named}${more > 0 ? ` and ${more} more` : ''}.`);
}
