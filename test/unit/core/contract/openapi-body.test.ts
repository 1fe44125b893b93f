/* eslint-disable @n8n/community-nodes/no-restricted-globals -- measures CPU time */
import { expectInvalid } from '../../support/errors';
import { fieldsOf, FORM_RULES, openApi, read, swagger2, withBody } from './support';

const text = { type: 'string' };
const list = { type: 'array', items: text };

/** A document whose call takes bodies of these content types. */
const withContent = (content: object): object => openApi({ requestBody: { content } });

describe('A JSON body', () => {
	it('has a field for each member, two levels deep; what is deeper is JSON', () => {
		const deep = { type: 'object', properties: { c: text } };
		const schema = {
			type: 'object',
			required: ['a', 'list'],
			properties: {
				a: { type: 'object', required: ['b'], properties: { b: text, deep, 'x/y': text } },
				optional: { type: 'object', required: ['b'], properties: { b: text } },
				list,
				numbers: { type: 'array', items: { type: 'number' } },
				map: { type: 'object', additionalProperties: text },
				anything: {},
				mixed: { oneOf: [deep, list] },
				yes: { type: 'boolean' },
				day: { type: 'string', format: 'date' },
				kind: { enum: ['a', 'b'] },
				level: { type: 'integer', enum: [1, 2] },
				choice: { type: ['boolean', 'integer'] },
			},
		};
		expect(fieldsOf(withBody(schema))).toEqual([
			'body/a/b* text',
			'body[list]/list* list',
			'body[json]/a/deep object',
			'body/a/x%2Fy text',
			'body/optional/b text',
			'body[json]/numbers array',
			'body[json]/map object',
			'body[json]/anything json',
			'body[json]/mixed json',
			'body/yes boolean',
			'body/day date',
			'body/kind text "a"|"b"',
			'body/level number 1|2',
			'body[json]/choice json',
		]);
	});

	it('that is no object with known members is one field', () => {
		expect(fieldsOf(withBody({ type: 'array', items: text }))).toEqual(['body[json] array']);
		expect(fieldsOf(withBody({ type: 'object' }))).toEqual(['body[json] object']);
		expect(fieldsOf(withBody({}))).toEqual(['body[json] json']);
		const body = { required: true, content: { 'application/json': { schema: text } } };
		expect(fieldsOf(openApi({ requestBody: body }))).toEqual(['body[json]* json']);
	});

	it('is combined from all parts of allOf, and from references', () => {
		const schemas = {
			Base: { properties: { id: { type: 'number' }, name: text }, required: ['name'] },
			Named: {
				allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { name: { enum: ['x'] } } }],
			},
		};
		const schema = {
			allOf: [{ $ref: '#/components/schemas/Named' }, { required: ['own'] }],
			properties: { own: text },
		};
		expect(fieldsOf(withBody(schema, { components: { schemas } }))).toEqual([
			'body/own* text',
			'body/name* text',
			'body/id number',
		]);
	});

	it('that may be one of several has the members of all, and requires what all require', () => {
		const one = { properties: { kind: text, a: text }, required: ['kind', 'a'] };
		const two = { properties: { kind: text, b: text }, required: ['kind', 'b'] };
		for (const choice of ['oneOf', 'anyOf']) {
			expect(fieldsOf(withBody({ type: 'object', [choice]: [one, two] }))).toEqual([
				'body/kind* text',
				'body/a text',
				'body/b text',
			]);
		}
		const either = {
			anyOf: [{ required: ['a'] }, { required: ['b'] }],
			properties: { a: text, b: text },
		};
		expect(fieldsOf(withBody(either))).toEqual(['body/a text', 'body/b text']);
	});

	it('has no field for what is only received, or has a name that cannot be sent', () => {
		const properties = {
			id: { type: 'integer', readOnly: true },
			made: { $ref: '#/components/schemas/Made' },
			'': text,
			'\ud83d': text,
			name: { ...text, writeOnly: true },
		};
		const schemas = { Made: { type: 'string', readOnly: true } };
		const document = withBody({ properties, required: ['id'] }, { components: { schemas } });
		expect(fieldsOf(document)).toEqual(['body/name text']);
	});

	it.each(['application/json; charset=utf-8', 'application/vnd.x+json', 'Application/JSON', '*/*'])(
		'may be called %s',
		(type) => {
			const schema = { properties: { a: text } };
			expect(fieldsOf(withContent({ [type]: { schema } }))).toEqual(['body/a text']);
		},
	);

	it('of GET and HEAD is left out', () => {
		const requestBody = {
			content: { 'application/json': { schema: { properties: { a: text } } } },
		};
		const document = { openapi: '3.0.0', paths: { '/a': { get: { requestBody } } } };
		expect(fieldsOf(document)).toEqual([]);
	});

	it('may stand behind references', () => {
		const components = {
			requestBodies: {
				B: { content: { 'application/json': { schema: { properties: { a: text } } } } },
			},
		};
		const requestBody = { $ref: '#/components/requestBodies/B' };
		expect(fieldsOf(openApi({ requestBody }, { components }))).toEqual(['body/a text']);
		expect(fieldsOf(openApi({ requestBody: { $ref: '#/none' } }))).toEqual([]);
	});
});

