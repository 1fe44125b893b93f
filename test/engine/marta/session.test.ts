import { sleep, type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { martaStore } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork } from '../stubbed-host';
import { cards, check, checkCard, loggedInStore, newKey } from './logged-in';

isolateNetwork();

const at20 = { ...checkCard, options: { maxConcurrentRequests: 20 } };

test('300 items at 20 at once with an empty session need one login', async () => {
	const service = new MartaStandIn({
		latency: 3,
		loginLatency: 40,
		data: (request) => {
			const card = request.query.get('card') ?? '';
			return { json: { card }, delay: 100 - 10 * (card.length % 4) };
		},
	});
	const store = martaStore({ apiKey: newKey() });
	const result = await inVirtualTime(
		async () => await check(store, { parameters: at20, items: cards(300) }),
	);
	expect(result.error?.message).toBeUndefined();
	expect(service.logins).toHaveLength(1);
	expect(service.dataCalls).toHaveLength(300);
	expect(service.host.mostOpen).toBe(20);
	expect(result.items).toEqual(
		cards(300).map((body, item) => ({ json: { statusCode: 200, body }, pairedItem: { item } })),
	);
	expect(store.writes).toHaveLength(1);
});

test('a session bound by a fast hash, as older versions stored it, is replaced by one login', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	expect(store.stored.boundTo).toMatch(/^[0-9a-f]{32}\.[0-9a-f]{64}$/);
	const { token, boundTo } = { token: store.stored.sessionToken, boundTo: 'ab'.repeat(32) };
	store.stored = { ...store.stored, boundTo };
	const result = await check(store, { items: cards(5) });
	expect(result.error?.message).toBeUndefined();
	expect(service.tokensUsed).not.toContain(token);
	expect(service.logins).toHaveLength(1);
	expect(store.stored.boundTo).not.toBe(boundTo);
});

test('the session of one run is used by the next', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	await check(store, { items: cards(5) });
	expect(service.logins).toEqual([]);
	expect(service.tokensUsed).toEqual(Array(5).fill(store.stored.sessionToken));
});

test('three runs at once with an empty session share a login', async () => {
	const service = new MartaStandIn({ loginLatency: 30 });
	const store = martaStore({ apiKey: newKey() });
	const results = await Promise.all([check(store), check(store), check(store)]);
	expect(results.map(({ error }) => error?.message)).toEqual([undefined, undefined, undefined]);
	expect(service.logins).toHaveLength(1);
});

test('a session with less than 60 s left is renewed before the next request', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const old = store.stored.sessionToken;
	const result = await inVirtualTime(async () => {
		const sessionExpiresAt = new Date(Date.now() + 59_999).toISOString();
		store.stored = { ...store.stored, sessionExpiresAt };
		return await check(store, { items: cards(3) });
	});
	expect(result.error?.message).toBeUndefined();
	expect(service.logins).toHaveLength(1);
	expect(service.tokensUsed).not.toContain(old);
	expect(store.stored.sessionToken).toBe(service.tokensUsed[0]);
});

test('a session with more than 60 s left is used', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	await inVirtualTime(async () => {
		const sessionExpiresAt = new Date(Date.now() + 60_100).toISOString();
		store.stored = { ...store.stored, sessionExpiresAt };
		await check(store);
	});
	expect(service.logins).toEqual([]);
});

test('a 401 renews the session once for all items', async () => {
	const service = new MartaStandIn({ latency: 3 });
	const store = await loggedInStore(service);
	service.expire();
	const result = await check(store, { parameters: at20, items: cards(60) });
	expect(result.error?.message).toBeUndefined();
	expect(result.items.every(({ json }) => json.statusCode === 200)).toBe(true);
	expect(service.logins).toHaveLength(1);
	expect(store.stored.sessionToken).toBe(service.tokensUsed.at(-1));
});

test('a session that ends in the middle of a run costs one login', async () => {
	const service: MartaStandIn = new MartaStandIn({
		latency: 2,
		data: () => {
			if (service.dataCalls.length === 40) service.expire();
			return undefined;
		},
	});
	const store = await loggedInStore(service);
	const result = await check(store, { items: cards(100) });
	expect(result.error?.message).toBeUndefined();
	expect(result.items).toHaveLength(100);
	expect(service.logins).toHaveLength(1);
});

