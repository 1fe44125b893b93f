import { isExact } from '../../operation/parameter-values';
import type { AllowedValue, FieldType } from '../call';
import type { OpenApiDocument } from './document';
import { entriesOf, listMember, member, textMember } from './json';

/**
 * How many schemas, and entries of their lists, are looked at for one call, so that no document takes
 * more than linear time.
 */
const MAX_PARTS = 50_000;
/** Lists of a schema, which may be longer than all schemas are many. */
const LISTS = ['type', 'required', 'enum', 'allOf', 'oneOf', 'anyOf'];
/** How deep schemas may be combined from others. */
const MAX_DEPTH = 50;

/** What a schema and those it is combined from say about a value. */
export interface Shape {
	/** JSON types without `null`; none when anything is allowed. */
	types: Set<string>;
	format: string;
	allowed?: AllowedValue[];
	/** Schemas of an object's members that are sent, by name. */
	properties: Map<string, unknown>;
	required: Set<string>;
	items?: unknown;
	/** Whether the value is only ever received. */
	readOnly: boolean;
}

/** Reads the schemas of one call. */
export class SchemaReader {
	private partsLeft = MAX_PARTS;

	constructor(private readonly document: OpenApiDocument) {}

	/** @throws ServiceError `invalid_input` for a reference to another file */
	read(schema: unknown): Shape {
		const shape = emptyShape();
		this.add(shape, schema, new Set());
		if (shape.types.size === 0) inferTypes(shape);
		return shape;
	}

	/** @param open the schemas that this one is part of, so that circles end */
	private add(shape: Shape, value: unknown, open: Set<unknown>): void {
		const schema = this.document.resolve(value);
		if (schema === undefined || open.has(schema) || open.size > MAX_DEPTH || this.partsLeft <= 0)
			return;
		this.partsLeft -= LISTS.reduce((sum, name) => sum + listMember(schema, name).length, 1);
		open.add(schema);
		for (const type of [member(schema, 'type')].flat()) {
			if (typeof type === 'string' && type !== 'null') shape.types.add(type);
		}
		shape.format ||= textMember(schema, 'format');
		shape.items ??= member(schema, 'items');
		shape.readOnly ||= member(schema, 'readOnly') === true;
		shape.allowed ??= allowedIn(schema);
		for (const name of listMember(schema, 'required')) shape.required.add(String(name));
		this.addProperties(shape, schema);
		for (const part of listMember(schema, 'allOf')) this.add(shape, part, open);
		this.addVariants(shape, [...listMember(schema, 'oneOf'), ...listMember(schema, 'anyOf')], open);
		open.delete(schema);
	}

	private addProperties(shape: Shape, schema: unknown): void {
		for (const [name, property] of entriesOf(member(schema, 'properties'))) {
			if (this.partsLeft-- <= 0) return;
			if (!shape.properties.has(name)) shape.properties.set(name, property);
		}
	}

	/** A value fits one of several schemas: what any of them allows, and what all of them require. */
	private addVariants(shape: Shape, schemas: unknown[], open: Set<unknown>): void {
		const variants = schemas.filter((schema) => !isNull(schema));
		if (variants.length === 1) this.add(shape, variants[0], open);
		if (variants.length < 2) return;
		const read = variants.map((schema) => {
			const variant = emptyShape();
			this.add(variant, schema, open);
			return variant;
		});
		const anyType = read.some(({ types, properties }) => types.size === 0 && properties.size === 0);
		if (!anyType) read.forEach(({ types }) => types.forEach((type) => shape.types.add(type)));
		if (read.every(({ allowed }) => allowed)) {
			shape.allowed ??= [...new Set(read.flatMap(({ allowed }) => allowed ?? []))];
		}
		for (const { properties, items } of read) {
			shape.items ??= items;
			for (const [name, property] of properties) {
				if (!shape.properties.has(name)) shape.properties.set(name, property);
			}
		}
		for (const name of read[0].required) {
			if (read.every(({ required }) => required.has(name))) shape.required.add(name);
		}
	}
}

function emptyShape(): Shape {
	return {
		types: new Set(),
		format: '',
		properties: new Map(),
		required: new Set(),
		readOnly: false,
	};
}

function isNull(schema: unknown): boolean {
	return member(schema, 'type') === 'null';
}

function allowedIn(schema: unknown): AllowedValue[] | undefined {
	const constant = member(schema, 'const');
	const values = constant === undefined ? listMember(schema, 'enum') : [constant];
	const allowed = values.filter((value) => value !== null);
	return allowed.length > 0 && allowed.every(isAllowedValue) ? [...new Set(allowed)] : undefined;
}

/** Numbers that JSON has rounded are no longer those of the document. */
function isAllowedValue(value: unknown): value is AllowedValue {
	if (typeof value === 'number') return isExact(value);
	return typeof value === 'string' || typeof value === 'boolean';
}

/** For schemas that leave out their type, as many do. */
function inferTypes({ types, allowed, properties, items }: Shape): void {
	if (allowed) allowed.forEach((value) => types.add(typeof value));
	else if (properties.size > 0) types.add('object');
	else if (items !== undefined) types.add('array');
}

/** What a field for such a value takes. `json` is anything that has no narrower type. */
export function fieldTypeOf({ types, allowed, format }: Shape): FieldType {
	const names = new Set([...types].map((type) => (type === 'integer' ? 'number' : type)));
	const [only] = names;
	if (names.has('object') || names.has('array') || names.size === 0) {
		return names.size === 1 ? (only as 'object' | 'array') : 'json';
	}
	const kinds = allowed && new Set(allowed.map((value) => typeof value));
	if (kinds?.size === 1) {
		const [kind] = kinds;
		return kind === 'number' || kind === 'boolean' ? kind : 'text';
	}
	if (names.size === 1 && (only === 'number' || only === 'boolean')) return only;
	if (names.size === 1 && format === 'date') return 'date';
	return allowed || names.has('string') ? 'text' : 'json';
}

/** Whether a value is one text, number, date or yes/no. */
export function isScalar(type: FieldType): boolean {
	return type !== 'json' && type !== 'object' && type !== 'array' && type !== 'list';
}
