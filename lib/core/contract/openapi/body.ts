import { invalidInput } from '../../errors/service-error';
import { CALL_FIELD, type ContractField, type ContractRules } from '../call';
import { quote } from '../description-error';
import { isSendableName } from '../place';
import type { OpenApiDocument } from './document';
import { entriesOf, member, textMember, type JsonObject } from './json';
import { encodingOf } from './parameters';
import { fieldTypeOf, isScalar, type SchemaReader, type Shape } from './schema';
import { jsonTypeOf, serializedFields } from './serialization';

/** How many levels of objects in a JSON body become fields. */
const MAX_LEVELS = 2;

const FORM = /^application\/x-www-form-urlencoded\b/i;
const MULTIPART = /^multipart\//i;
const JSON_TYPE = /^(application\/([^;]*\+)?json\b|\*\/\*|application\/\*)/i;

interface Body {
	contentType: string;
	schema: unknown;
	/** OpenAPI's `encoding`, by the name of the property. */
	encoding?: unknown;
	required: boolean;
}

/**
 * The fields of a request body.
 *
 * @param parameters where Swagger 2.0 has its bodies
 * @throws ServiceError `invalid_input` for uploads and for bodies that are neither JSON nor a form
 */
export function bodyFields(
	document: OpenApiDocument,
	operation: JsonObject,
	parameters: readonly JsonObject[],
	schemas: SchemaReader,
	rules: ContractRules,
): ContractField[] {
	if (document.isSwagger2) return swaggerBodyFields(document, operation, parameters, schemas);
	const requestBody = document.resolve(member(operation, 'requestBody'));
	const body = chooseBody(document, requestBody, rules);
	if (body === undefined) return [];
	return FORM.test(body.contentType) ? formFields(body, schemas) : jsonFields(body, schemas);
}

/** The format that the service prefers, of those that can be sent. */
function chooseBody(
	document: OpenApiDocument,
	requestBody: JsonObject | undefined,
	{ bodyFormat }: ContractRules,
): Body | undefined {
	const content = entriesOf(member(requestBody, 'content'));
	if (content.length === 0) return undefined;
	const form = content.find(([type]) => FORM.test(type));
	const json = content.find(([type]) => JSON_TYPE.test(type));
	const chosen = bodyFormat === 'form' ? (form ?? json) : (json ?? form);
	if (chosen === undefined) throw unsupportedBody(content[0][0]);
	const media = document.resolve(chosen[1]);
	return {
		contentType: chosen[0],
		schema: member(media, 'schema'),
		encoding: member(media, 'encoding'),
		required: member(requestBody, 'required') === true,
	};
}

function unsupportedBody(contentType: string): Error {
	if (MULTIPART.test(contentType)) {
		return invalidInput(
			CALL_FIELD,
			'uploads a file or sends a multipart form, which is not possible here.',
			'Use the HTTP Request node with this credential, but note that n8n may send a rejected upload twice.',
		);
	}
	return invalidInput(
		CALL_FIELD,
		`needs a body of type ${quote(contentType)}, which this resource cannot send.`,
		'Use the HTTP Request node with this credential, but note that n8n may send a rejected upload twice.',
	);
}

function swaggerBodyFields(
	document: OpenApiDocument,
	operation: JsonObject,
	parameters: readonly JsonObject[],
	schemas: SchemaReader,
): ContractField[] {
	const consumes = member(operation, 'consumes') ?? member(document.root, 'consumes');
	const types = [consumes].flat().filter((type): type is string => typeof type === 'string');
	const form = parameters.filter((parameter) => textMember(parameter, 'in') === 'formData');
	if (form.length > 0) {
		const isUpload = form.some((parameter) => textMember(parameter, 'type') === 'file');
		if (isUpload || (types.length > 0 && !types.some((type) => FORM.test(type)))) {
			throw unsupportedBody('multipart/form-data');
		}
		return form.flatMap((parameter) => {
			const name = textMember(parameter, 'name');
			const required = member(parameter, 'required') === true;
			if (!isSendableName(name)) return [];
			const shape = schemas.read(parameter);
			const encoding = encodingOf(document, parameter);
			return serializedFields(shape, { kind: 'form', name, required }, encoding, schemas);
		});
	}
	const parameter = parameters.find((entry) => textMember(entry, 'in') === 'body');
	if (parameter === undefined) return [];
	if (types.length > 0 && !types.some((type) => JSON_TYPE.test(type))) {
		throw unsupportedBody(types[0]);
	}
	const required = member(parameter, 'required') === true;
	return jsonFields({ contentType: '', schema: member(parameter, 'schema'), required }, schemas);
}

function formFields({ schema, encoding }: Body, schemas: SchemaReader): ContractField[] {
	const shape = schemas.read(schema);
	return sentProperties(shape, schemas).flatMap(({ name, shape: inner, required }) =>
		serializedFields(inner, { kind: 'form', name, required }, member(encoding, name), schemas),
	);
}

function jsonFields({ schema, required }: Body, schemas: SchemaReader): ContractField[] {
	const shape = schemas.read(schema);
	if (isGroup(shape)) return memberFields(shape, [], true, schemas);
	const place = { kind: 'body', style: 'json', names: [] } as const;
	return [{ place, type: jsonTypeOf(shape), required }];
}

/** @param required whether everything around these members is required */
function memberFields(
	object: Shape,
	parents: string[],
	required: boolean,
	schemas: SchemaReader,
): ContractField[] {
	return sentProperties(object, schemas).flatMap((property): ContractField[] => {
		const { shape } = property;
		const names = [...parents, property.name];
		const isRequired = required && property.required;
		const type = fieldTypeOf(shape);
		if (isGroup(shape) && names.length < MAX_LEVELS) {
			return memberFields(shape, names, isRequired, schemas);
		}
		if (isScalar(type)) {
			const place = { kind: 'body', names } as const;
			return [{ place, type, allowed: shape.allowed, required: isRequired }];
		}
		const isTextList = type === 'array' && fieldTypeOf(schemas.read(shape.items)) === 'text';
		const place = { kind: 'body', style: isTextList ? 'list' : 'json', names } as const;
		return [{ place, type: isTextList ? 'list' : jsonTypeOf(shape), required: isRequired }];
	});
}

/** Whether a value is an object whose members are known. */
function isGroup(shape: Shape): boolean {
	return fieldTypeOf(shape) === 'object' && shape.properties.size > 0;
}

function sentProperties(object: Shape, schemas: SchemaReader) {
	return [...object.properties]
		.filter(([name]) => isSendableName(name))
		.map(([name, schema]) => ({
			name,
			shape: schemas.read(schema),
			required: object.required.has(name),
		}))
		.filter(({ shape }) => !shape.readOnly);
}
