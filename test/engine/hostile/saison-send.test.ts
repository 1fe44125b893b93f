import * as fc from '../../property';
import type { INodeParameters } from 'n8n-workflow';
import { anyText, formText, isWhole, visible } from '../../unit/hostile/texts';
import {
	expectFramed,
	expectNoPollution,
	expectRejected,
	expectSigned,
	runItems,
} from './run-items';
import { headersOf, RawServer } from './raw-server';

let server: RawServer;
beforeAll(async () => {
	server = await RawServer.start(() => ({ status: 200, json: { result_code: '000' } }));
});
afterEach(expectNoPollution);
afterAll(async () => await server.stop());

const send: INodeParameters = { resource: 'apiRequest', operation: 'send', path: '/v1/any' };

/** Three rows whose names and values come from the item. */
const rowsOf = (key: string): INodeParameters => ({
	parameter: [0, 1, 2].map((row) => ({
		name: `={{ $json.${key}[${row}][0] }}`,
		value: `={{ $json.${key}[${row}][1] }}`,
	})),
});
type Row = [string, string];
const row = fc.tuple(anyText, anyText) as fc.Arbitrary<Row>;
const rows = fc.tuple(row, row, row);
const wholeText = anyText.filter((text) => text !== '' && isWhole(text));
const wholeRows = fc.tuple(wholeText, wholeText) as fc.Arbitrary<Row>;
/** An expression that evaluates to nothing is rejected, in a name and in a value. */
const isGood = (list: Row[]): boolean => list.flat().every((text) => text !== '' && isWhole(text));

const anyPath = fc.oneof(
	anyText,
	anyText.map((text) => `/${text}`),
	fc
		.tuple(fc.constantFrom('/', '//', '/../', '/%2e%2e/', '/a%2Fb/', '/a?', '/;'), anyText, anyText)
		.map((parts) => parts.join('')),
	fc.constantFrom('https://evil.test/', '//evil.test', '/\\evil.test', '@evil.test', '/a HTTP/1.1'),
);
/** An expression must not leave a part of a path empty, or put the word for nothing there. */
const GAP = /^[^?]*\/(\?|$)|=(&|$)|[/=](undefined|null|NaN)([/?&]|$)/;
const PLAIN_PATH = /^(\/[A-Za-z0-9_~!$()*+,;=:@'-]{1,8}){1,4}(\?[a-z0-9=&%+/:@-]{1,12})?$/;

describe.each(['GET', 'POST'])('%s with', (method) => {
	test('any path and query: the request line is what was typed and signed, or nothing is sent', async () => {
		const items = [
			...fc.sample(fc.record({ path: anyPath, query: rows }), 100),
			...fc.sample(
				fc.record({
					path: fc.stringMatching(PLAIN_PATH),
					query: fc.tuple(wholeRows, wholeRows, wholeRows),
				}),
			),
		];
		const outcomes = await runItems(server, {
			node: 'saisonConnect',
			items,
			parameters: { ...send, method, path: '={{ $json.path }}', queryParameters: rowsOf('query') },
		});
		let sent = 0;
		for (const [index, outcome] of outcomes.entries()) {
			const { path, query } = items[index] as { path: string; query: Row[] };
			const { request } = outcome;
			if (PLAIN_PATH.test(path) && !GAP.test(path) && isGood(query))
				expect(outcome.error).toBeUndefined();
			if (!isGood(query) || request === undefined) {
				expectRejected(outcome, 'Path', 'Query Parameters');
				continue;
			}
			sent++;
			const form = formText(query);
			const glue = form === '' ? '' : path.includes('?') ? '&' : '?';
			expect(request.method).toBe(method);
			expect(request.target).toBe(visible(path) + glue + form);
			expect(request.body.length).toBe(0);
			expectSigned(server, request);
			expectFramed(request);
		}
		expect(sent).toBeGreaterThan(50);
	});
});

test('any body parameters are the form that was typed, or nothing is sent', async () => {
	const items = [
		...fc.sample(fc.record({ body: rows })),
		...fc.sample(fc.record({ body: fc.tuple(wholeRows, wholeRows, wholeRows) })),
		{
			body: [
				['__proto__', 'polluted'],
				['constructor', 'x'],
				['__proto__[polluted]', '1'],
			],
		},
		{
			body: [
				['a', '1'],
				['a', '2'],
				['a', '1'],
			],
		},
	];
	const outcomes = await runItems(server, {
		node: 'saisonConnect',
		items,
		parameters: { ...send, bodyParameters: rowsOf('body') },
	});
	for (const [index, outcome] of outcomes.entries()) {
		const body = items[index].body as Row[];
		if (outcome.request === undefined || !isGood(body)) {
			expect(isGood(body)).toBe(false);
			expectRejected(outcome, 'Body Parameters');
			continue;
		}
		expect(outcome.request.body.toString('latin1')).toBe(formText(body));
		expect(outcome.request.target).toBe('/v1/any');
		expectSigned(server, outcome.request);
		expectFramed(outcome.request);
	}
});

test('any header arrives once with its value, or nothing is sent; none replaces what the node sets', async () => {
	const own = ['Authorization', 'authorization ', 'HOST', 'Content-Length', 'x-api-version'];
	const ofTheClient = ['Transfer-Encoding', 'connection', 'Upgrade', 'Trailer', 'get', 'post'];
	const lost = [
		'common',
		'delete',
		'put',
		'query',
		'constructor',
		'prototype',
		'__proto__',
		'set',
		'has',
		'toString',
	];
	const name = fc.oneof(
		anyText,
		fc.constantFrom(...own, ...ofTheClient, ...lost),
		fc.stringMatching(/^[xyzXYZ][A-Za-z0-9-]{1,9}$/),
	);
	const items = [
		...fc.sample(fc.record({ name, value: anyText }), 200),
		...fc.sample(fc.record({ name: fc.stringMatching(/^x-[a-z]{1,9}$/), value: fc.string() }), 100),
		...[...own, ...ofTheClient, ...lost].map((known) => ({ name: known, value: 'evil' })),
	];
	const outcomes = await runItems(server, {
		node: 'saisonConnect',
		items,
		parameters: {
			...send,
			bodyParameters: { parameter: [{ name: 'a', value: 'b' }] },
			headerParameters: {
				parameter: [{ name: '={{ $json.name }}', value: '={{ $json.value }}' }],
			},
		},
	});
	const rejectedAlways = new Set([...own, ...ofTheClient, ...lost].map((known) => known.trim()));
	let sent = 0;
	for (const [index, outcome] of outcomes.entries()) {
		const { name: typed, value } = items[index];
		if (rejectedAlways.has(typed.trim())) expectRejected(outcome, 'Headers');
		if (outcome.request === undefined) {
			expectRejected(outcome, 'Headers');
			// A plain header is no reason to reject.
			expect(/^x-[a-z]+$/.test(typed) && /^[\x20-\x7e]+$/.test(value)).toBe(false);
			continue;
		}
		sent++;
		const { request } = outcome;
		// Spaces around a value are not part of it (RFC 9110, section 5.5).
		const bare = value.replace(/^[ \t]+|[ \t]+$/g, '');
		expect([typed, ...headersOf(request, typed.trim().toLowerCase())]).toEqual([typed, bare]);
		expect(request.headers.map(([key]) => key)).not.toContain('X-Evil');
		expect(headersOf(request, 'x-api-version')).toEqual(['1']);
		expect(request.body.toString()).toBe('a=b');
		expectSigned(server, request);
		expectFramed(request);
	}
	expect(sent).toBeGreaterThan(50);
});