describe('A form body', () => {
	const form = (schema: object, encoding?: object): object =>
		withContent({ 'application/x-www-form-urlencoded': { schema, encoding } });

	it('has a field for each member', () => {
		const inner = { type: 'object', properties: { x: text, more: { type: 'object' } } };
		const properties = {
			a: text,
			list,
			commas: list,
			deep: inner,
			json: inner,
			brackets: list,
			map: { type: 'object' },
		};
		const encoding = {
			commas: { style: 'form', explode: false },
			deep: { style: 'deepObject', explode: true },
			brackets: { style: 'deepObject', explode: true },
			map: { style: 'deepObject' },
		};
		expect(fieldsOf(form({ properties, required: ['a'] }, encoding))).toEqual([
			'form/a* text',
			'form[repeat]/list list',
			'form[comma]/commas list',
			'form/deep%5Bx%5D text',
			'form[deep]/deep%5Bmore%5D object',
			'form[json]/json object',
			'form[repeat]/brackets%5B%5D list',
			'form[deep]/map object',
		]);
	});

	it('is chosen where the service prefers it, and JSON where it does not', () => {
		const document = withContent({
			'application/json': { schema: { properties: { json: text } } },
			'application/x-www-form-urlencoded': { schema: { properties: { form: text } } },
		});
		expect(fieldsOf(document, FORM_RULES)).toEqual(['form/form text']);
		expect(fieldsOf(document)).toEqual(['body/json text']);
		expect(fieldsOf(withBody({ properties: { a: text } }), FORM_RULES)).toEqual(['body/a text']);
		expect(fieldsOf(form({ properties: { a: text } }))).toEqual(['form/a text']);
	});
});

describe('A body of Swagger 2.0', () => {
	it('is a parameter with a schema', () => {
		const schema = { $ref: '#/definitions/Thing' };
		const definitions = {
			Thing: { properties: { a: text, b: { properties: { c: list } } }, required: ['a'] },
		};
		const parameters = [{ in: 'body', name: 'thing', required: true, schema }];
		expect(fieldsOf(swagger2({ parameters }, { definitions }))).toEqual([
			'body/a* text',
			'body[list]/b/c list',
		]);
	});

	it('is a form if it has form parameters', () => {
		const parameters = [
			{ in: 'formData', name: 'a', type: 'string', required: true },
			{ in: 'formData', name: 'b', type: 'array', items: text },
			{ in: 'formData', name: 'c', type: 'array', items: text, collectionFormat: 'multi' },
		];
		const fields = ['form/a* text', 'form[comma]/b list', 'form[repeat]/c list'];
		expect(fieldsOf(swagger2({ parameters }))).toEqual(fields);
		const consumes = ['multipart/form-data', 'application/x-www-form-urlencoded'];
		expect(fieldsOf(swagger2({ parameters }, { consumes }))).toEqual(fields);
	});
});

