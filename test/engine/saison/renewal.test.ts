import { saisonStore, SAISON_ORIGIN } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork, StubbedHost } from '../stubbed-host';
import { attributesOfRow, exchangedStore, newClient, readAttributes, rows } from './bound-data';

isolateNetwork();

test('the token stored by one run is used by the next', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	const result = await readAttributes(store, { items: rows(3) });
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls).toEqual([]);
	expect(service.tokensUsed).toEqual(['AT1', 'AT1', 'AT1']);
	expect(store.hookCalls).toBe(0);
});

test('a run reads the credential twice, whatever the number of items', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	store.reads = 0;
	await readAttributes(store, { items: rows(30) });
	expect(store.reads).toBe(2);
});

test('a token that expired between runs is refreshed once, and the new refresh token is kept', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], latency: 2 });
	const clientId = newClient();
	const store = await exchangedStore(service, { clientId });
	service.expire();
	const result = await readAttributes(store, {
		parameters: { ...attributesOfRow, options: { maxConcurrentRequests: 20 } },
		items: rows(60),
	});
	expect(result.error?.message).toBeUndefined();
	expect(result.items).toHaveLength(60);
	expect(service.tokenCalls).toHaveLength(1);
	expect(service.tokenCalls[0].body).toBe(
		`grant_type=refresh_token&client_id=${clientId}&client_secret=test-client-secret&refresh_token=RT1`,
	);
	expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
	expect(store.writes).toHaveLength(1);
	// At most the 20 that were open met the expired token.
	expect(service.tokensUsed.filter((token) => token === 'AT1').length).toBeLessThanOrEqual(20);
	expect(service.signatureErrors).toEqual([]);
});

test('a token that expires in the middle of a run costs one refresh', async () => {
	const service: SaisonStandIn = new SaisonStandIn({
		codes: ['CODE'],
		latency: 2,
		data: (request, token) => {
			if (service.dataCalls.length === 50) service.expire();
			return { json: { row: Number(request.form.get('info_key')?.slice(3)), token } };
		},
	});
	const store = await exchangedStore(service);
	const result = await readAttributes(store, { parameters: attributesOfRow, items: rows(120) });
	expect(result.error?.message).toBeUndefined();
	expect(result.items.map(({ json }) => json.row)).toEqual(rows(120).map(({ row }) => row));
	expect(new Set(result.items.map(({ json }) => json.token))).toEqual(new Set(['AT1', 'AT2']));
	expect(service.tokenCalls).toHaveLength(1);
	expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
});

test('a service that does not rotate leaves the refresh token in place', async () => {
	const service = new SaisonStandIn({ refreshTokens: ['PASTED'], rotates: false });
	const store = saisonStore({ clientId: newClient(), refreshToken: 'PASTED' });
	for (const round of [1, 2, 3]) {
		const result = await readAttributes(store);
		expect(result.error?.message).toBeUndefined();
		expect(store.stored).toMatchObject({ accessToken: `AT${round}`, refreshToken: 'PASTED' });
		service.expire();
	}
	expect(service.tokenCalls).toHaveLength(3);
});

test('a pasted refresh token replaces the stored one', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], refreshTokens: ['PASTED'] });
	const store = await exchangedStore(service);
	store.stored = { ...store.stored, refreshToken: 'PASTED', accessToken: '' };
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls.map(({ form }) => form.get('refresh_token'))).toEqual(['PASTED']);
	expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
});

test('tokens rejected right after their renewal end in one clear error and few renewals', async () => {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		latency: 2,
		data: () => ({ status: 401, json: { error: 'invalid_token' } }),
	});
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	const result = await readAttributes(store, { items: rows(40), onError: 'continueRegularOutput' });
	const texts = new Set(result.items.map(({ json }) => json.error));
	expect([...texts]).toEqual([expect.stringMatching(/rejected the access token right after/)]);
	expect(result.items[0].json.details).toMatchObject({ reason: 'token_expired', httpStatus: 401 });
	// Two tokens for each of the three items that make the run give up.
	expect(service.tokenCalls.length).toBeLessThanOrEqual(6);
	// And what was open at once with each token: 20 items with up to four tokens.
	expect(service.dataCalls.length).toBeLessThanOrEqual(80);
});

test('a single item whose renewed token is rejected again fails instead of renewing forever', async () => {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: () => ({ status: 401, json: { error: 'invalid_token' } }),
	});
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	const result = await readAttributes(store);
	expect(result.error?.message).toMatch(/rejected the access token right after it was renewed/);
	expect(result.error?.description).toMatch(/clock of the n8n host/);
	expect(service.tokenCalls.length).toBeLessThanOrEqual(3);
});

test('a refresh that is finally rejected is requested once, whatever the number of items', async () => {
	const host = new StubbedHost(SAISON_ORIGIN, () => ({
		status: 401,
		json: { error: 'invalid_client' },
	}));
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	const result = await readAttributes(store, { items: rows(30), onError: 'continueRegularOutput' });
	expect(host.requests).toHaveLength(1);
	expect(result.items).toHaveLength(30);
	expect(result.items[29].json.error).toMatch(/rejected the client.*Client Secret/);
});

test('a token that cannot be obtained is consent_needed, and nothing is sent', async () => {
	const host = new StubbedHost(SAISON_ORIGIN, () => ({ json: {} }));
	const store = saisonStore({ clientId: newClient() });
	const result = await readAttributes(store, { items: rows(3), onError: 'continueRegularOutput' });
	expect(result.items.map(({ json }) => json)).toEqual(
		Array(3).fill({
			error: expect.stringMatching(/has no access token.*Authorization Code.*Member Access Token/),
			details: { reason: 'consent_needed', httpStatus: null, resultCode: null },
		}),
	);
	expect(host.requests).toEqual([]);
	expect(store.writes).toEqual([]);
});
