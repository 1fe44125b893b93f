import { expectInvalid } from '../../support/errors';
import { fieldsOf, openApi, read, swagger2 } from './support';

const text = { type: 'string' };
const list = { type: 'array', items: text };
const object = { type: 'object', properties: { a: text, b: { type: 'integer' } }, required: ['a'] };

/** The fields of a parameter `p` of an OpenAPI 3 document. */
const parameter = (definition: object, more: object = {}): string[] =>
	fieldsOf(openApi({ parameters: [{ name: 'p', in: 'query', ...definition }] }, more));

describe('A query parameter of OpenAPI 3', () => {
	it.each([
		['text', { schema: text }, 'query/p text'],
		['a number', { schema: { type: 'integer' } }, 'query/p number'],
		['yes or no', { schema: { type: 'boolean' } }, 'query/p boolean'],
		['a date', { schema: { type: 'string', format: 'date' } }, 'query/p date'],
		['a time stamp, as text', { schema: { type: 'string', format: 'date-time' } }, 'query/p text'],
		['required', { schema: text, required: true }, 'query/p* text'],
		[
			'one of some values',
			{ schema: { type: 'string', enum: ['a', 'b', null] } },
			'query/p text "a"|"b"',
		],
		['one of some numbers', { schema: { type: 'integer', enum: [1, 2] } }, 'query/p number 1|2'],
		['constant', { schema: { const: 'x' } }, 'query/p text "x"'],
		[
			'a number too large to be exact',
			{ schema: { enum: [2 ** 60], type: 'integer' } },
			'query/p number',
		],
		['anything', { schema: {} }, 'query/p text'],
		['anything, as true', { schema: true }, 'query/p text'],
		['without schema', {}, 'query/p text'],
		['nullable', { schema: { type: 'string', nullable: true } }, 'query/p text'],
		['nullable as of 3.1', { schema: { type: ['integer', 'null'] } }, 'query/p number'],
		[
			'nullable by a choice',
			{ schema: { anyOf: [{ type: 'null' }, { type: 'number' }] } },
			'query/p number',
		],
		['text or number', { schema: { type: ['integer', 'string'] } }, 'query/p text'],
		[
			'one of two lists of values',
			{ schema: { oneOf: [{ enum: ['a'] }, { enum: ['b', 'a'] }] } },
			'query/p text "a"|"b"',
		],
		['values or any text', { schema: { anyOf: [{ enum: ['a'] }, text] } }, 'query/p text'],
		['a list, repeated', { schema: list }, 'query[repeat]/p list'],
		['a list with commas', { schema: list, explode: false }, 'query[comma]/p list'],
		['a list with spaces', { schema: list, style: 'spaceDelimited' }, 'query[space]/p list'],
		[
			'a list with bars',
			{ schema: list, style: 'pipeDelimited', explode: false },
			'query[pipe]/p list',
		],
		['a list with brackets', { schema: list, style: 'deepObject' }, 'query[repeat]/p%5B%5D list'],
		['a list of objects', { schema: { type: 'array', items: object } }, 'query[json]/p array'],
		[
			'an object in JSON',
			{ content: { 'application/json': { schema: object } } },
			'query[json]/p object',
		],
		['text in JSON', { content: { 'application/json': { schema: text } } }, 'query/p text'],
		['an object with unknown members', { schema: { type: 'object' } }, 'query[deep]/p object'],
		[
			'a deep object with unknown members',
			{ schema: { type: 'object' }, style: 'deepObject' },
			'query[deep]/p object',
		],
	])('may be %s', (_, definition, field) => {
		expect(parameter(definition)).toEqual([field]);
	});

	it('that is a deep object has a field for each member, one level deep', () => {
		const properties = { ...object.properties, list, inner: object };
		const schema = { ...object, properties };
		expect(parameter({ schema, style: 'deepObject', explode: true, required: true })).toEqual([
			'query/p%5Ba%5D* text',
			'query/p%5Bb%5D number',
			'query[repeat]/p%5Blist%5D%5B%5D list',
			'query[deep]/p%5Binner%5D object',
		]);
	});

	it('that is an exploded object has its members as parameters', () => {
		expect(parameter({ schema: object, required: true })).toEqual([
			'query/a* text',
			'query/b number',
		]);
	});

	it('is the one of the operation before that of the path', () => {
		const document = {
			openapi: '3.0.0',
			paths: {
				'/a': {
					parameters: [
						{ in: 'query', name: 'p', schema: text },
						{ in: 'header', name: 'p', schema: text },
					],
					get: {
						parameters: [
							{ in: 'query', name: 'p', schema: { type: 'number' } },
							{ in: 'query', name: 'p', schema: { type: 'boolean' } },
						],
					},
				},
			},
		};
		expect(fieldsOf(document)).toEqual(['query/p number', 'header/p text']);
	});

	it('may stand behind references', () => {
		const components = {
			parameters: {
				A: { $ref: '#/components/parameters/B%20b' },
				'B b': { in: 'query', name: 'b', schema: { $ref: '#/components/schemas/T' } },
			},
			schemas: { T: { enum: ['x'] } },
		};
		const parameters = [{ $ref: '#/components/parameters/A' }];
		expect(fieldsOf(openApi({ parameters }, { components }))).toEqual(['query/b text "x"']);
	});

	it.each([
		'#/components/parameters/None',
		'#/paths/~1things/post/parameters/0',
		'#anchor',
		'#/%zz',
	])('whose reference %s leads nowhere makes the call unusable', ($ref) => {
		const [call] = read(openApi({ parameters: [{ $ref }] }));
		const { message } = expectInvalid(() => call.fields(), 'Call');
		expect(message).toBe(
			`'Call' has a parameter "${$ref}" that is not in the description, or refers to itself.`,
		);
	});

	it('whose reference leads in a circle makes the call unusable', () => {
		const components = {
			parameters: {
				A: { $ref: '#/components/parameters/B' },
				B: { $ref: '#/components/parameters/A' },
			},
		};
		const parameters = [{ $ref: '#/components/parameters/A' }];
		const [call] = read(openApi({ parameters }, { components }));
		expect(expectInvalid(() => call.fields(), 'Call').text).toBe(
			'\'Call\' has a parameter "#/components/parameters/A" that is not in the description, or ' +
				'refers to itself. Ask for a complete description, or use the resource API Request.',
		);
	});

	it('in another file makes the call unusable', () => {
		const [call] = read(openApi({ parameters: [{ $ref: './shared.yaml#/x' }] }));
		const { text: said } = expectInvalid(() => call.fields(), 'API Description');
		expect(said).toContain('refers to another file, "./shared.yaml#/x". Bundle the files');
	});

	it('is left out without a name that can be sent', () => {
		const parameters = [
			{ in: 'query' },
			{ in: 'query', name: '' },
			{ in: 'query', name: '\ud83d' },
			7,
			null,
		];
		const [call] = read(openApi({ parameters: parameters.slice(0, 3) }));
		expect(call.fields()).toEqual([]);
	});
});

