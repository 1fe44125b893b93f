/* eslint-disable @n8n/community-nodes/no-restricted-globals -- measures CPU time */
import { formatCallId } from '../../../../lib/core/contract/call';
import { fieldsOf, openApi, read, swagger2 } from './support';

const calls = (document: object): string[] => read(document).map(formatCallId);

describe('The calls of a document', () => {
	it('are all operations but OPTIONS and TRACE', () => {
		const item = {
			get: {},
			head: {},
			post: {},
			put: {},
			patch: {},
			delete: {},
			options: {},
			trace: {},
		};
		expect(calls({ openapi: '3.0.0', paths: { '/a': item } })).toEqual([
			'GET /a',
			'HEAD /a',
			'POST /a',
			'PUT /a',
			'PATCH /a',
			'DELETE /a',
		]);
	});

	it('have summary, tags and deprecation', () => {
		const operation = {
			summary: ' Get\n points ',
			operationId: 'getPoints',
			tags: ['Card', 1, 'Points'],
			deprecated: true,
		};
		const [call] = read(openApi(operation));
		expect(call).toMatchObject({
			summary: 'Get points',
			keywords: 'Card Points getPoints',
			deprecated: true,
		});
		expect(read(openApi({ operationId: 'getPoints' }))[0].summary).toBe('getPoints');
		expect(read(openApi({ summary: { not: 'text' } }))[0].summary).toBe('');
	});

	it.each([
		['https://api.example.com/v1/', '/v1/things'],
		['https://api.example.com', '/things'],
		['https://api.example.com:8443/a/b', '/a/b/things'],
		['/v1', '/v1/things'],
		['v1', '/v1/things'],
		['./v1', '/v1/things'],
		['//api.example.com/v1', '/v1/things'],
		['/', '/things'],
		['', '/things'],
		['https://{host}/{version}', '/v2/things'],
		['{base}/x', '/x/things'],
		['https://api.example.com/v1?a=b#c', '/v1/things'],
	])('have the base path of the server %j, never its host', (url, path) => {
		const servers = [{ url, variables: { host: { default: 'h' }, version: { default: 'v2' } } }];
		expect(calls(openApi({}, { servers }))).toEqual([`POST ${path}`]);
	});

	it('have the base path of their own server or of their path before that of the document', () => {
		const server = (url: string) => [{ url }];
		const document = {
			openapi: '3.1.0',
			servers: server('/document'),
			paths: {
				'/a': { servers: server('/path'), get: { servers: server('/operation') }, post: {} },
				'/b': { get: {} },
			},
		};
		expect(calls(document)).toEqual(['GET /operation/a', 'POST /path/a', 'GET /document/b']);
	});

	it('have the base path of Swagger, never its host', () => {
		const document = swagger2({}, { host: 'api.example.com', basePath: '/v1/', schemes: ['http'] });
		expect(calls(document)).toEqual(['POST /v1/things']);
	});

	it('are left out if their path cannot be sent', () => {
		const paths = {
			'/a#b': { get: {} },
			'/a b': { get: {} },
			'/{a': { get: {} },
			'/../a': { get: {} },
		};
		const good = { '/a/{b}': { get: {} }, 'x-a': { get: {} }, '/a?b=c': { get: {} } };
		expect(calls({ openapi: '3.0.0', paths: { ...paths, ...good } })).toEqual([
			'GET /a/{b}',
			'GET /a?b=c',
		]);
	});

	it('are there once, even if servers make them the same', () => {
		const paths = { '/v1/a': { get: {} }, '/a': { servers: [{ url: '/v1' }], get: {} } };
		expect(calls({ openapi: '3.0.0', paths })).toEqual(['GET /v1/a']);
	});

	it('may stand behind a reference', () => {
		const document = {
			openapi: '3.1.0',
			paths: { '/a': { $ref: '#/components/pathItems/A~1B' }, '/c': { $ref: '#/nothing' } },
			components: { pathItems: { 'A/B': { get: {} } } },
		};
		expect(calls(document)).toEqual(['GET /a']);
	});

	it.each([
		['slashes', openApi({}, { servers: [{ url: `https://a.example${'/'.repeat(200_000)}x` }] })],
		['braces', openApi({}, {}, `/${'{'.repeat(200_000)}`)],
		['names', openApi({}, {}, `/${'{a}'.repeat(50_000)}`)],
		['variables', openApi({}, { servers: [{ url: '{a}'.repeat(50_000) }] })],
	])('are read in linear time, even with thousands of %s', (_, document) => {
		// CPU time, so that other processes do not count. Quadratic time would be half a minute.
		const before = process.cpuUsage();
		const paths = { ...(document as { paths: object }).paths, '/b': { get: {} } };
		read({ ...document, paths }).forEach((call) => call.fields());
		expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
	});
});

it('names such as __proto__ are names like any other', () => {
	const text = `{
		"openapi": "3.0.0",
		"paths": {
			"__proto__": { "get": {} },
			"/__proto__/{constructor}": {
				"post": {
					"parameters": [
						{ "in": "query", "name": "__proto__", "schema": { "type": "string" } },
						{ "in": "query", "name": "toString", "schema": { "$ref": "#/components/schemas/toString" } },
						{ "in": "query", "name": "x", "schema": { "$ref": "#/__proto__/constructor" } }
					],
					"requestBody": { "content": { "application/json": { "schema": {
						"required": ["__proto__"],
						"properties": { "__proto__": { "properties": { "constructor": { "type": "number" } } } }
					} } } }
				}
			}
		}
	}`;
	expect(read(text).map(formatCallId)).toEqual(['POST /__proto__/{constructor}']);
	expect(fieldsOf(text)).toEqual([
		'path/constructor* text',
		'query/__proto__ text',
		'query/toString text',
		'query/x text',
		'body/__proto__/constructor number',
	]);
});
