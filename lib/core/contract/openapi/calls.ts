import { checkPath } from '../../http/url';
import {
	CALL_METHODS,
	formatCallId,
	orderFields,
	type ContractCall,
	type ContractField,
	type ContractRules,
} from '../call';
import { oneLine } from '../description-error';
import { bodyFields } from './body';
import { OpenApiDocument } from './document';
import { entriesOf, listMember, member, textMember, type JsonObject } from './json';
import { mergeParameters, parameterFields, pathVariableFields } from './parameters';
import { SchemaReader } from './schema';

/**
 * Reads the calls of an OpenAPI 3.0, 3.1 or Swagger 2.0 document. Their fields are read when they are
 * asked for, since one call is chosen of perhaps a thousand.
 *
 * @throws ServiceError `invalid_input` for other documents
 */
export function readOpenApi(root: JsonObject, rules: ContractRules): ContractCall[] {
	const document = new OpenApiDocument(root);
	const calls = new Map<string, ContractCall>();
	for (const [path, value] of entriesOf(member(root, 'paths'))) {
		const pathItem = document.resolve(value);
		if (pathItem === undefined || !path.startsWith('/')) continue;
		for (const method of CALL_METHODS) {
			const operation = document.resolve(member(pathItem, method.toLowerCase()));
			if (operation === undefined) continue;
			const fullPath = document.basePath(operation, pathItem) + path;
			const id = { method, path: fullPath };
			const key = formatCallId(id);
			if (calls.has(key) || !isSendable(fullPath)) continue;
			calls.set(key, {
				...id,
				summary: summaryOf(operation),
				keywords: keywordsOf(operation),
				deprecated: member(operation, 'deprecated') === true,
				fields: () => readFields(document, { ...id, pathItem, operation }, rules),
			});
		}
	}
	return [...calls.values()];
}

interface Source {
	method: string;
	path: string;
	pathItem: JsonObject;
	operation: JsonObject;
}

function readFields(
	document: OpenApiDocument,
	{ method, path, pathItem, operation }: Source,
	rules: ContractRules,
): ContractField[] {
	const schemas = new SchemaReader(document);
	const parameters = mergeParameters(document, pathItem, operation);
	const withBody = method !== 'GET' && method !== 'HEAD';
	return orderFields([
		...pathVariableFields(path, parameters, schemas),
		...parameterFields(document, parameters, schemas, rules),
		...(withBody ? bodyFields(document, operation, parameters, schemas, rules) : []),
	]);
}

function summaryOf(operation: JsonObject): string {
	const name = textMember(operation, 'summary') || textMember(operation, 'operationId');
	return oneLine(name.slice(0, MAX_SUMMARY_LENGTH));
}

function keywordsOf(operation: JsonObject): string {
	const tags = listMember(operation, 'tags').slice(0, MAX_TAGS);
	return [...tags, textMember(operation, 'operationId')]
		.filter((word) => typeof word === 'string')
		.map((word) => word.slice(0, MAX_SUMMARY_LENGTH))
		.join(' ')
		.slice(0, MAX_SUMMARY_LENGTH);
}

/** Of what is searched and shown, in characters. */
const MAX_SUMMARY_LENGTH = 200;
/** Of one call. */
const MAX_TAGS = 20;
/** Of a path with its base path, in characters. */
const MAX_PATH_LENGTH = 2_000;

/** Whether a path with values in its braces can be sent as it is. */
function isSendable(path: string): boolean {
	if (path.length > MAX_PATH_LENGTH) return false;
	try {
		checkPath(path.replace(/\{[^{}]*\}/g, 'x'));
		return !/[\s{}]/.test(path.replace(/\{[^{}\s]+\}/g, ''));
	} catch {
		return false;
	}
}