describe('A path parameter', () => {
	it('is always required, and a list has commas', () => {
		const parameters = [
			{ in: 'path', name: 'a', schema: { type: 'integer' } },
			{ in: 'path', name: 'b', schema: list },
			{ in: 'path', name: 'c', schema: object },
		];
		expect(fieldsOf(openApi({ parameters }, {}, '/{a}/{b}/{c}'))).toEqual([
			'path/a* number',
			'path[comma]/b* list',
			'path/c* text',
		]);
	});

	it('exists for every name in the path, even if none is described', () => {
		expect(fieldsOf(openApi({}, {}, '/{a}/{a}'))).toEqual(['path/a* text']);
	});

	it('that is not in the path makes the call unusable', () => {
		const parameters = [{ in: 'path', name: 'other', required: true, schema: text }];
		const [call] = read(openApi({ parameters }, {}, '/{a}'));
		expect(expectInvalid(() => call.fields(), 'Call').text).toBe(
			'\'Call\' has a path parameter "other" that is not in its path. ' +
				'Ask for a corrected description, or use the resource API Request.',
		);
	});
});

it.each(['label', 'matrix'])(
	'a path parameter of the style %s makes the call unusable',
	(style) => {
		const parameters = [{ in: 'path', name: 'a', style, schema: text }];
		const [call] = read(openApi({ parameters }, {}, '/{a}'));
		expect(expectInvalid(() => call.fields(), 'Call').message).toContain(`of the style ${style}`);
	},
);