test('a 403 to a session past its expiry renews it', async () => {
	const service = new MartaStandIn({ expiredStatus: 403, lifetime: 500 });
	const { result, old } = await inVirtualTime(async () => {
		const store = await loggedInStore(service);
		// So that only the token itself tells that its time is over.
		store.stored = { ...store.stored, sessionExpiresAt: '' };
		await sleep(600);
		return { old: store.stored.sessionToken, result: await check(store) };
	});
	expect(result.error?.message).toBeUndefined();
	expect(result.items[0].json.statusCode).toBe(200);
	expect(service.tokensUsed[0]).toBe(old);
	expect(service.tokensUsed).toHaveLength(2);
	expect(service.logins).toHaveLength(1);
});

test('a 403 to a session that has not expired is an error and costs no login', async () => {
	const service = new MartaStandIn({ data: () => (armed ? { status: 403, json: {} } : undefined) });
	let armed = false;
	const store = await loggedInStore(service);
	armed = true;
	const result = await check(store, { items: cards(2), onError: 'continueRegularOutput' });
	for (const { json } of result.items) {
		expect(json.error).toMatch(/scope does not allow this call/);
		expect(json.details).toEqual({
			reason: 'insufficient_scope',
			httpStatus: 403,
			resultCode: null,
		});
	}
	expect(service.logins).toEqual([]);
	expect(service.dataCalls).toHaveLength(2);
	expect(store.hookCalls).toBe(0);
});

test.each<[string, ICredentialDataDecryptedObject]>([
	['campaign', { campaignId: '999' }],
	['scope', { scope: 'prize' }],
	['user', { username: 'other' }],
	['password', { password: 'other' }],
	['device type', { deviceType: '3' }],
	['api key', { apiKey: 'another-key' }],
	['host', { environment: 'custom', baseUrl: 'https://marta.example' }],
])('after a change of the %s the old session is not used', async (what, change) => {
	const base = { scope: 'backoffice', username: 'u', password: 'pass' };
	const origin = change.baseUrl as string | undefined;
	const first = new MartaStandIn();
	const store = await loggedInStore(first, base);
	const old = store.stored.sessionToken;
	const second = origin ? new MartaStandIn({ origin }) : first;
	store.stored = { ...store.stored, ...change };
	if (what === 'api key') store.stored.apiKey = newKey();
	const result = await check(store);
	expect(result.error?.message).toBeUndefined();
	expect(second.logins).toHaveLength(1);
	expect(second.tokensUsed).toHaveLength(1);
	expect(second.tokensUsed).not.toContain(old);
	if (origin) expect(first.host.requests).toEqual([]);
});

test('sessions of 30 s do not cost a login per request', async () => {
	const service = new MartaStandIn({ lifetime: 30_000, latency: 2 });
	const store = martaStore({ apiKey: newKey() });
	const run = async () => await inVirtualTime(async () => await check(store, { items: cards(50) }));
	const result = await run();
	expect(result.error?.message).toBeUndefined();
	expect(service.logins).toHaveLength(1);
	const next = await run();
	expect(next.error?.message).toBeUndefined();
	expect(service.logins.length).toBeLessThanOrEqual(2);
});

test('sessions that end every 250 ms cost few logins and no item', async () => {
	// Without an expiry in the token only the 401 tells.
	const service = new MartaStandIn({
		lifetime: 250,
		isOpaque: true,
		latency: 50,
		loginLatency: 10,
	});
	const store = martaStore({ apiKey: newKey() });
	const { result, lifetimes } = await inVirtualTime(async () => {
		const startedAt = Date.now();
		const run = await check(store, { parameters: at20, items: cards(300) });
		return { result: run, lifetimes: Math.ceil((Date.now() - startedAt) / 250) };
	});
	expect(result.error?.message).toBeUndefined();
	expect(result.items.every(({ json }) => json.statusCode === 200)).toBe(true);
	expect(service.logins.length).toBeGreaterThanOrEqual(2);
	expect(service.logins.length).toBeLessThanOrEqual(lifetimes + 1);
});

test('a session rejected right after each login ends in one clear error and few logins', async () => {
	const service = new MartaStandIn({ data: () => ({ status: 401, json: {} }), latency: 2 });
	const store = martaStore({ apiKey: newKey() });
	const result = await check(store, { items: cards(40), onError: 'continueRegularOutput' });
	const texts = new Set(result.items.map(({ json }) => json.error));
	expect([...texts]).toEqual([expect.stringMatching(/rejected the session right after the login/)]);
	expect(result.items[39].json.details).toMatchObject({ reason: 'token_expired', httpStatus: 401 });
	// Two tokens for each of the three items that make the run give up.
	expect(service.logins.length).toBeLessThanOrEqual(6);
});
