import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork } from '../stubbed-host';
import { exchangedStore, newClient, readAttributes } from './bound-data';

isolateNetwork();

test('tokens of one host are not sent to another, the refresh token included', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	const other = new SaisonStandIn({
		origin: 'https://api.saisoncard.co.jp',
		refreshTokens: ['RT1'],
	});
	store.stored = { ...store.stored, environment: 'production' };
	const result = await readAttributes(store);
	expect(result.error?.message).toMatch(/has no access token/);
	expect(other.host.requests).toEqual([]);
	expect(service.host.requests).toEqual([]);
});

test('tokens of one client are not used for another', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	store.stored = { ...store.stored, clientId: newClient() };
	const result = await readAttributes(store);
	expect(result.error?.message).toMatch(/has no access token/);
	expect(service.host.requests).toEqual([]);
});

test('back on the old host the old tokens count again', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	const before = store.stored;
	store.stored = { ...before, environment: 'custom', baseUrl: 'https://gateway.example' };
	await readAttributes(store);
	store.stored = before;
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokensUsed).toEqual(['AT1']);
});

test('an access token without a binding counts as none', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], accessTokens: ['FOREIGN'] });
	const store = await exchangedStore(service);
	store.stored = { ...store.stored, accessToken: 'FOREIGN', boundTo: '' };
	await readAttributes(store);
	expect(service.tokensUsed).not.toContain('FOREIGN');
});

test('a change of scope or version does not lose the tokens', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	store.stored = { ...store.stored, apiVersion: '1', scope: 'openid' };
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls).toEqual([]);
});