describe('A header parameter', () => {
	it('is left out if it carries authentication or is set by the node or the client', () => {
		const names = [
			'Authorization',
			'x-api-key',
			'Content-Type',
			'Accept',
			'X-Custom-Token',
			'Cookie',
		];
		const parameters = [...names, 'X-Shop'].map((name) => ({ in: 'header', name, schema: text }));
		const components = {
			securitySchemes: {
				own: { type: 'apiKey', in: 'header', name: 'x-custom-token' },
				query: { $ref: '#/components/securitySchemes/q' },
				q: { type: 'apiKey', in: 'query', name: 'key' },
			},
		};
		const query = { in: 'query', name: 'key', schema: text };
		expect(fieldsOf(openApi({ parameters: [...parameters, query] }, { components }))).toEqual([
			'header/X-Shop text',
		]);
		const swagger = {
			securityDefinitions: { own: { type: 'apiKey', in: 'header', name: 'X-Shop' } },
		};
		expect(fieldsOf(swagger2({ parameters }, swagger))).toEqual(['header/X-Custom-Token text']);
	});

	it('that is a list has commas', () => {
		const parameters = [{ in: 'header', name: 'X-A', schema: list, required: true }];
		expect(fieldsOf(openApi({ parameters }))).toEqual(['header[comma]/X-A* list']);
	});
});

describe('A cookie', () => {
	const cookie = { in: 'cookie', name: 'sid', schema: text };

	it('that is required makes the call unusable, with what to do instead', () => {
		const [call] = read(openApi({ parameters: [{ ...cookie, required: true }] }));
		expect(expectInvalid(() => call.fields(), 'Call').text).toBe(
			'\'Call\' needs the cookie "sid", which this resource cannot send. ' +
				'Use the resource API Request, with a header Cookie.',
		);
	});

	it('that is optional is left out', () => {
		expect(read(openApi({ parameters: [cookie] }))[0].fields()).toEqual([]);
	});
});

describe('A parameter of Swagger 2.0', () => {
	it.each([
		[{ type: 'string' }, 'query/p text'],
		[{ type: 'integer', enum: [1] }, 'query/p number 1'],
		[{ type: 'boolean', required: true }, 'query/p* boolean'],
		[{ type: 'array', items: text }, 'query[comma]/p list'],
		[{ type: 'array', items: text, collectionFormat: 'csv' }, 'query[comma]/p list'],
		[{ type: 'array', items: text, collectionFormat: 'multi' }, 'query[repeat]/p list'],
		[{ type: 'array', items: text, collectionFormat: 'ssv' }, 'query[space]/p list'],
		[{ type: 'array', items: text, collectionFormat: 'pipes' }, 'query[pipe]/p list'],
	])('%j is %s', (definition, field) => {
		const parameters = [{ name: 'p', in: 'query', ...definition }];
		expect(fieldsOf(swagger2({ parameters }))).toEqual([field]);
	});
});

describe('The fields of a call', () => {
	it('are at most 150, required ones first', () => {
		const parameters = Array.from({ length: 400 }, (_, index) => ({
			in: 'query',
			name: `p${index}`,
			required: index % 4 === 3,
			schema: text,
		}));
		const fields = fieldsOf(openApi({ parameters }));
		expect(fields).toHaveLength(150);
		expect(fields.slice(0, 2)).toEqual(['query/p3* text', 'query/p7* text']);
		expect(fields.slice(99, 102)).toEqual(['query/p399* text', 'query/p0 text', 'query/p1 text']);
	});

	it('are rejected if more than 150 are required', () => {
		const parameters = Array.from({ length: 151 }, (_, index) => ({
			in: 'query',
			name: `p${index}`,
			required: true,
		}));
		const [call] = read(openApi({ parameters }));
		expect(expectInvalid(() => call.fields(), 'Call').text).toBe(
			"'Call' has 151 required parameters, more than the 150 that a form can show. " +
				'Use the resource API Request for it.',
		);
	});
});
