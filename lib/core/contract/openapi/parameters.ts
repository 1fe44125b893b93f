import {
	CALL_FIELD,
	pathVariables,
	type ContractField,
	type ContractRules,
	type FieldType,
} from '../call';
import { invalidInput } from '../../errors/service-error';
import { oneLine, quote } from '../description-error';
import { isSendableName, type PlaceKind, type PlaceStyle } from '../place';
import type { OpenApiDocument } from './document';
import { entriesOf, isObject, listMember, member, textMember, type JsonObject } from './json';
import { fieldTypeOf, isScalar, type SchemaReader, type Shape } from './schema';

/** Parameters that OpenAPI says to ignore, since they are the client's. */
const CLIENT_HEADERS = ['accept', 'authorization', 'content-type', 'cookie'];

/**
 * The parameters of an operation: its own, then those of its path that it does not replace.
 *
 * @throws ServiceError `invalid_input` for a reference that leads nowhere
 */
export function mergeParameters(
	document: OpenApiDocument,
	pathItem: JsonObject,
	operation: JsonObject,
): JsonObject[] {
	const merged = new Map<string, JsonObject>();
	for (const value of [operation, pathItem].flatMap((owner) => listMember(owner, 'parameters'))) {
		const parameter = document.resolve(value);
		if (parameter === undefined) {
			const reference = quote(textMember(value, '$ref'));
			throw invalidInput(
				CALL_FIELD,
				`has a parameter ${reference} that is not in the description.`,
				'Ask for a complete description, or use the resource API Request.',
			);
		}
		const key = `${textMember(parameter, 'in')} ${textMember(parameter, 'name')}`;
		if (!merged.has(key)) merged.set(key, parameter);
	}
	return [...merged.values()];
}

/**
 * One field for each name in the path, whether or not a parameter describes it.
 *
 * @throws ServiceError `invalid_input` for a style that is not that of plain values
 */
export function pathVariableFields(
	path: string,
	parameters: readonly JsonObject[],
	schemas: SchemaReader,
): ContractField[] {
	return pathVariables(path).map((name): ContractField => {
		const parameter = parameters.find(
			(entry) => textMember(entry, 'in') === 'path' && textMember(entry, 'name') === name,
		);
		const pathStyle = textMember(parameter, 'style');
		if (pathStyle === 'label' || pathStyle === 'matrix') {
			throw invalidInput(
				CALL_FIELD,
				`has values of the style ${pathStyle} in its path, which this resource cannot send.`,
				'Use the resource API Request.',
			);
		}
		const { type, allowed, style } = scalarOrList(schemas.read(schemaOf(parameter)), 'comma');
		return { place: { kind: 'path', style, names: [name] }, type, allowed, required: true };
	});
}

/**
 * The fields of parameters in query and headers.
 *
 * @throws ServiceError `invalid_input` for a cookie that is required
 */
export function parameterFields(
	document: OpenApiDocument,
	parameters: readonly JsonObject[],
	schemas: SchemaReader,
	rules: ContractRules,
): ContractField[] {
	const security = document.securityNames();
	const hidden = new Set(
		[...CLIENT_HEADERS, ...rules.forbiddenHeaders, ...security.header].map((name) =>
			name.toLowerCase(),
		),
	);
	return parameters.flatMap((parameter): ContractField[] => {
		const name = textMember(parameter, 'name');
		const required = member(parameter, 'required') === true;
		const place = textMember(parameter, 'in');
		if (!isSendableName(name)) return [];
		if (place === 'cookie' && required) {
			throw invalidInput(
				CALL_FIELD,
				`needs the cookie ${oneLine(name)}, which this resource cannot send.`,
				'Use the resource API Request, with a header Cookie.',
			);
		}
		if (place === 'query' && !security.query.has(name)) {
			return queryFields(
				encodingOf(document, parameter),
				{ kind: 'query', name, required },
				schemas,
			);
		}
		if (place === 'header' && !hidden.has(name.toLowerCase())) {
			const { type, allowed, style } = scalarOrList(schemas.read(schemaOf(parameter)), 'comma');
			return [{ place: { kind: 'header', style, names: [name] }, type, allowed, required }];
		}
		return [];
	});
}

/** A parameter of a query or a form, which both are serialized the same way. */
export interface NamedValue {
	kind: PlaceKind & ('query' | 'form');
	name: string;
	required: boolean;
}

/** Lists of Swagger 2.0 have commas unless it says otherwise. */
export function encodingOf({ isSwagger2 }: OpenApiDocument, parameter: JsonObject): JsonObject {
	return isSwagger2 ? { collectionFormat: 'csv', ...parameter } : parameter;
}

function queryFields(
	parameter: JsonObject,
	named: NamedValue,
	schemas: SchemaReader,
): ContractField[] {
	const content = entriesOf(member(parameter, 'content'));
	const shape = schemas.read(schemaOf(parameter));
	if (content.length > 0 && !isScalar(fieldTypeOf(shape))) return [jsonField(named, shape)];
	return serializedFields(shape, named, parameter, schemas);
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

function jsonField({ kind, name, required }: NamedValue, shape: Shape): ContractField {
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

/** The schema of a parameter: its own in Swagger 2.0, where the parameter is one. */
export function schemaOf(parameter: unknown): unknown {
	const content = entriesOf(member(parameter, 'content'))[0]?.[1];
	const schema = member(parameter, 'schema') ?? member(content, 'schema');
	return isObject(schema) || typeof schema === 'boolean' ? schema : parameter;
}

/** For places that take one text. */
function scalarOrList(
	shape: Shape,
	style: PlaceStyle,
): Pick<ContractField, 'type' | 'allowed'> & { style?: PlaceStyle } {
	const type = fieldTypeOf(shape);
	if (type === 'array') return { type: 'list', style };
	return isScalar(type) ? { type, allowed: shape.allowed } : { type: 'text' };
}
