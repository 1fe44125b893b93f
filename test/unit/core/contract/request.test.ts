import * as fc from '../../../property';
import { parseCallId, type ContractRules } from '../../../../lib/core/contract/call';
import {
	readStoredFields,
	storedField,
	toMapperFields,
	type StoredField,
} from '../../../../lib/core/contract/mapper-fields';
import { buildContractRequest, type FieldValue } from '../../../../lib/core/contract/request';
import type { ServiceRequest } from '../../../../lib/core/http/service-request';
import { trimInvisible } from '../../../../lib/core/http/typed-text';
import { buildUrl } from '../../../../lib/core/http/url';
import { anyText, isWhole } from '../../hostile/texts';
import { expectInvalid } from '../../support/errors';
import { FORM_RULES, JSON_RULES, read } from './support';

type Values = Record<string, unknown>;

/** The request of the first call of a list, with values by the ids of its fields. */
function build(list: string, values: Values, rules: ContractRules = JSON_RULES): ServiceRequest {
	const [call] = read(list, rules);
	const stored = readStoredFields(JSON.parse(JSON.stringify(toMapperFields(call.fields()))));
	return send(call, stored, values, rules);
}

/** The request of a call whose fields the workflow does not store. */
function buildUnknown(id: string, values: Values, rules = JSON_RULES): ServiceRequest {
	const fields = Object.keys(values).map((key) => storedField(key));
	return send(parseCallId(id), fields, values, rules);
}

function send(
	call: ReturnType<typeof parseCallId>,
	fields: StoredField[],
	values: Values,
	rules: ContractRules,
): ServiceRequest {
	const pairs = fields.map((field): FieldValue => ({ field, value: values[field.id] }));
	return buildContractRequest(call, pairs, rules);
}

const urlOf = (request: ServiceRequest): string =>
	buildUrl('https://api.example.com', request.path, request.query, request.pathField).slice(23);

describe('The request of a contract call', () => {
	const purchase = `POST /made-up/cards/{card}/movements
 card
 amount* number
 shop.id*
 note
 ?dryRun yes/no
 X-Shop:`;

	it('has every value in its place', () => {
		const request = build(purchase, {
			'path/card': '0042 7/8',
			'body/amount': 12.5,
			'body/shop/id': '007',
			'query/dryRun': false,
			'header/X-Shop': 'Köln',
		});
		expect(request).toEqual({
			method: 'POST',
			path: '/made-up/cards/0042%207%2F8/movements',
			pathField: 'Call',
			query: [{ name: 'dryRun', value: 'false' }],
			headers: { 'X-Shop': 'Köln', 'Content-Type': 'application/json' },
			body: '{"amount":12.5,"shop":{"id":"007"}}',
		});
	});

	it('has a form where the service takes one, in the order of the description', () => {
		const list = 'POST /a\n b\n c list\n d list(repeat)\n e json';
		const values = {
			'form[repeat]/d': 'x, y',
			'form[comma]/c': ['1', 2],
			'form/b': '007',
			'form[json]/e': { a: 1 },
		};
		const { headers, body } = build(list, values, FORM_RULES);
		expect(headers).toEqual({ 'Content-Type': 'application/x-www-form-urlencoded' });
		expect(body).toBe('b=007&c=1%2C2&d=x&d=y&e=%7B%22a%22%3A1%7D');
	});

	it('leaves out what is empty and not required', () => {
		const list = 'POST /a\n b\n c number\n d list\n e.f\n ?g\n X-H:';
		const values = { 'body/b': '', 'body/c': null, 'query/g': undefined, 'header/X-H': ' ' };
		expect(build(list, values)).toMatchObject({
			query: [],
			headers: { 'Content-Type': 'application/json' },
			body: '{}',
		});
		expect(build('POST /a\n b', { 'form/b': '' }, FORM_RULES).body).toBe('');
		expect(build('GET /a\n b list(repeat)', { 'query[repeat]/b': [] }).query).toEqual([]);
	});

	it('has no body if the call describes none', () => {
		for (const list of ['POST /a', 'GET /a\n b', 'DELETE /a\n b']) {
			const { body, headers } = build(list, {});
			expect([body, headers]).toEqual([undefined, {}]);
		}
		expect(build('DELETE /a\n b', { 'body/b': 1 }).body).toBe('{"b":"1"}');
	});

	it('is as declared in the path, also with a fixed query', () => {
		const values = { 'path/c': 'é&', 'query/f': 'g h' };
		const request = buildUnknown('GET /a%20b/{c}?d=1&e={c}', values);
		expect(urlOf(request)).toBe('/a%20b/%C3%A9%26?d=1&e=%C3%A9%26&f=g+h');
	});

	it('can be built without any description, from values alone', () => {
		const request = buildUnknown('PUT /a/{b}', {
			'path/b': 7,
			'query[pipe]/c': 'x,y',
			'query[space]/d': ['x', 'y'],
			'query[deep]/e': '{ "f": 1, "g": { "h": true }, "i": null }',
			'body/j': 5,
			'body/k': true,
			'body/l': '5',
			'body/m': { n: [1] },
			'body[list]/o': 'p, q',
			'body[json]/r': '{ "s": 12345678901234567890 }',
		});
		expect(urlOf(request)).toBe(
			'/a/7?c=x%7Cy&d=x+y&e%5Bf%5D=1&e%5Bg%5D=%7B%22h%22%3Atrue%7D&e%5Bi%5D=',
		);
		expect(request.body).toBe(
			'{"j":5,"k":true,"l":"5","m":{"n":[1]},"o":["p","q"],"r":{ "s": 12345678901234567890 }}',
		);
	});

	it('keeps a whole body as typed', () => {
		expect(buildUnknown('POST /a', { 'body[json]': ' [1, 2.50] ' }).body).toBe('[1, 2.50]');
	});

	it('has the content type that the description declares, in any case, instead of its own', () => {
		const values = { 'header/content-type': 'application/vnd.x+json', 'body/b': 1 };
		expect(build('POST /a\n content-type:\n b', values).headers).toEqual({
			'content-type': 'application/vnd.x+json',
		});
	});

	it('keeps names such as __proto__ in a JSON body', () => {
		const { body } = buildUnknown('POST /a', {
			'body/__proto__/constructor': 'x',
			'body/a%22b': 'y',
		});
		expect(body).toBe('{"__proto__":{"constructor":"x"},"a\\"b":"y"}');
	});
});

