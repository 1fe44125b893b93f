import { runNode } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { removeStubbedHosts, isolateNetwork, type Reply } from '../stubbed-host';
import { check, loggedInStore, newKey } from './logged-in';

isolateNetwork();

async function checkWithReply(reply: Reply, onError?: 'continueRegularOutput') {
	let armed = false;
	const service = new MartaStandIn({ data: () => (armed ? { json: undefined, ...reply } : {}) });
	const store = await loggedInStore(service);
	armed = true;
	const result = await check(store, { onError });
	return { service, result, store };
}

test.each([
	['card', '0012', '/customer/checkcard?card=0012'],
	['email', ' a+b@例え.jp ', '/customer/checkcard?email=a%2Bb%40%E4%BE%8B%E3%81%88.jp'],
	['mobile', '+39 333&x=1', '/customer/checkcard?mobile=%2B39+333%26x%3D1'],
])('a look-up by %s sends one query parameter', async (lookupBy, value, uri) => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const result = await runNode({
		node: 'marta',
		parameters: { resource: 'card', operation: 'check', lookupBy, value },
		store,
	});
	const [request] = service.dataCalls;
	expect(result.error?.message).toBeUndefined();
	expect(`${request.method} ${request.uri}`).toBe(`GET ${uri}`);
	expect(request.body).toBe('');
	expect(request.headers).not.toHaveProperty('content-type');
});

test.each<[string, Reply, unknown]>([
	['200 with data', { json: { card: 'C', complete: true } }, { card: 'C', complete: true }],
	['200 with a list', { json: [1] }, [1]],
	['402 with data', { status: 402, json: { reason: 'no card' } }, { reason: 'no card' }],
	['402 with plain text', { status: 402, body: 'incomplete' }, 'incomplete'],
	['404 with data', { status: 404, json: { found: false } }, { found: false }],
	['410 with data', { status: 410, json: { found: false } }, { found: false }],
	['422 with data', { status: 422, json: { field: 'card' } }, { field: 'card' }],
	['400 with data', { status: 400, json: { message: 'bad' } }, { message: 'bad' }],
	['409 with text in another alphabet', { status: 409, body: 'già' }, 'già'],
])('%s is an outcome', async (_what, reply, body) => {
	const { result, service } = await checkWithReply(reply);
	expect(result.error?.message).toBeUndefined();
	expect(result.items[0].json).toEqual({ statusCode: reply.status ?? 200, body });
	expect(service.host.requests).toHaveLength(1);
});

test.each<[string, Reply, RegExp, string]>([
	['401', { status: 401, json: {} }, /rejected the session/, 'token_expired'],
	['403', { status: 403, json: {} }, /does not allow this call/, 'insufficient_scope'],
	[
		'302',
		{ status: 302, headers: { location: 'https://x.example/' } },
		/another address/,
		'service_error',
	],
	['200 with a page', { body: '<!doctype html>' }, /web page/, 'bad_answer'],
	['404 with a page', { status: 404, body: '<html>' }, /web page/, 'bad_answer'],
	['200 with nothing', { body: '' }, /empty body/, 'bad_answer'],
	['200 with incomplete JSON', { body: '{"card":' }, /incomplete JSON/, 'bad_answer'],
	['402 with incomplete JSON', { status: 402, body: '{"card":' }, /incomplete JSON/, 'bad_answer'],
])('%s is not an outcome', async (_what, reply, text, reason) => {
	const { result, service } = await checkWithReply(reply, 'continueRegularOutput');
	expect(result.items[0].json.error).toMatch(text);
	expect(result.items[0].json.details).toMatchObject({ reason });
	expect(service.logins.length).toBeLessThanOrEqual(reason === 'token_expired' ? 3 : 0);
});

const login = { apiKey: `${newKey()}/7+x`, password: 'pa/ss word 9' };

test('secrets that MARTA echoes are removed from an outcome with an error status', async () => {
	let armed = false;
	const service = new MartaStandIn({
		data: ({ headers }) => {
			const session = String(headers.authorization).replace('Bearer ', '');
			return armed
				? {
						status: 402,
						json: {
							reason: 'no card',
							got: Buffer.from(`token:${session}`).toString('base64url'),
							[`for ${login.apiKey.toUpperCase()}`]: {
								login: `wrong ${encodeURIComponent(login.password)}`,
							},
						},
					}
				: {};
		},
	});
	const store = await loggedInStore(service, { ...login, apiKeyOn: 'all' });
	armed = true;
	const { items } = await check(store);
	expect(items[0].json).toEqual({
		statusCode: 402,
		body: { reason: 'no card', got: '***', 'for ***': { login: 'wrong ***' } },
	});
});

test.each([
	['text', 'unknown: pa%2fss+word+9', 'unknown: ***'],
	['text that was cut', 'unknown: pa/ss wo', 'unknown: ***'],
])('and from an outcome that is %s', async (_what, body, left) => {
	let armed = false;
	const service = new MartaStandIn({
		data: () => (armed ? { status: 409, json: undefined, body } : {}),
	});
	const store = await loggedInStore(service, { password: login.password });
	armed = true;
	const { items } = await check(store);
	expect(items[0].json).toEqual({ statusCode: 409, body: left });
});

const NOT_OUTCOMES = [
	...[403, 405, 406, 407, 408, 411, 412, 413, 414, 415, 416, 417, 418, 421, 423, 424, 425, 426],
	...[428, 431, 451, 499],
];

test.each(NOT_OUTCOMES)('%i is no outcome, whatever its body', async (status) => {
	for (const reply of [{ json: { found: false } }, { body: 'not found' }, { body: '' }]) {
		const { result } = await checkWithReply({ status, ...reply }, 'continueRegularOutput');
		expect(result.items[0].json.details).toMatchObject({ httpStatus: status });
		expect(result.items[0].json).not.toHaveProperty('statusCode');
		removeStubbedHosts();
	}
});

test.each([200, 204, 400, 402, 404, 409, 410, 422])(
	'%i without a body, or with a web page, is no outcome',
	async (status) => {
		const html = { 'content-type': 'text/html; charset=utf-8' };
		for (const reply of [
			{ body: '' },
			{ body: '<h1>Not Found</h1>' },
			{ body: '\ufeff<!-- gateway --><html></html>' },
			{ body: 'Not Found', headers: html },
			...([400, 404, 410].includes(status) ? [{ body: '404 page not found' }] : []),
		]) {
			const { result } = await checkWithReply({ status, ...reply }, 'continueRegularOutput');
			expect(result.items[0].json.details).toMatchObject({ reason: 'bad_answer' });
			if (status >= 400) expect(result.items[0].json.error).toMatch(/nothing about the person/);
			removeStubbedHosts();
		}
	},
);
