import type { INodeParameters } from 'n8n-workflow';
import { saisonStore, SAISON_ORIGIN } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork, StubbedHost } from '../stubbed-host';
import { attributes, exchangedStore, newClient, readAttributes } from './bound-data';

isolateNetwork();

const withMemberToken: INodeParameters = {
	...attributes,
	options: { memberAccessToken: '={{ $json.token }}', maxConcurrentRequests: 20 },
};

const echoToken = (_seen: unknown, token: string) => ({ json: { token } });

test('client id and secret alone are enough, and the token endpoint is not called', async () => {
	const service = new SaisonStandIn({ accessTokens: ['M1', 'M2'], data: echoToken });
	const store = saisonStore({ clientId: newClient() });
	const result = await readAttributes(store, {
		parameters: withMemberToken,
		items: [{ token: 'M1' }, { token: 'M2' }, { token: 'M1' }],
	});
	expect(result.error?.message).toBeUndefined();
	expect(result.items.map(({ json }) => json.token)).toEqual(['M1', 'M2', 'M1']);
	expect(service.tokenCalls).toEqual([]);
	expect(store.hookCalls).toBe(0);
	expect(store.writes).toEqual([]);
	expect(service.signatureErrors).toEqual([]);
});

test('many members in one run do not mix', async () => {
	const tokens = Array.from({ length: 120 }, (_, n) => `MEMBER-${n}`);
	const service = new SaisonStandIn({
		accessTokens: tokens,
		latency: 2,
		data: (_seen, token) => ({ json: { token }, delay: token.length % 5 }),
	});
	const result = await readAttributes(saisonStore({ clientId: newClient() }), {
		parameters: withMemberToken,
		items: tokens.map((token) => ({ token })),
	});
	expect(result.items.map(({ json }) => json.token)).toEqual(tokens);
	expect(service.signatureErrors).toEqual([]);
});

test('an expired member token is an error item; it renews nothing and writes nothing', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], accessTokens: ['M1'], data: echoToken });
	const store = await exchangedStore(service);
	const before = { ...store.stored };
	const result = await readAttributes(store, {
		parameters: withMemberToken,
		items: [{ token: 'M1' }, { token: 'EXPIRED-1' }, { token: 'M1' }],
		onError: 'continueRegularOutput',
	});
	expect(result.items.map(({ json }) => json.token)).toEqual(['M1', undefined, 'M1']);
	expect(result.items[1]).toEqual({
		json: {
			error: expect.stringMatching(/member's access token has expired.*new token for this member/),
			details: { reason: 'token_expired', httpStatus: 401, resultCode: '002' },
		},
		pairedItem: { item: 1 },
	});
	expect(service.tokensUsed.sort()).toEqual(['EXPIRED-1', 'M1', 'M1']);
	expect(service.tokenCalls).toEqual([]);
	expect(store.hookCalls).toBe(0);
	expect(store.writes).toEqual([]);
	expect(store.stored).toEqual(before);
});

test('without continue on fail an expired member token stops the run and still renews nothing', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	const result = await readAttributes(store, {
		parameters: withMemberToken,
		items: [{ token: 'EXPIRED-1' }],
	});
	expect(result.error?.message).toMatch(/member's access token has expired/);
	expect(service.tokenCalls).toEqual([]);
	expect(store.writes).toEqual([]);
});

test("an expression that evaluates to no token does not fall back to the credential's", async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], accessTokens: ['M1'], data: echoToken });
	const store = await exchangedStore(service);
	const result = await readAttributes(store, {
		parameters: withMemberToken,
		items: [{ token: 'M1' }, { token: '' }, { token: null }, {}],
		onError: 'continueRegularOutput',
	});
	expect(result.items[0].json).toEqual({ token: 'M1' });
	for (const { json } of result.items.slice(1)) {
		expect(json.error).toMatch(/'Member Access Token' is empty/);
		expect(json.details).toMatchObject({ reason: 'invalid_input' });
	}
	expect(service.tokensUsed).toEqual(['M1']);
});

test("a member token of spaces does not fall back to the credential's", async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	const result = await readAttributes(store, {
		parameters: withMemberToken,
		items: [{ token: '   ' }],
		onError: 'continueRegularOutput',
	});
	expect(result.items[0].json.error).toMatch(/'Member Access Token' is empty/);
	expect(service.host.requests).toEqual([]);
});

test('an option added and left empty does not fall back either', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	const result = await readAttributes(store, {
		parameters: { ...attributes, options: { memberAccessToken: '' } },
	});
	expect(result.error?.message).toMatch(/'Member Access Token' is empty/);
	expect(service.host.requests).toEqual([]);
});

test('a pasted code is not used for items that bring their own token', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], accessTokens: ['M1'] });
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	const result = await readAttributes(store, {
		parameters: withMemberToken,
		items: [{ token: 'M1' }],
	});
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls).toEqual([]);
	expect(store.stored.authorizationCode).toBe('CODE');
});

test('a response about one member never reaches another, when some tokens have expired', async () => {
	const living = Array.from({ length: 40 }, (_, n) => `M${n}`).filter((_, n) => n % 3 !== 0);
	const service = new SaisonStandIn({
		codes: ['CODE'],
		accessTokens: living,
		latency: 2,
		data: echoToken,
	});
	const store = await exchangedStore(service);
	service.expire('AT1');
	const result = await readAttributes(store, {
		parameters: withMemberToken,
		items: Array.from({ length: 40 }, (_, n) => ({ token: `M${n}` })),
		onError: 'continueRegularOutput',
	});
	result.items.forEach(({ json }, n) => {
		if (n % 3 === 0) expect(json.details).toMatchObject({ reason: 'token_expired' });
		else expect(json).toEqual({ token: `M${n}` });
	});
	expect(service.tokenCalls).toEqual([]);
});

test.each([
	['a quote', 'a"b'],
	['a backslash', 'a\\b'],
	['a line feed', 'a\nb'],
	['a carriage return', 'a\rb'],
	['a letter outside ASCII', 'あ'],
	['an object', { a: 1 }],
])('a member token with %s is rejected before anything is sent', async (_what, token) => {
	const host = new StubbedHost(SAISON_ORIGIN, () => ({ json: {} }));
	const result = await readAttributes(saisonStore({ clientId: newClient() }), {
		parameters: withMemberToken,
		items: [{ token }],
	});
	expect(result.error?.name).toBe('NodeOperationError');
	expect(result.error?.message).toMatch(/'Member Access Token'/);
	expect(host.requests).toEqual([]);
});
