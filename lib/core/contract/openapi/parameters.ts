import { CALL_FIELD, pathVariables, type ContractField, type ContractRules } from '../call';
import { invalidInput } from '../../errors/service-error';
import { isPlainObject } from '../../http/response';
import { quote } from '../description-error';
import { isSendableName, type PlaceStyle } from '../place';
import type { OpenApiDocument } from './document';
import { entriesOf, listMember, member, textMember, type JsonObject } from './json';
import { fieldTypeOf, isScalar, type SchemaReader, type Shape } from './schema';
import { jsonField, serializedFields, type NamedValue } from './serialization';

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
				`has a parameter ${reference} that is not in the description, or refers to itself.`,
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
 * @throws ServiceError `invalid_input` for a parameter that is not in the path, and for a style that is
 *   not that of plain values
 */
export function pathVariableFields(
	path: string,
	parameters: readonly JsonObject[],
	schemas: SchemaReader,
): ContractField[] {
	const inPath = parameters.filter((entry) => textMember(entry, 'in') === 'path');
	const byName = new Map(inPath.map((entry) => [textMember(entry, 'name'), entry]));
	const variables = pathVariables(path);
	const known = new Set(variables);
	const stray = [...byName.keys()].find((name) => !known.has(name));
	if (stray !== undefined) {
		throw invalidInput(
			CALL_FIELD,
			`has a path parameter ${quote(stray)} that is not in its path.`,
			'Ask for a corrected description, or use the resource API Request.',
		);
	}
	return variables.map((name): ContractField => {
		const parameter = byName.get(name);
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
				`needs the cookie ${quote(name)}, which this resource cannot send.`,
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

/** The schema of a parameter: its own in Swagger 2.0, where the parameter is one. */
function schemaOf(parameter: unknown): unknown {
	const content = entriesOf(member(parameter, 'content'))[0]?.[1];
	const schema = member(parameter, 'schema') ?? member(content, 'schema');
	return isPlainObject(schema) || typeof schema === 'boolean' ? schema : parameter;
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
