import { inVirtualTime } from '../virtual-time';
import { saisonStore, SAISON_ORIGIN, type EngineRun } from '../harness';
import { TOKEN_PATH } from '../saison-stand-in';
import { isolateNetwork, StubbedHost, type Reply } from '../stubbed-host';
import { newClient, readAttributes, rows } from './bound-data';

isolateNetwork();

async function exchangeWithReply(
	...replies: Reply[]
): Promise<{ result: EngineRun; host: StubbedHost; store: ReturnType<typeof saisonStore> }> {
	const host: StubbedHost = new StubbedHost(SAISON_ORIGIN, ({ pathname }) =>
		pathname === TOKEN_PATH
			? replies[Math.min(host.to(TOKEN_PATH).length, replies.length) - 1]
			: { json: { fine: true } },
	);
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	const result = await readAttributes(store, { items: rows(4), onError: 'continueRegularOutput' });
	return { result, host, store };
}

test.each<[string, Reply, RegExp, string]>([
	[
		'HTML',
		{ body: '<!DOCTYPE html><p>Login' },
		/web page instead of data.*base URL/i,
		'bad_answer',
	],
	['nothing', { body: '' }, /empty body/, 'bad_answer'],
	['text', { body: 'OK' }, /a body that is not JSON/, 'bad_answer'],
	['incomplete JSON', { body: '{"access_token":"A' }, /incomplete JSON/, 'bad_answer'],
	['a list', { json: [] }, /without an access token/, 'bad_answer'],
	['no token', { json: { token_type: 'mac' } }, /without an access token/, 'bad_answer'],
	['an empty token', { json: { access_token: '' } }, /without an access token/, 'bad_answer'],
	['a number as token', { json: { access_token: 7 } }, /without an access token/, 'bad_answer'],
	['a token with a quote', { json: { access_token: 'a"b' } }, /cannot be sent/, 'bad_answer'],
	[
		'a bearer token',
		{ json: { access_token: 'ACCESS', token_type: 'bearer' } },
		/type "bearer" instead of "mac".*server client/,
		'bad_answer',
	],
	[
		'a redirect',
		{ status: 307, headers: { location: 'https://elsewhere.example/auth/token' } },
		/rejected the request \(HTTP 307\)/,
		'service_error',
	],
	['404', { status: 404, body: 'no' }, /HTTP 404.*Token URL Path/, 'service_error'],
	[
		'invalid_client',
		{ status: 401, json: { error: 'invalid_client' } },
		/rejected the client.*Client Secret/,
		'service_error',
	],
])('%s ends in one clear error for all items', async (_what, reply, text, reason) => {
	const elsewhere = new StubbedHost('https://elsewhere.example', () => ({ json: {} }));
	const { result, host, store } = await exchangeWithReply(reply);
	expect(result.items).toHaveLength(4);
	for (const { json } of result.items) {
		expect(Object.keys(json)).toEqual(['error', 'details']);
		expect(json.error).toMatch(text);
		expect(json.details).toMatchObject({ reason });
	}
	expect(host.to(TOKEN_PATH)).toHaveLength(1);
	expect(host.except(TOKEN_PATH)).toEqual([]);
	expect(elsewhere.requests).toEqual([]);
	expect(store.writes).toEqual([]);
	expect(store.stored.authorizationCode).toBe('CODE');
});

test('a token without a type counts as one for MACs', async () => {
	const { result } = await exchangeWithReply({ json: { access_token: 'A' } });
	expect(result.items.map(({ json }) => json)).toEqual(Array(4).fill({ fine: true }));
});

test.each<[string, Reply]>([
	['503', { status: 503, body: 'busy' }],
	['500', { status: 500, body: '' }],
	['429', { status: 429, body: '' }],
	['a dropped connection', { drop: true }],
])('%s first and then a token: the run continues', async (_what, reply) => {
	const token = { json: { access_token: 'A', refresh_token: 'R', token_type: 'MAC' } };
	const { result, store } = await inVirtualTime(async () => await exchangeWithReply(reply, token));
	expect(result.items.map(({ json }) => json)).toEqual(Array(4).fill({ fine: true }));
	expect(store.stored).toMatchObject({ accessToken: 'A', refreshToken: 'R' });
});

test('a token endpoint that stays down is asked a bounded number of times', async () => {
	const { result, host } = await inVirtualTime(
		async () => await exchangeWithReply({ status: 503, body: '' }),
	);
	for (const { json } of result.items) {
		expect(json.error).toMatch(/token endpoint of Saison Connect is not available \(HTTP 503\)/);
		expect(json.details).toMatchObject({ reason: 'temporarily_unavailable', httpStatus: 503 });
	}
	// Four items, three retries each.
	expect(host.requests.length).toBeLessThanOrEqual(16);
	expect(host.except(TOKEN_PATH)).toEqual([]);
});
