import type { ContractField, FieldType } from '../call';
import { isSendableName, type PlaceKind, type PlaceStyle } from '../place';
import { member, textMember } from './json';
import { fieldTypeOf, isScalar, type SchemaReader, type Shape } from './schema';

/** A parameter of a query or a form, which both are serialized the same way. */
export interface NamedValue {
	kind: PlaceKind & ('query' | 'form');
	name: string;
	required: boolean;
}

/**
 * The fields of a value that is serialized by a style: OpenAPI's `style` and `explode`, or Swagger's
 * `collectionFormat`.
 *
 * @param encoding has these members
 */
export function serializedFields(
	shape: Shape,
	named: NamedValue,
	encoding: unknown,
	schemas: SchemaReader,
): ContractField[] {
	const { kind, name, required } = named;
	const type = fieldTypeOf(shape);
	const isDeep = textMember(encoding, 'style') === 'deepObject';
	if (type === 'array') {
		const isPlain = isScalar(fieldTypeOf(schemas.read(shape.items)));
		if (!isPlain) return [jsonField(named, shape)];
		const place = { kind, style: listStyle(encoding), names: [isDeep ? `${name}[]` : name] };
		return [{ place, type: 'list', required }];
	}
	if (type === 'object' && isDeep) return deepFields(shape, named, schemas);
	if (type === 'object' && isExploded(encoding) && kind === 'query' && shape.properties.size > 0) {
		return members(shape, named).flatMap(({ property, ...inner }) =>
			memberFields(schemas.read(property), inner),
		);
	}
	if (type === 'object' && kind === 'query') {
		return [{ place: { kind, style: 'deep', names: [name] }, type, required }];
	}
	if (type === 'object') return [jsonField(named, shape)];
	return [textField(named, shape)];
}

/** One level of `name[member]`; what has no members that are known is a JSON object, sent the same way. */
function deepFields(shape: Shape, named: NamedValue, schemas: SchemaReader): ContractField[] {
	if (shape.properties.size === 0) {
		const { kind, name, required } = named;
		return [{ place: { kind, style: 'deep', names: [name] }, type: 'object', required }];
	}
	return members(shape, named).flatMap(({ property, name, ...inner }) =>
		memberFields(schemas.read(property), { ...inner, name: `${named.name}[${name}]` }),
	);
}

function members(shape: Shape, { kind, required }: NamedValue) {
	return [...shape.properties]
		.filter(([name]) => isSendableName(name))
		.map(([name, property]) => ({
			property,
			kind,
			name,
			required: required && shape.required.has(name),
		}));
}

function memberFields(shape: Shape, named: NamedValue): ContractField[] {
	const { kind, name, required } = named;
	const type = fieldTypeOf(shape);
	if (type === 'object') return [{ place: { kind, style: 'deep', names: [name] }, type, required }];
	if (type === 'array') {
		return [{ place: { kind, style: 'repeat', names: [`${name}[]`] }, type: 'list', required }];
	}
	return [textField(named, shape)];
}

/** One value, as text; also one that may be anything. */
function textField({ kind, name, required }: NamedValue, shape: Shape): ContractField {
	const type = fieldTypeOf(shape);
	const place = { kind, names: [name] };
	return { place, type: type === 'json' ? 'text' : type, allowed: shape.allowed, required };
}

/** A value that is sent as JSON. */
export function jsonField({ kind, name, required }: NamedValue, shape: Shape): ContractField {
	return { place: { kind, style: 'json', names: [name] }, type: jsonTypeOf(shape), required };
}

/** The type of a field that takes JSON. */
export function jsonTypeOf(shape: Shape): FieldType {
	const type = fieldTypeOf(shape);
	return type === 'object' || type === 'array' ? type : 'json';
}

function listStyle(encoding: unknown): PlaceStyle {
	const format = textMember(encoding, 'collectionFormat');
	if (format !== '') return COLLECTION_FORMATS.get(format) ?? 'comma';
	const style = textMember(encoding, 'style');
	if (style === 'deepObject' || isExploded(encoding)) return 'repeat';
	return style === 'spaceDelimited' ? 'space' : style === 'pipeDelimited' ? 'pipe' : 'comma';
}

const COLLECTION_FORMATS = new Map<string, PlaceStyle>([
	['multi', 'repeat'],
	['ssv', 'space'],
	['pipes', 'pipe'],
]);

/** Whether each entry or member is a parameter of its own, which is so for the style `form` unless said otherwise. */
function isExploded(encoding: unknown): boolean {
	const explode = member(encoding, 'explode');
	if (typeof explode === 'boolean') return explode;
	return ['', 'form'].includes(textMember(encoding, 'style'));
}
