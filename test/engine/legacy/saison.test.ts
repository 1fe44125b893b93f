import type { IDataObject } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import { runNode, saisonStore, SAISON_ORIGIN, type EngineRun } from '../harness';
import { verifyMac } from '../mac';
import { SaisonStandIn } from '../saison-stand-in';
import { exchangedStore, newClient, rows } from '../saison/bound-data';
import { isolateNetwork } from '../stubbed-host';

isolateNetwork();

async function request(store: CredentialsStore, ...items: IDataObject[]): Promise<EngineRun> {
	return await runNode({
		node: 'legacyRequest',
		parameters: { credential: 'saisonConnectApi' },
		store,
		items,
	});
}

const SIGNS = "a b+/~*'()&=%日本";

const REQUESTS: Array<[string, IDataObject]> = [
	['a query in the address', { uri: `${SAISON_ORIGIN}/v1/x?b=2&a=1` }],
	['a query by parameters', { uri: `${SAISON_ORIGIN}/v1/x`, qs: { b: '2', a: '1' } }],
	['both', { uri: `${SAISON_ORIGIN}/v1/x?b=2`, qs: { a: '1' } }],
	['special characters by parameters', { uri: `${SAISON_ORIGIN}/v1/x`, qs: { [SIGNS]: SIGNS } }],
	[
		'special characters in the address',
		{ uri: `${SAISON_ORIGIN}/v1/x?a=${encodeURIComponent(SIGNS)}&b=+~*'()` },
	],
	['raw characters in the address', { uri: `${SAISON_ORIGIN}/v1/x?a=b c日本'"<>` }],
	['an empty value by parameters', { uri: `${SAISON_ORIGIN}/v1/x`, qs: { a: '', b: '1' } }],
	['an empty value in the address', { uri: `${SAISON_ORIGIN}/v1/x?a=&b&c=1` }],
	[
		'numbers, lists and objects',
		{ uri: `${SAISON_ORIGIN}/v1/x`, qs: { a: 1, b: [1, 2], c: { d: 'e' } } },
	],
	['an empty query', { uri: `${SAISON_ORIGIN}/v1/x?`, qs: {} }],
	['a percent-encoded path', { uri: `${SAISON_ORIGIN}/v1/%7e%2F%E6%97%A5;a=~*'()/x` }],
	['a path in Japanese', { uri: `${SAISON_ORIGIN}/v1/日本` }],
	['a fragment', { uri: `${SAISON_ORIGIN}/v1/x?a=1#part` }],
	['url instead of uri', { url: `${SAISON_ORIGIN}/v1/x?a=1` }],
];

describe.each(['GET', 'POST'])('%s', (method) => {
	test.each(REQUESTS)('%s: the MAC fits what is on the wire', async (_what, options) => {
		const service = new SaisonStandIn({ codes: ['CODE'] });
		const store = await exchangedStore(service);
		const result = await request(store, {
			method,
			...options,
			...(method === 'POST' && { form: { p: SIGNS } }),
		});
		expect(result.error?.message).toBeUndefined();
		expect(service.signatureErrors).toEqual([]);
		expect(service.host.requests).toHaveLength(1);
		const [recorded] = service.host.requests;
		expect(recorded.method).toBe(method);
		expect(recorded.headers['x-api-version']).toBe('1');
		if (method === 'POST') expect(recorded.form.get('p')).toBe(SIGNS);
	});
});

test('the query arrives with the values that were given', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	await request(store, { uri: `${SAISON_ORIGIN}/v1/x?z=9`, qs: { [SIGNS]: SIGNS, empty: '' } });
	expect([...service.host.requests[0].query]).toEqual([
		['z', '9'],
		[SIGNS, SIGNS],
		['empty', ''],
	]);
});

test('a JSON body is sent', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	await request(store, { method: 'POST', uri: `${SAISON_ORIGIN}/v1/x`, body: { a: SIGNS } });
	expect(JSON.parse(service.host.requests[0].body)).toEqual({ a: SIGNS });
	expect(service.signatureErrors).toEqual([]);
});

