import * as fc from '../../../property';
import { formatCallId, MAX_FIELDS, parseCallId } from '../../../../lib/core/contract/call';
import { searchCalls } from '../../../../lib/core/contract/call-search';
import { readStoredFields, toMapperFields } from '../../../../lib/core/contract/mapper-fields';
import { buildContractRequest } from '../../../../lib/core/contract/request';
import { ServiceError } from '../../../../lib/core/errors/service-error';
import { anyText } from '../../hostile/texts';
import { JSON_RULES, read } from './support';

/** Members that mean something to the reader, with values that may or may not fit them. */
const KEYS = [
	...[
		'openapi',
		'swagger',
		'paths',
		'/a',
		'/{b}',
		'get',
		'post',
		'parameters',
		'requestBody',
		'in',
	],
	...['name', 'schema', 'content', 'application/json', 'type', 'properties', 'required', 'allOf'],
	...['oneOf', 'enum', 'const', 'items', '$ref', 'style', 'explode', 'consumes', 'servers', 'url'],
	...['summary', 'tags', 'deprecated', 'components', 'schemas', 'readOnly', 'format', '__proto__'],
	...['application/x-www-form-urlencoded', 'encoding', 'collectionFormat', 'basePath'],
];
const VALUES = [
	...['3.0.0', '2.0', 'object', 'array', 'string', 'integer', 'null', 'file', 'query', 'path'],
	...['header', 'cookie', 'body', 'formData', 'deepObject', '#/paths/~1a', '#', 'x.json', 'b', '='],
];

const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 6 },
		fc.constantFrom<unknown>(...VALUES, true, false, null, 0, 1),
		anyText,
		fc.array(tie('value'), { maxLength: 3 }),
		fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 5 }),
	),
}));

/** A document that is right but for one operation, so that its inner parts are reached. */
const anyDocument = fc.oneof(
	fc.dictionary(fc.constantFrom(...KEYS), anyJson),
	fc.record({
		openapi: fc.constant('3.0.0'),
		components: anyJson,
		paths: fc.record({ '/a/{b}': fc.record({ parameters: anyJson, post: anyJson }) }),
	}),
	fc
		.record({
			type: fc.constantFrom('application/json', 'application/x-www-form-urlencoded'),
			parameter: fc.record({
				in: fc.constantFrom('query', 'path', 'header'),
				name: anyText,
				schema: anyJson,
				style: anyJson,
			}),
			schema: anyJson,
			encoding: anyJson,
		})
		.map(({ type, parameter, schema, encoding }) => ({
			openapi: '3.1.0',
			paths: {
				'/a/{b}': {
					post: {
						parameters: [parameter],
						requestBody: {
							content: { [type]: { schema: { properties: { b: schema } }, encoding } },
						},
					},
				},
			},
		})),
);

/** Runs `work`; what it throws must be for the user. */
function unlessRejected<Result>(work: () => Result): Result | undefined {
	try {
		return work();
	} catch (error) {
		expect(error).toBeInstanceOf(ServiceError);
		expect((error as ServiceError).reason).toBe('invalid_input');
		expect((error as ServiceError).text).toMatch(/^'.*\.$/s);
		return undefined;
	}
}

it('any document is read into calls whose fields fit the editor and whose requests can be built, or rejected', () => {
	let calls = 0;
	let requests = 0;
	fc.assert(
		fc.property(anyDocument, anyJson, (document, value) => {
			const found = unlessRejected(() => read(JSON.stringify(document))) ?? [];
			searchCalls(found, 'a');
			for (const call of found) {
				calls++;
				expect(formatCallId(parseCallId(formatCallId(call)))).toBe(formatCallId(call));
				const fields = unlessRejected(() => toMapperFields(call.fields())) ?? [];
				expect(fields.length).toBeLessThanOrEqual(MAX_FIELDS);
				expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
				const stored = readStoredFields(JSON.parse(JSON.stringify(fields)));
				expect(stored).toHaveLength(fields.length);
				const values = stored.map((field) => ({ field, value: field.allowed?.[0] ?? value }));
				const request = unlessRejected(() => buildContractRequest(call, values, JSON_RULES));
				if (request) requests++;
				if (request?.headers?.['Content-Type'] === 'application/json') {
					JSON.parse(request.body ?? '');
				}
			}
		}),
		{ numRuns: 5_000 },
	);
	// The test would say nothing if hardly any document was read.
	expect(calls).toBeGreaterThan(1_000);
	expect(requests).toBeGreaterThan(100);
});
