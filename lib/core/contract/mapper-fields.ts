import type {
	FieldType as MapperType,
	INodePropertyOptions,
	ResourceMapperField,
} from 'n8n-workflow';
import { invalidInput } from '../errors/service-error';
import { fieldName, type AllowedValue, type ContractField, type FieldType } from './call';
import { oneLine } from './description-error';
import { formatPlace, parsePlace, placeName, type Place } from './place';

/** The node's field, as errors name it: n8n's editor shows this heading above every resource mapper. */
export const VALUES_FIELD = 'Values to Send';
export const VALUES_ADVICE = 'Choose the call again, and fill in each parameter individually.';

/** More values than this cannot be chosen from in n8n's editor, so the value is entered. */
const MAX_OPTIONS = 200;
/** Of a name in the editor, in characters. */
const MAX_NAME_LENGTH = 100;

const MAPPER_TYPES: Record<FieldType, MapperType> = {
	text: 'string',
	number: 'number',
	// Not n8n's own type: its "Add all" shows such fields as on and stores nothing.
	boolean: 'options',
	date: 'dateTime',
	time: 'time',
	// Text with commas, since n8n's own type takes only JSON.
	list: 'string',
	json: 'string',
	object: 'object',
	array: 'array',
};

const HINTS: Partial<Record<FieldType, string>> = {
	time: 'HH:MM',
	list: 'separated by commas',
	json: 'JSON',
};

const YES_NO: INodePropertyOptions[] = [
	{ name: 'Yes', value: true },
	{ name: 'No', value: false },
];

/** The fields of a call as n8n's resource mapper shows them. */
export function toMapperFields(fields: readonly ContractField[]): ResourceMapperField[] {
	const uses = new Map<string, number>();
	for (const field of fields) uses.set(fieldName(field), (uses.get(fieldName(field)) ?? 0) + 1);
	const keys = new Map<string, number>();
	return fields.map((field): ResourceMapperField => {
		const options = optionsOf(field);
		const type = options ? 'options' : MAPPER_TYPES[field.type];
		return {
			id: formatPlace(field.place),
			displayName: withOwnKey(displayName(field, uses.get(fieldName(field)) !== 1), keys),
			required: field.required,
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: true,
			type,
			options,
		};
	});
}

function optionsOf({ type, allowed }: ContractField): INodePropertyOptions[] | undefined {
	if (type === 'boolean') return YES_NO;
	if (allowed === undefined || allowed.length > MAX_OPTIONS) return undefined;
	return allowed.map((value) => {
		const text = plainText(String(value));
		return { name: text === '' ? '(empty)' : text, value: toStored(value) };
	});
}

/** The name in the description, and what else a user must know to fill the field in. */
function displayName(field: ContractField, isAmbiguous: boolean): string {
	const { type, allowed = [], place } = field;
	const hints = [
		isAmbiguous && place.kind,
		HINTS[type],
		allowed.length > MAX_OPTIONS && `one of ${allowed.length} values`,
	].filter(Boolean);
	const name = plainText(fieldName(field));
	return hints.length === 0 ? name : `${name} (${hints.join(', ')})`;
}

/**
 * n8n makes the key under which a model fills a field in from its name, so `a.b` and `a_b` would share one.
 *
 * @param keys how often each was used, which is counted on
 */
function withOwnKey(name: string, keys: Map<string, number>): string {
	// Nothing is left of names in other scripts, so their keys are written by hand.
	if (/[^\x20-\x7e]/.test(name)) return name;
	const key = name.replace(/[^a-zA-Z0-9-]/g, '_');
	const count = (keys.get(key) ?? 0) + 1;
	keys.set(key, count);
	return count === 1 ? name : `${name} (${count})`;
}

/** One line that n8n does not take for an expression. */
function plainText(text: string): string {
	return String(toStored(shortLine(text)));
}

function shortLine(text: string): string {
	return oneLine(text.slice(0, MAX_NAME_LENGTH));
}

/** n8n evaluates text that begins with an equals sign, so a space is put before it. */
function toStored<Value>(value: Value): Value | string {
	return typeof value === 'string' && value.startsWith('=') ? ` ${value}` : value;
}

function fromStored(value: AllowedValue): AllowedValue {
	return typeof value === 'string' && value.startsWith(' =') ? value.slice(1) : value;
}

/** A field as a workflow stores it, which is all that a run knows about it. */
export interface StoredField {
	id: string;
	place: Place;
	/** The field's name in the description, for errors. */
	name: string;
	required: boolean;
	/** The type that n8n's editor knows it by; `undefined` for anything. */
	type?: string;
	allowed?: AllowedValue[];
}

/**
 * Reads the fields that a workflow stores with the call. Fields that the user took out are left out.
 *
 * @param schema the `schema` of the parameter, exactly as stored
 * @throws ServiceError `invalid_input` for one that names no place
 */
export function readStoredFields(schema: unknown): StoredField[] {
	const entries: unknown[] = Array.isArray(schema) ? schema : [];
	return entries.flatMap((entry) => {
		const { id, required, type, options, removed } = (entry ?? {}) as Partial<ResourceMapperField>;
		if (typeof id !== 'string' || removed === true) return [];
		return [{ ...storedField(id), required: required === true, type, allowed: allowedOf(options) }];
	});
}

/**
 * A field of which nothing but the id is known.
 *
 * @throws ServiceError `invalid_input` for an id that names no place: its value must not get lost
 */
export function storedField(id: string): StoredField {
	const place = parsePlace(id);
	if (place !== undefined) return { id, place, name: shortLine(placeName(place)), required: false };
	throw invalidInput(VALUES_FIELD, 'has a value without a place in the request.', VALUES_ADVICE);
}

function allowedOf(options: unknown): AllowedValue[] | undefined {
	if (!Array.isArray(options)) return undefined;
	const values = options.flatMap((option: Partial<INodePropertyOptions> | null) =>
		option?.value === undefined ? [] : [fromStored(option.value as AllowedValue)],
	);
	return values.length > 0 ? values : undefined;
}