describe('A value', () => {
	const sent = (type: string, value: unknown): unknown =>
		build(`GET /a\n b ${type}`, { 'query/b': value, 'query[comma]/b': value }).query?.[0]?.value;
	const inJson = (type: string, value: unknown): unknown =>
		build(`POST /a\n b ${type}`, { 'body/b': value, 'body[list]/b': value, 'body[json]/b': value })
			.body;

	it.each([
		['text', '007', '007'],
		['text', 7, '7'],
		['text', true, 'true'],
		['text', ' a ', ' a '],
		['number', '007', '007'],
		['number', '1.50', '1.50'],
		['number', ' 12345678901234567890 ', '12345678901234567890'],
		['number', -0.5, '-0.5'],
		['date', '20260131', '20260131'],
		['date', '31/01/2026', '31/01/2026'],
		['date', 20260131, '20260131'],
		['date', '2026-01-31T00:00:00', '2026-01-31'],
		['date', '2026-01-31T23:30:00.000+09:00', '2026-01-31'],
		['date', new Date('2026-01-31T10:00:00Z'), '2026-01-31'],
		['date', { toISO: () => '2026-01-31T10:00:00.000+09:00' }, '2026-01-31'],
		['text', { toISO: () => '2026-01-31T10:00:00.000+09:00' }, '2026-01-31T10:00:00.000+09:00'],
		['time', '09:30', '09:30'],
		['time', '0930', '0930'],
		['time', '09:30:15+09:00', '09:30:15+09:00'],
		['yes/no', true, 'true'],
		['yes/no', 'false', 'false'],
		['01 | 2', '01', '01'],
		['01 | 2', 2, '2'],
		['list', 'a, 007 ,,b', 'a,007,b'],
		['list', ['a', 7], 'a,7'],
		['list', '["a,b", "007"]', 'a,b,007'],
		['list', '[x', '[x'],
		['json', '{ "a": 1 }', undefined],
	])('of the type %s goes into a query as typed: %j', (type, value, text) => {
		expect(sent(type, value)).toBe(text);
	});

	it.each([
		['text', 7, '"7"'],
		['text', '007', '"007"'],
		['number', 7, '7'],
		['number', '1.50', '1.50'],
		['number', '12345678901234567890', '12345678901234567890'],
		['yes/no', true, 'true'],
		['yes/no', 'false', 'false'],
		['1 | 2', 2, '"2"'],
		['date', '2026-01-31T00:00:00', '"2026-01-31"'],
		['list', 'a, 007', '["a","007"]'],
		['list', [], '[]'],
		['json', '"text"', '"text"'],
		['json', [1, { a: null }], '[1,{"a":null}]'],
	])('of the type %s goes into JSON in its own form: %j', (type, value, json) => {
		expect(inJson(type, value)).toBe(`{"b":${json}}`);
	});

	it.each([
		['text', {}, 'must be text'],
		['text', ['a'], 'must be text'],
		['text', '\ud83d', 'incomplete character'],
		['text', 2 ** 60, 'contains a number with too many digits'],
		['number', 2 ** 60, 'contains a number with too many digits'],
		['number', NaN, 'must be a number'],
		['number', 'x1', 'must be a number'],
		['number', true, 'must be a number'],
		['number', '1,5', 'must be a number'],
		['number', {}, 'must be text'],
		['date', 'tomorrow', 'must be a date such as 2026-01-31'],
		['time', 'noon', 'must be a time such as 09:30'],
		['time', '2026-01-31', 'must be a time such as 09:30'],
		['yes/no', 'maybe', 'must be one of true, false'],
		['yes/no', 1, 'must be one of true, false'],
		['1 | 2', '3', 'must be one of 1, 2'],
		['1 | 2', ['1'], 'must be one of 1, 2'],
		['1 | 2', { toString: () => '1' }, 'must be one of 1, 2'],
		['list', {}, 'must be text'],
		['list', [{}], 'must be text'],
	])('of the type %s is rejected as %j, naming the field', (type, value, problem) => {
		expect(expectInvalid(() => sent(type, value), 'b').message).toContain(problem);
		expect(expectInvalid(() => inJson(type, value), 'b').message).toContain(problem);
	});

	it.each([
		['number', '007', 'must be a number in JSON notation'],
		['json', '{ a', 'is not valid JSON'],
		['json', 5n, 'must be text'],
	])('of the type %s is rejected in JSON as %j', (type, value, problem) => {
		expect(expectInvalid(() => inJson(type, value), 'b').message).toContain(problem);
	});

	it('that must be one of many is rejected with the first ten of them', () => {
		const type = Array.from({ length: 14 }, (_, index) => `v${index}`).join(' | ');
		expect(expectInvalid(() => sent(type, 'x'), 'b').message).toBe(
			"'b' must be one of v0, v1, v2, v3, v4, v5, v6, v7, v8, v9 and 4 more.",
		);
	});

	it('that begins with an equals sign is matched with and without the space it is stored with', () => {
		const field: StoredField = { ...storedField('query/b'), allowed: ['=x'] };
		for (const value of ['=x', ' =x']) {
			const call = parseCallId('GET /a');
			expect(buildContractRequest(call, [{ field, value }], JSON_RULES).query).toEqual([
				{ name: 'b', value: '=x' },
			]);
		}
	});

	it('of another kind of JSON than the description has is rejected', () => {
		const object: StoredField = { ...storedField('body[json]/b'), type: 'object' };
		const call = parseCallId('POST /a');
		for (const [type, value, problem] of [
			['object', '[1]', 'must be a JSON object'],
			['object', [1], 'must be a JSON object'],
			['array', '{}', 'must be a JSON array'],
			['array', '5', 'must be a JSON array'],
		] as const) {
			const work = () =>
				buildContractRequest(call, [{ field: { ...object, type }, value }], JSON_RULES);
			expect(expectInvalid(work, 'b').message).toContain(problem);
		}
	});
});

