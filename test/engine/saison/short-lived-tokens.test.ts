import { SaisonStandIn } from '../saison-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork } from '../stubbed-host';
import { attributesOfRow, exchangedStore, newClient, readAttributes, rows } from './bound-data';

isolateNetwork();

const at20 = { ...attributesOfRow, options: { maxConcurrentRequests: 20 } };

test('tokens that expire every 250 ms under 300 items cost few renewals and no item', async () => {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		lifetime: 250,
		latency: 50,
		tokenLatency: 10,
		data: (request) => ({ json: { row: Number(request.form.get('info_key')?.slice(3)) } }),
	});
	const { store, result, lifetimes } = await inVirtualTime(async () => {
		const exchanged = await exchangedStore(service);
		const startedAt = Date.now();
		const run = await readAttributes(exchanged, { parameters: at20, items: rows(300) });
		return { store: exchanged, result: run, lifetimes: Math.ceil((Date.now() - startedAt) / 250) };
	});
	expect(result.error?.message).toBeUndefined();
	expect(result.items.map(({ json }) => json)).toEqual(rows(300));
	expect(service.tokenCalls.length).toBeGreaterThanOrEqual(3);
	expect(service.tokenCalls.length).toBeLessThanOrEqual(lifetimes + 1);
	expect(new Set(service.usedRefreshTokens).size).toBe(service.usedRefreshTokens.length);
	expect(service.signatureErrors).toEqual([]);
	expect(store.stored.refreshToken).toBe(`RT${service.tokenCalls.length + 1}`);
	expect(store.writes).toHaveLength(service.tokenCalls.length);
});

test('two runs on one credential at the same time use no refresh token twice', async () => {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		lifetime: 400,
		latency: 50,
		tokenLatency: 10,
	});
	const { store, results } = await inVirtualTime(async () => {
		const exchanged = await exchangedStore(service, { clientId: newClient() });
		const run = async () => await readAttributes(exchanged, { parameters: at20, items: rows(300) });
		return { store: exchanged, results: await Promise.all([run(), run()]) };
	});
	for (const { error, items } of results) {
		expect(error?.message).toBeUndefined();
		expect(items).toHaveLength(300);
	}
	expect(service.tokenCalls.length).toBeGreaterThan(1);
	expect(new Set(service.usedRefreshTokens).size).toBe(service.usedRefreshTokens.length);
	expect(store.stored.refreshToken).toBe(`RT${service.tokenCalls.length + 1}`);
});

test('two runs that find the same expired token refresh it once', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], latency: 5, tokenLatency: 30 });
	const store = await exchangedStore(service);
	service.expire();
	const results = await Promise.all([
		readAttributes(store, { items: rows(20) }),
		readAttributes(store, { items: rows(20) }),
		readAttributes(store, { items: rows(20) }),
	]);
	expect(results.map(({ error }) => error?.message)).toEqual([undefined, undefined, undefined]);
	expect(service.tokenCalls).toHaveLength(1);
	expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
});

test('a token taken over from another run, expired by then, does not count against the item', async () => {
	const rejection = { status: 401, json: { error: 'invalid_token' } };
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: ({ headers }) => {
			const isShort = headers.authorization.includes('id="AT3"');
			return isShort ? rejection : { json: { row: 0 } };
		},
	});
	const store = await exchangedStore(service, { clientId: newClient() });
	const stale = { ...store.stored };
	service.expire();
	await readAttributes(store, { items: rows(1) });
	// A run that read the credential before the other stored AT2, and comes when that has expired, too.
	store.stored = stale;
	service.expire();
	const result = await readAttributes(store, { items: rows(1) });
	expect(result.error?.message).toBeUndefined();
	expect(service.usedRefreshTokens).toEqual(['RT1', 'RT2', 'RT3']);
});