test.each([
	['another host', 'https://evil.example/v1/x'],
	['the other environment', 'https://api.saisoncard.co.jp/v1/x'],
	['another port', 'https://apit.saisoncard.co.jp:8443/v1/x'],
	['plain http', 'http://apit.saisoncard.co.jp/v1/x'],
	['a name that ends the same', 'https://evil-apit.saisoncard.co.jp/v1/x'],
	['a name that begins the same', 'https://apit.saisoncard.co.jp.evil.example/v1/x'],
	['user info before the host', 'https://apit.saisoncard.co.jp@evil.example/v1/x'],
	['user info on the host', 'https://user:pw@apit.saisoncard.co.jp/v1/x'],
])('%s is rejected without any call, a login included', async (_what, uri) => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const elsewhere = ['https://evil.example', 'https://api.saisoncard.co.jp'].map(
		(origin) => new SaisonStandIn({ origin }),
	);
	const empty = saisonStore({ clientId: newClient(), authorizationCode: 'CODE', accessToken: 'X' });
	const exchanged = await exchangedStore(service);
	for (const store of [empty, exchanged]) {
		const result = await request(store, { uri });
		expect(result.error?.message).toMatch(/so nothing was sent/);
		expect(store.writes).toEqual([]);
	}
	expect(service.host.requests).toEqual([]);
	for (const other of elsewhere) expect(other.host.requests).toEqual([]);
});

test('12 at once with an empty token share one exchange', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], tokenLatency: 30 });
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	const items = rows(12).map(({ row }) => ({ uri: `${SAISON_ORIGIN}/v1/x?row=${String(row)}` }));
	const result = await request(store, ...items);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls).toHaveLength(1);
	expect(service.dataCalls).toHaveLength(12);
	expect(store.stored).toMatchObject({ accessToken: 'AT1', refreshToken: 'RT1' });
});

test('12 at once with an expired token share one refresh, and the newest tokens stay stored', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], latency: 5, tokenLatency: 30 });
	const store = await exchangedStore(service);
	service.expire();
	const items = rows(12).map(({ row }) => ({ uri: `${SAISON_ORIGIN}/v1/x?row=${String(row)}` }));
	const result = await request(store, ...items);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls).toHaveLength(1);
	expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
	expect(service.signatureErrors).toEqual([]);
});

test('a redirect is not followed', async () => {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: () =>
			armed ? { status: 302, headers: { location: 'https://evil.example/stolen' } } : { json: {} },
	});
	let armed = false;
	const evil = new SaisonStandIn({ origin: 'https://evil.example' });
	const store = await exchangedStore(service);
	armed = true;
	await request(store, {
		uri: `${SAISON_ORIGIN}/v1/x`,
		followRedirect: true,
		followAllRedirects: true,
	});
	expect(evil.host.requests).toEqual([]);
	expect(service.dataCalls.length).toBeGreaterThan(0);
});

test('tokens of another host lead to an exchange and are never sent', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const production = new SaisonStandIn({
		origin: 'https://api.saisoncard.co.jp',
		codes: ['NEW'],
	});
	const store = await exchangedStore(service);
	store.stored = { ...store.stored, environment: 'production', authorizationCode: 'NEW' };
	const result = await request(store, { uri: 'https://api.saisoncard.co.jp/v1/x' });
	expect(result.error?.message).toBeUndefined();
	expect(production.tokenCalls).toHaveLength(1);
	expect(production.dataCalls).toHaveLength(1);
	expect(production.signatureErrors).toEqual([]);
});

test('without any token the text says what to do, and nothing is sent', async () => {
	const service = new SaisonStandIn();
	const store = saisonStore({ clientId: newClient() });
	const result = await request(store, { uri: `${SAISON_ORIGIN}/v1/x` });
	expect(result.error?.message).toMatch(/has no access token/);
	expect(service.host.requests).toEqual([]);
});

test('headers and authentication typed by the user do not replace ours', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	await request(store, {
		uri: `${SAISON_ORIGIN}/v1/x`,
		headers: { authorization: 'MAC id="mine"', AUTHORIZATION: 'Basic x', 'x-api-version': '9' },
		auth: { user: 'u', pass: 'p' },
	});
	const [recorded] = service.host.requests;
	expect(verifyMac(recorded, 'test-client-secret').id).toBe('AT1');
	expect(recorded.headers['x-api-version']).toBe('1');
});
