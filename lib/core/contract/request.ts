import { invalidInput } from '../errors/service-error';
import { encodeForm, pair, type NameValue } from '../http/encoding';
import { readHeaders, setDefaultHeader } from '../http/headers';
import type { ServiceRequest } from '../http/service-request';
import { trimInvisible } from '../http/typed-text';
import { encodePathSegment } from '../http/url';
import { CALL_FIELD, type CallId, type ContractRules } from './call';
import { isEmpty, json, toJson, toList, toMembers, toText } from './field-value';
import { JsonBody } from './json-body';
import { VALUES_FIELD, type StoredField } from './mapper-fields';
import type { PlaceKind } from './place';
import { isForbidden } from './forbidden-path';

/** A field and what the item has for it. */
export interface FieldValue {
	field: StoredField;
	value: unknown;
}

const CONTENT_TYPE = 'Content-Type';
const JOINED_BY = new Map([
	['comma', ','],
	['space', ' '],
	['pipe', '|'],
]);

/**
 * Builds the request of a contract call from what a workflow stores. The description is not needed.
 *
 * @param rules of the service
 * @throws ServiceError `invalid_input` naming the field as the description does
 */
export function buildContractRequest(
	call: CallId,
	values: readonly FieldValue[],
	rules: ContractRules,
): ServiceRequest {
	const filled = values.filter(({ field, value }) => {
		if (!isEmpty(value, field)) return true;
		if (field.required) throw invalidInput(field.name, 'is empty, but the call requires it.');
		return false;
	});
	const ofKind = (kind: PlaceKind): FieldValue[] =>
		filled.filter(({ field }) => field.place.kind === kind);
	const path = expandPath(call.path, ofKind('path'));
	rejectForbiddenPath(path, rules);
	return {
		method: call.method,
		path,
		pathField: CALL_FIELD,
		query: ofKind('query').flatMap(toPairs),
		...toBody(call, values, ofKind('form'), ofKind('body'), headersOf(ofKind('header'), rules)),
	};
}

function expandPath(path: string, values: readonly FieldValue[]): string {
	const byName = new Map(values.map((entry) => [entry.field.place.names[0], entry]));
	return path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
		const entry = byName.get(name);
		if (entry === undefined) {
			throw invalidInput(name, 'is empty, but it is part of the path.');
		}
		return encodePathSegment(trimInvisible(textOf(entry)), name);
	});
}

/** The value of a place that takes one text. */
function textOf({ field, value }: FieldValue): string {
	const separator = JOINED_BY.get(field.place.style ?? '');
	if (separator !== undefined) return toList(value, field).join(separator);
	return field.place.style === 'json' ? json(value, field) : toText(value, field);
}

function toPairs(entry: FieldValue): NameValue[] {
	const { field, value } = entry;
	const [name] = field.place.names;
	if (field.place.style === 'repeat') return toList(value, field).map((text) => pair(name, text));
	if (field.place.style === 'deep') {
		return toMembers(value, field).map(([key, text]) => pair(`${name}[${key}]`, text));
	}
	return [pair(name, textOf(entry))];
}

/** @throws ServiceError also for characters that no header can have */
function headersOf(
	values: readonly FieldValue[],
	{ forbiddenHeaders }: ContractRules,
): Record<string, string> {
	const pairs = values.map((entry) => {
		const text = textOf(entry);
		if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
			throw invalidInput(entry.field.name, 'has characters that cannot be sent in a header.');
		}
		return pair(entry.field.place.names[0], text);
	});
	return readHeaders(pairs, forbiddenHeaders, VALUES_FIELD);
}

function toBody(
	{ method }: CallId,
	known: readonly FieldValue[],
	form: readonly FieldValue[],
	body: readonly FieldValue[],
	headers: Record<string, string>,
): Pick<ServiceRequest, 'headers' | 'body'> {
	const has = (kind: PlaceKind): boolean => known.some(({ field }) => field.place.kind === kind);
	if (form.length > 0 && body.length > 0) {
		throw invalidInput(
			CALL_FIELD,
			'has both form and JSON body parameters.',
			'Choose the call again.',
		);
	}
	if (method === 'GET' || method === 'HEAD') {
		if (form.length + body.length === 0) return { headers };
		throw invalidInput(
			CALL_FIELD,
			`has parameters in the body, which ${method} cannot have.`,
			'Choose the call again.',
		);
	}
	if (has('form') && body.length === 0) {
		setDefaultHeader(headers, CONTENT_TYPE, 'application/x-www-form-urlencoded');
		return { headers, body: encodeForm(form.flatMap(toPairs)) };
	}
	const json = new JsonBody();
	for (const { field, value } of body) json.set(field.place.names, toJson(value, field));
	// A call that takes a JSON object gets one, even if none of its members is filled in.
	const text = json.toString() ?? (has('body') && method !== 'DELETE' ? '{}' : undefined);
	if (text === undefined) return { headers };
	setDefaultHeader(headers, CONTENT_TYPE, 'application/json');
	return { headers, body: text };
}

/** With what is filled in: a value can make a path another one. */
function rejectForbiddenPath(path: string, rules: ContractRules): void {
	if (!isForbidden(path, rules)) return;
	throw invalidInput(
		CALL_FIELD,
		'must not be a path for logging in or for tokens.',
		'The node makes these requests itself. Choose another call.',
	);
}
