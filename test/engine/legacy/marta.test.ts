import type { IDataObject } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import { martaStore, MARTA_ORIGIN, runNode, type EngineRun } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { loggedInStore, newKey } from '../marta/logged-in';
import { isolateNetwork } from '../stubbed-host';

isolateNetwork();

async function request(store: CredentialsStore, ...items: IDataObject[]): Promise<EngineRun> {
	return await runNode({
		node: 'legacyRequest',
		parameters: { credential: 'martaApi' },
		store,
		items,
	});
}

const SIGNS = "a b+/~*'()&=%日本è";

describe.each(['GET', 'POST'])('%s', (method) => {
	test.each<[string, IDataObject, Array<[string, string]>]>([
		[
			'a query in the address',
			{ uri: `${MARTA_ORIGIN}/x?b=2&a=1` },
			[
				['b', '2'],
				['a', '1'],
			],
		],
		['a query by parameters', { uri: `${MARTA_ORIGIN}/x`, qs: { b: '2' } }, [['b', '2']]],
		[
			'both',
			{ uri: `${MARTA_ORIGIN}/x?b=2`, qs: { a: SIGNS } },
			[
				['b', '2'],
				['a', SIGNS],
			],
		],
		['special names', { uri: `${MARTA_ORIGIN}/x`, qs: { [SIGNS]: '' } }, [[SIGNS, '']]],
		[
			'special characters in the address',
			{ uri: `${MARTA_ORIGIN}/x?a=${encodeURIComponent(SIGNS)}&e=` },
			[
				['a', SIGNS],
				['e', ''],
			],
		],
	])('%s', async (_what, options, pairs) => {
		const service = new MartaStandIn();
		const store = await loggedInStore(service);
		const result = await request(store, {
			method,
			...options,
			...(method === 'POST' && { body: { text: SIGNS } }),
		});
		expect(result.error?.message).toBeUndefined();
		const [recorded] = service.host.requests;
		expect(service.host.requests).toHaveLength(1);
		expect([...recorded.query]).toEqual(pairs);
		expect(recorded.headers.authorization).toBe(`Bearer ${String(store.stored.sessionToken)}`);
		expect(recorded.headers).not.toHaveProperty('x-api-key');
		if (method === 'POST') expect(JSON.parse(recorded.body)).toEqual({ text: SIGNS });
	});
});

test('a percent-encoded path stays as it is', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	await request(store, { uri: `${MARTA_ORIGIN}/terminal/campaign/a%2Fb%7e` });
	expect(service.host.requests[0].uri).toBe('/terminal/campaign/a%2Fb%7e');
});

test('a call of the Auth API gets the key and no session', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service, { apiKey: 'legacy-key' });
	await request(store, {
		method: 'POST',
		uri: `${MARTA_ORIGIN}/auth`,
		body: { scope: 'customer' },
	});
	const [recorded] = service.host.requests;
	expect(recorded.headers['x-api-key']).toBe('legacy-key');
	expect(recorded.headers).not.toHaveProperty('authorization');
});

test.each([
	['another host', 'https://evil.example/x'],
	['another port', `${MARTA_ORIGIN}:8443/x`],
	['plain http', MARTA_ORIGIN.replace('https', 'http')],
	['user info', 'https://martaapidemo.keyx.it@evil.example/x'],
])('%s is rejected without any call, a login included', async (_what, uri) => {
	const service = new MartaStandIn();
	const evil = new MartaStandIn({ origin: 'https://evil.example' });
	const store = await loggedInStore(service);
	const result = await request(store, { uri });
	expect(result.error?.message).toMatch(/so nothing was sent/);
	expect([...service.host.requests, ...evil.host.requests]).toEqual([]);
	expect(store.writes).toEqual([]);
});

test('12 at once with an empty session share one login', async () => {
	const service = new MartaStandIn({ loginLatency: 30 });
	const store = martaStore({ apiKey: newKey() });
	const items = Array.from({ length: 12 }, (_, n) => ({ uri: `${MARTA_ORIGIN}/x?n=${n}` }));
	const result = await request(store, ...items);
	expect(result.error?.message).toBeUndefined();
	expect(service.logins).toHaveLength(1);
	expect(service.dataCalls).toHaveLength(12);
});

test('12 at once with an expired session share one login', async () => {
	const service = new MartaStandIn({ latency: 5, loginLatency: 30 });
	const store = await loggedInStore(service);
	service.expire();
	const items = Array.from({ length: 12 }, (_, n) => ({ uri: `${MARTA_ORIGIN}/x?n=${n}` }));
	const result = await request(store, ...items);
	expect(result.error?.message).toBeUndefined();
	expect(service.logins).toHaveLength(1);
	expect(store.stored.sessionToken).toBe(service.tokensUsed.at(-1));
});

test('a redirect is not followed', async () => {
	const service = new MartaStandIn({
		data: () => ({ status: 302, json: undefined, headers: { location: 'https://evil.example/' } }),
	});
	const evil = new MartaStandIn({ origin: 'https://evil.example' });
	const store = martaStore({ apiKey: newKey() });
	await request(store, {
		uri: `${MARTA_ORIGIN}/x`,
		followRedirect: true,
		followAllRedirects: true,
	});
	expect(service.dataCalls.length).toBeGreaterThan(0);
	expect(evil.host.requests).toEqual([]);
});

test('a session of other settings leads to a login and is never sent', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const old = store.stored.sessionToken;
	store.stored = { ...store.stored, campaignId: '999' };
	const result = await request(store, { uri: `${MARTA_ORIGIN}/x` });
	expect(result.error?.message).toBeUndefined();
	expect(service.logins).toHaveLength(1);
	expect(service.tokensUsed).not.toContain(old);
});