describe('A call is unusable, with what to do instead,', () => {
	const upload =
		"'Call' uploads a file or sends a multipart form, which is not possible here. " +
		'Use the HTTP Request node with this credential, but note that n8n may send a rejected upload twice.';
	const file = { in: 'formData', name: 'f', type: 'file' };
	const field = { in: 'formData', name: 'f', type: 'string' };

	it.each([
		['uploads a file', withContent({ 'multipart/form-data': {} }), upload],
		['uploads a file in Swagger', swagger2({ parameters: [file] }), upload],
		[
			'sends a multipart form in Swagger',
			swagger2({ consumes: ['multipart/form-data'], parameters: [field] }),
			upload,
		],
		[
			'sends bytes',
			withContent({ 'application/octet-stream': {} }),
			'\'Call\' needs a body of type "application/octet-stream", which this',
		],
		[
			'sends XML in Swagger',
			swagger2({ consumes: ['text/xml'], parameters: [{ in: 'body', schema: {} }] }),
			'\'Call\' needs a body of type "text/xml"',
		],
	])('if it %s', (_, document, problem) => {
		const [call] = read(document);
		expect(expectInvalid(() => call.fields(), 'Call').text).toContain(problem);
	});

	it('but not if it may also send JSON', () => {
		const content = {
			'multipart/form-data': {},
			'application/json': { schema: { properties: { a: text } } },
		};
		expect(fieldsOf(withContent(content))).toEqual(['body/a text']);
	});
});

describe('Schemas that lead in circles', () => {
	it('end where they come back to themselves', () => {
		const schemas = {
			Node: { properties: { name: text, next: { $ref: '#/components/schemas/Node' } } },
			Self: { $ref: '#/components/schemas/Self' },
			All: { allOf: [{ $ref: '#/components/schemas/All' }, { properties: { a: text } }] },
			One: {
				oneOf: [
					{ $ref: '#/components/schemas/One' },
					{ properties: { b: text } },
					{ type: 'null' },
				],
			},
		};
		const of = (name: string): string[] =>
			fieldsOf(withBody({ $ref: `#/components/schemas/${name}` }, { components: { schemas } }));
		expect(of('Node')).toEqual([
			'body/name text',
			'body/next/name text',
			'body[json]/next/next object',
		]);
		expect(of('Self')).toEqual(['body[json] json']);
		expect(of('All')).toEqual(['body/a text']);
		expect(of('One')).toEqual(['body/b text']);
	});

	it.each([
		['twice as many parts at each level', doubling('allOf')],
		['twice as many choices at each level', doubling('oneOf')],
		['a chain of parts', chain()],
		['members with the same large schema', wide()],
	])('or have %s take no more than linear time', (_, document) => {
		// CPU time, so that other processes do not count. Exponential time would never end.
		const before = process.cpuUsage();
		const [call] = read(document);
		expect(call.fields().length).toBeGreaterThan(0);
		expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
	});
});

function doubling(combination: string): object {
	const schemas: Record<string, object> = { S40: { properties: { last: text } } };
	for (let level = 0; level < 40; level++) {
		const next = { $ref: `#/components/schemas/S${level + 1}` };
		schemas[`S${level}`] = { properties: { [`p${level}`]: next }, [combination]: [next, next] };
	}
	return withBody({ $ref: '#/components/schemas/S0' }, { components: { schemas } });
}

function chain(): object {
	const schemas: Record<string, object> = {};
	for (let level = 0; level < 1000; level++) {
		const allOf = [{ $ref: `#/components/schemas/S${level + 1}` }];
		schemas[`S${level}`] = { properties: { [`p${level}`]: text }, allOf };
	}
	return withBody({ $ref: '#/components/schemas/S0' }, { components: { schemas } });
}

function wide(): object {
	const big = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`b${index}`, text]));
	const schemas = { Big: { properties: big } };
	const names = Array.from({ length: 1000 }, (_, index) => `p${index}`);
	const properties = Object.fromEntries(
		names.map((name) => [name, { $ref: '#/components/schemas/Big' }]),
	);
	return withBody({ properties }, { components: { schemas } });
}