describe('A required field', () => {
	it.each([undefined, null, '', '  '])('that comes as %j is rejected by its name', (value) => {
		for (const [list, id, name] of [
			['POST /a\n shop.id*', 'body/shop/id', 'shop.id'],
			['POST /a\n ?q*', 'query/q', 'q'],
			['POST /a\n X-Shop:*', 'header/X-Shop', 'X-Shop'],
			['POST /a/{card}\n card', 'path/card', 'card'],
			['POST /a\n l* list', 'body[list]/l', 'l'],
		]) {
			expectInvalid(() => build(list, { [id]: value }), name);
		}
		expectInvalid(() => build('POST /a\n f*', { 'form/f': value }, FORM_RULES), 'f');
	});

	it('that is a list without entries is rejected', () => {
		expectInvalid(() => build('POST /a\n l* list', { 'body[list]/l': [] }), 'l');
	});

	it('may be empty text if that is one of the allowed values', () => {
		const field: StoredField = {
			...storedField('query/b'),
			required: true,
			allowed: ['', 'x'],
		};
		const { query } = buildContractRequest(
			parseCallId('GET /a'),
			[{ field, value: '' }],
			JSON_RULES,
		);
		expect(query).toEqual([{ name: 'b', value: '' }]);
	});

	it('exists for every name in the path, described or not', () => {
		expectInvalid(() => buildUnknown('GET /a/{b}', {}), 'b');
		expectInvalid(() => buildUnknown('GET /a/{b}', { 'path/b': '' }), 'b');
		expectInvalid(() => buildUnknown('GET /a/{}', {}), '');
	});
});

