import { saisonStore, SAISON_ORIGIN } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork, StubbedHost } from '../stubbed-host';
import { attributesOfRow, newClient, readAttributes, rows } from './bound-data';

isolateNetwork();

test('a pasted code is exchanged with exactly the documented request, then cleared', async () => {
	const service = new SaisonStandIn({ codes: ['CO/DE+1'], secret: 'se&cr=et+/é' });
	const clientId = newClient();
	const store = saisonStore({
		clientId,
		clientSecret: 'se&cr=et+/é',
		authorizationCode: ' CO/DE+1\n',
		apiVersion: '1',
	});
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	const [request] = service.tokenCalls;
	expect(`${request.method} ${request.uri}`).toBe('POST /auth/token');
	expect(request.body).toBe(
		`grant_type=authorization_code&client_id=${clientId}&client_secret=se%26cr%3Det%2B%2F%C3%A9&code=CO%2FDE%2B1`,
	);
	expect(request.headers).toMatchObject({
		'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
		'x-api-version': '1',
		host: 'apit.saisoncard.co.jp',
	});
	expect(request.headers).not.toHaveProperty('authorization');
	expect(store.stored).toMatchObject({
		accessToken: 'AT1',
		refreshToken: 'RT1',
		authorizationCode: '',
	});
	expect(service.signatureErrors).toEqual([]);
});

test('the whole address the browser ended on works as well as the code', async () => {
	const service = new SaisonStandIn({ codes: ['C+D/E'] });
	const store = saisonStore({
		clientId: newClient(),
		authorizationCode: 'https://partner.example/back?state=x&code=C+D%2FE#part',
	});
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls[0].form.get('code')).toBe('C+D/E');
});

test('300 items at 20 at once need one exchange, come back in order and paired', async () => {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		latency: 3,
		tokenLatency: 40,
		// Later items get their response sooner, so that the order is not there by chance.
		data: (request) => {
			const row = Number(request.form.get('info_key')?.slice(3));
			return { json: { row }, delay: 100 - 10 * (row % 8) };
		},
	});
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	const result = await inVirtualTime(
		async () =>
			await readAttributes(store, {
				parameters: { ...attributesOfRow, options: { maxConcurrentRequests: 20 } },
				items: rows(300),
			}),
	);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls).toHaveLength(1);
	expect(service.dataCalls).toHaveLength(300);
	expect(service.host.mostOpen).toBe(20);
	expect(result.items).toEqual(rows(300).map((json, item) => ({ json, pairedItem: { item } })));
	expect(service.signatureErrors).toEqual([]);
	expect(store.writes).toHaveLength(1);
});

test('by default no more than 10 requests are open', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], latency: 100 });
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	await inVirtualTime(async () => await readAttributes(store, { items: rows(40) }));
	expect(service.host.mostOpen).toBe(10);
});

test('the form saved again with the used code keeps its tokens', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const typed = { clientId: newClient(), authorizationCode: 'CODE' };
	const store = saisonStore(typed);
	await readAttributes(store);
	store.stored = saisonStore(typed).stored;
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls).toHaveLength(1);
	expect(store.stored).toMatchObject({ accessToken: 'AT1', refreshToken: 'RT1' });
});

test('saved again after a refresh, the used code returns the newest tokens', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const typed = { clientId: newClient(), authorizationCode: 'CODE' };
	const store = saisonStore(typed);
	await readAttributes(store);
	service.expire();
	await readAttributes(store);
	expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
	store.stored = saisonStore(typed).stored;
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls).toHaveLength(2);
	expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
});

test('saved again with the used code after its tokens expired, the refresh token helps', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const typed = { clientId: newClient(), authorizationCode: 'CODE' };
	const store = saisonStore(typed);
	await readAttributes(store);
	store.stored = saisonStore(typed).stored;
	service.expire();
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
	expect(service.tokenCalls).toHaveLength(2);
});

test('a new code replaces tokens that are still stored', async () => {
	const service = new SaisonStandIn({ codes: ['CODE', 'NEWER'] });
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	await readAttributes(store);
	store.stored = { ...store.stored, authorizationCode: 'NEWER' };
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokensUsed).toEqual(['AT1', 'AT2']);
	expect(store.stored).toMatchObject({ accessToken: 'AT2', authorizationCode: '' });
});

test('a code that someone else used leads to an error that says so, once for all items', async () => {
	const service = new SaisonStandIn();
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'SPENT' });
	const result = await readAttributes(store, { items: rows(5), onError: 'continueRegularOutput' });
	expect(result.items).toHaveLength(5);
	for (const [item, { json }] of result.items.entries()) {
		expect(json).toMatchObject({ details: { reason: 'consent_needed', httpStatus: 400 } });
		expect(json.error).toMatch(/code was not accepted: it was already used or is too old/);
		expect(json.error).toMatch(/paste the new code/);
		expect(result.items[item].pairedItem).toEqual({ item });
	}
	expect(service.tokenCalls).toHaveLength(1);
	expect(service.dataCalls).toEqual([]);
});

test.each([
	['an address that reports a refusal', 'https://p.example/?error=access_denied&state=x'],
	['an address without a code', 'https://p.example/?state=x'],
	['an address with an empty code', 'https://p.example/?code='],
	['an address with two codes', 'https://p.example/?code=A&code=B'],
	['an address without a query', 'https://p.example/back'],
	['two words', 'my code'],
])('%s is rejected before anything is sent', async (_what, authorizationCode) => {
	const host = new StubbedHost(SAISON_ORIGIN, () => ({ json: {} }));
	const result = await readAttributes(saisonStore({ clientId: newClient(), authorizationCode }));
	expect(result.error?.message).toMatch(/'Authorization Code'/);
	expect(result.error?.name).toBe('NodeOperationError');
	expect(host.requests).toEqual([]);
});
