import { documentPath, readDescription } from '../../../../lib/core/contract/description';
import { expectInvalid } from '../../support/errors';
import { JSON_RULES, openApi, read, swagger2, withBody } from './support';

const GOOD = { '200': { description: 'OK' } };

describe('A description that cannot be read', () => {
	const cases: Array<[string, string, string]> = [
		['nothing', '', 'is empty.'],
		['spaces', ' \n\t', 'is empty.'],
		['comments alone', '# nothing here', 'contains no calls.'],
		['YAML', 'openapi: 3.0.0\ninfo: {}', 'is YAML, which cannot be read here. Convert it to JSON'],
		['YAML of Swagger', 'swagger: "2.0"', 'is YAML'],
		['YAML with a start line', '---\n# x\nopenapi: 3.1.0', 'is YAML'],
		['YAML that begins with other members', 'info:\n  title: x\nopenapi: 3.0.0', 'is YAML'],
		['YAML with a long start', `info:\n${'  a: b\n'.repeat(500)}openapi: 3.0.0`, 'is YAML'],
		['HTML', '<!doctype html><title>Docs</title>', 'is HTML or XML.'],
		['broken JSON', '{ "openapi": "3.0.0",\n\n  "paths" }', 'is not valid JSON'],
		['cut JSON', '{ "openapi": "3.0.0", "paths": {', 'is not valid JSON'],
		['a JSON array', '[{ "openapi": "3.0.0" }]', 'is a JSON array.'],
		['no version', '{ "paths": {} }', "has no 'openapi' or 'swagger' version."],
		['an old version', '{ "swagger": "1.2" }', 'has version "1.2", which cannot be read here.'],
		[
			'a later version',
			'{ "openapi": "4.0.0" }',
			'has version "4.0.0", which cannot be read here.',
		],
		['a version that is no text', '{ "openapi": {} }', 'has version'],
		['no paths', '{ "openapi": "3.0.0" }', 'contains no calls.'],
		['no calls', '{ "openapi": "3.0.0", "paths": { "/a": {} } }', 'contains no calls.'],
		[
			'another file',
			JSON.stringify({ openapi: '3.0.0', paths: { '/a': { $ref: 'a.json#/b' } } }),
			'refers to another file, "a.json#/b". Bundle the files into one first',
		],
		[
			'only logins',
			JSON.stringify(openApi({}, {}, '/auth/refreshToken')),
			'contains only calls for logging in or for tokens.',
		],
	];

	it.each(cases)('because it has %s is rejected in one line', (_, text, problem) => {
		const error = expectInvalid(() => read(text), 'API Description');
		expect(error.text).toContain(problem);
		expect(error.text).toMatch(/^.{20,250}$/);
	});

	it('because it is too large is rejected with both sizes', () => {
		const { text } = expectInvalid(() => read(`GET /${'a'.repeat(256_000)}`), 'API Description');
		expect(text).toContain(
			'is 257 kB long, more than 256 kB. Remove the calls that you do not need, or enter the path',
		);
		const document = JSON.stringify(openApi({ description: 'x'.repeat(13_000_000) }));
		const large = () => readDescription(document, JSON_RULES, 5_000_000);
		expect(expectInvalid(large, 'API Description').message).toContain(
			'is 13.1 MB long, more than 5.0 MB.',
		);
		expect(expectInvalid(large, 'API Description').description).toBe(
			'Paste only the calls that you need into the credential.',
		);
	});

	it('because of broken JSON is rejected with the line, where the parser names it', () => {
		const { description } = expectInvalid(() => read('{\n\n"a": 1 "b" }'), 'API Description');
		expect(description).toBe('Check quotes, commas and brackets on line 3.');
	});

	it('does not show what it contains', () => {
		const { text } = expectInvalid(() => read('{ "secret-value" }'), 'API Description');
		expect(text).not.toContain('secret-value');
	});
});

describe('A description', () => {
	it.each([
		['a call list', 'POST /things'],
		['OpenAPI 3.0', JSON.stringify(openApi({ responses: GOOD }))],
		['OpenAPI 3.1', JSON.stringify({ ...openApi({}), openapi: '3.1.0' }, null, '\t')],
		['OpenAPI 3.2', JSON.stringify({ ...openApi({}), openapi: '3.2.0' })],
		['Swagger 2.0', JSON.stringify(swagger2({}))],
		['Swagger with a number as its version', JSON.stringify({ ...swagger2({}), swagger: 2 })],
		['a document with a byte order mark', `\ufeff${JSON.stringify(openApi({}))}`],
	])('may be %s', (_, text) => {
		expect(read(text).map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /things']);
	});

	it('in OpenAPI leaves out calls that log in or return tokens', () => {
		const paths = { '/auth': { post: {} }, '/auth/refreshToken': { post: {} }, '/a': { get: {} } };
		expect(read({ openapi: '3.0.0', paths }).map(({ path }) => path)).toEqual(['/a']);
		expect(read('GET /authors').map(({ path }) => path)).toEqual(['/authors']);
		const servers = [{ url: 'https://a.example/auth' }];
		const all = { openapi: '3.0.0', servers, paths: { '/token': { post: {} } } };
		expectInvalid(() => read(all), 'API Description');
	});

	it('may be the path of a document on the host of the credential', () => {
		expect(documentPath(' /v1/openapi.json?full=1\n')).toBe('/v1/openapi.json?full=1');
		expect(documentPath('GET /a')).toBeUndefined();
		expect(documentPath(JSON.stringify(withBody({})))).toBeUndefined();
		expect(documentPath('')).toBeUndefined();
	});

	it.each(['https://other.example/openapi.json', 'HTTP://a', '//other.example/openapi.json'])(
		'may not be an address: %s',
		(text) => {
			const { text: said } = expectInvalid(() => documentPath(text), 'API Description');
			expect(said).toContain('must be a path on the host of the credential');
		},
	);
});