describe('A request is rejected', () => {
	it.each(['.', '..'])('if a value would leave its place in the path: %s', (value) => {
		expectInvalid(() => buildUnknown('GET /a/{b}/c', { 'path/b': value }), 'b');
	});

	it.each([
		['GET /auth', {}],
		['POST /auth/refreshToken', {}],
		['POST /%61uth', {}],
		['POST /Auth/', {}],
		['POST /auth;x=1/', {}],
		['POST /auth//refreshToken', {}],
		['POST /auth?x=1', {}],
		['POST /%61uth?x=%ff', {}],
		['POST /%61uth/%ff', {}],
		['POST /%2561uth', {}],
		['POST /a/..;/auth', {}],
		['POST /a/..;b=c/auth;d', {}],
		['POST /a/%2e%2e%2fauth', {}],
		['POST /a%2f..%5cauth', {}],
		['POST /auth%5crefreshToken', {}],
		['POST /auth%20', {}],
		['POST /auth%00', {}],
		['POST /{a}/{b}', { 'path/a': '..;', 'path/b': 'auth' }],
		['POST /a/{b}', { 'path/b': '../auth' }],
		['POST /a/{b}', { 'path/b': '%2e%2e/auth' }],
		['POST /%6{a}th', { 'path/a': '1u' }],
		['POST /{a}', { 'path/a': 'auth' }],
		['POST /{a}', { 'path/a': 'auth/x' }],
	])('if it logs in or returns tokens: %s', (id, values) => {
		expect(expectInvalid(() => buildUnknown(id, values), 'Call').message).toContain('logging in');
	});

	it('but not if percent-encoding is broken or only looks like that', () => {
		expect(buildUnknown('GET /{a}', { 'path/a': '../../a/b' }).path).toBe('/..%2F..%2Fa%2Fb');
		expect(buildUnknown('GET /%zz', {}).path).toBe('/%zz');
		expect(buildUnknown('GET /authors', {}).path).toBe('/authors');
	});

	it('if it sets headers of the node, or headers that cannot be sent', () => {
		expectInvalid(() => buildUnknown('GET /a', { 'header/x-api-key': 'x' }), 'Values to Send');
		expectInvalid(() => buildUnknown('GET /a', { 'header/a%20b': 'x' }), 'Values to Send');
		expectInvalid(() => buildUnknown('GET /a', { 'header/A': 'x\r\nB: y' }), 'A');
		expectInvalid(() => buildUnknown('GET /a', { 'header/A': 'カ' }), 'A');
	});

	it('if its values do not fit each other', () => {
		expectInvalid(() => buildUnknown('POST /a', { 'form/b': 1, 'body/c': 1 }), 'Call');
		expectInvalid(() => buildUnknown('GET /a', { 'body/c': 1 }), 'Call');
		expectInvalid(() => buildUnknown('GET /a', { 'form/c': 1 }), 'Call');
		expectInvalid(() => buildUnknown('POST /a', { 'body/b': 1, 'body/b/c': 1 }), 'b.c');
		expectInvalid(() => buildUnknown('POST /a', { 'body/b/c': 1, 'body/b': 1 }), 'b');
		expectInvalid(() => buildUnknown('POST /a', { 'body[json]': '{}', 'body/b': 1 }), 'b');
		expectInvalid(() => buildUnknown('POST /a', { 'body/b': 1, 'body[json]': '{}' }), 'Body');
	});
});

describe('Any text', () => {
	const anyValue = anyText.filter((text) => trimInvisible(text) !== '' && isWhole(text));

	it('in a path stays one segment, and arrives without invisible characters around it', () => {
		fc.assert(
			fc.property(
				anyValue.filter((text) => !/^\.{1,2}$/.test(trimInvisible(text))),
				(value) => {
					const { pathname } = new URL(
						`https://api.example.com${urlOf(build('GET /a/{b}/c\n b', { 'path/b': value }))}`,
					);
					const [, first, segment, last, ...rest] = pathname.split('/');
					expect([first, decodeURIComponent(segment), last, rest]).toEqual([
						'a',
						trimInvisible(value),
						'c',
						[],
					]);
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it('in a query, a form and a JSON body arrives as it was', () => {
		fc.assert(
			fc.property(anyValue, (value) => {
				const url = new URL(`https://a.example${urlOf(build('GET /a\n b', { 'query/b': value }))}`);
				expect([...url.searchParams]).toEqual([['b', value]]);
				const form = build('POST /a\n b', { 'form/b': value }, FORM_RULES).body;
				expect([...new URLSearchParams(form)]).toEqual([['b', value]]);
				const json = build('POST /a\n b.c', { 'body/b/c': value }).body;
				expect(JSON.parse(json ?? '')).toEqual({ b: { c: value } });
			}),
			{ numRuns: 1_000 },
		);
	});
});
