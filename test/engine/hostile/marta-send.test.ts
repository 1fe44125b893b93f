import * as fc from '../../property';
import { anyText, isWhole, visible } from '../../unit/hostile/texts';
import { expectFramed, expectNoPollution, expectRejected, runItems, SESSION } from './run-items';
import { headersOf, RawServer } from './raw-server';

let server: RawServer;
beforeAll(async () => {
	server = await RawServer.start(() => ({ status: 200, json: { ok: true } }));
});
afterEach(expectNoPollution);
afterAll(async () => await server.stop());

const send = { resource: 'apiRequest', operation: 'send', path: '/v1/any' };

/** Texts that another JSON text would come of if anything parsed and wrote them again. */
const HAND_WRITTEN = [
	...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'],
	...['{"a":1,"a":2}', '{"n":12345678901234567890.10}', '{"n":1e400,"m":-0,"k":1E+2}'],
	...['{"s":"\\ud800"}', '{"s":"\\u0000\\u2028\u2028"}', '{"s":"\\/\\u0041"}', '{"s":"日本👨‍👩‍👧"}'],
	...['null', '0', 'false', '""', '[]', '{}', '"text"', '-0', '[[[[]]]]', ' { "a" :\t1 }\n'],
	...['"a=b&c"', '[{"toJSON":1}]', '{"":""}', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
];
const NO_JSON = [
	...['{', '{"a":1,}', "{'a':1}", 'NaN', 'undefined', '{"a":01}', '{"a":"\n"}', '{}{}', '"\ud800"'],
	...['{"a":"\udc00"}', '\\u007b}', '//', '{"member":"secret-of-a-member"'],
];

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** Whether a number is what JavaScript makes of a longer one, so that nobody can tell. */
function hasRoundedNumber(json: string): boolean {
	// Deeper than a reviver goes.
	if (json.startsWith('['.repeat(1_000))) return false;
	let found = false;
	JSON.parse(json, (_key, value: unknown) => {
		if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return;
		found ||= json.includes(String(value));
	});
	return found;
}

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
	'%s sends any JSON body byte for byte as typed, or nothing',
	async (method) => {
		const items = [
			...[...HAND_WRITTEN, ...NO_JSON].map((body) => ({ body })),
			...fc.sample(fc.record({ body: fc.json() }), 30),
			...fc.sample(fc.record({ body: anyText }), 30),
			...fc.sample(
				fc.record({ body: fc.json({ stringUnit: 'binary' }).map((text) => `\n ${text}\t`) }),
				30,
			),
		];
		const outcomes = await runItems(server, {
			node: 'marta',
			items,
			parameters: { ...send, method, jsonBody: '={{ $json.body }}' },
		});
		for (const [index, outcome] of outcomes.entries()) {
			const { body } = items[index];
			const bare = visible(body);
			const isGood = isWhole(body) && isJson(bare) && !hasRoundedNumber(bare);
			if (!isGood || outcome.request === undefined) {
				expect(isGood).toBe(false);
				expectRejected(outcome, 'JSON Body');
				expect(outcome.error).not.toContain('secret-of');
				continue;
			}
			const { request } = outcome;
			expect(request.method).toBe(method);
			expect(request.body.equals(Buffer.from(bare, 'utf8'))).toBe(true);
			expect(headersOf(request, 'content-type')).toEqual(['application/json']);
			expect(headersOf(request, 'authorization')).toEqual([`Bearer ${SESSION}`]);
			expectFramed(request);
		}
	},
);

test('any session token stands in the header as it is, or nothing is sent', async () => {
	const token = fc.oneof(
		anyText,
		fc.string({ minLength: 1 }),
		fc.stringMatching(/^[\w.~+/=-]{1,60}$/),
	);
	const items = fc.sample(fc.record({ token }), 300);
	const outcomes = await runItems(server, {
		node: 'marta',
		items,
		parameters: { ...send, method: 'GET', options: { sessionToken: '={{ $json.token }}' } },
	});
	for (const [index, outcome] of outcomes.entries()) {
		const text = items[index].token;
		if (outcome.request === undefined) {
			expect(/^[\x21-\x7e]+$/.test(text)).toBe(false);
			expectRejected(outcome, 'Session Token');
			if (text.length > 6) expect(outcome.error).not.toContain(text);
			continue;
		}
		expect(headersOf(outcome.request, 'authorization')).toEqual([`Bearer ${text}`]);
		expectFramed(outcome.request);
	}
});

test('the api key goes to the Auth API alone, the session to everything else', async () => {
	// None ends in a slash, which an expression may leave behind instead of an ID.
	const sessionPaths = [
		'/AUTH',
		'/Auth/x',
		'/%61uth',
		'/auth%2fx',
		'/authx',
		'/auth;x',
		'/x/auth',
		'/x?/auth',
	];
	const rejected = [
		'/x/../auth',
		'/./auth',
		'/auth/..',
		'//auth',
		'/au\tth',
		'/\\auth',
		'auth',
		'/auth#',
	];
	const keyPaths = ['/auth', '/auth/refreshToken', '/auth?x=1', '/auth/x?y'];
	const items = [...sessionPaths, ...rejected, ...keyPaths].map((path) => ({ path }));
	const outcomes = await runItems(server, {
		node: 'marta',
		items,
		parameters: { ...send, method: 'GET', path: '={{ $json.path }}' },
	});
	for (const [index, outcome] of outcomes.entries()) {
		const { path } = items[index];
		if (rejected.includes(path) || outcome.request === undefined) {
			expect(rejected).toContain(path);
			expectRejected(outcome, 'Path');
			continue;
		}
		const isKeyed = keyPaths.includes(path);
		const { request } = outcome;
		expect(request.target).toBe(path);
		expect(headersOf(request, 'x-api-key')).toEqual(isKeyed ? ['test-api-key'] : []);
		expect(headersOf(request, 'authorization')).toEqual(isKeyed ? [] : [`Bearer ${SESSION}`]);
	}
});
