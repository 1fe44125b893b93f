/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- made-up values of a local test server */
import { startSaison } from '../../../sandbox';
import type { SaisonServer } from '../../../sandbox';
import { SECRET, call, macHeader, signedCall, stopClock } from './support';

const PROFILE = '/auth/account/profile';
const BODY = 'data_flg=1&info_key=birthday%2Csex_name%2Cno_such_key';

let saison: SaisonServer;
beforeAll(async () => (saison = await startSaison()));
afterAll(async () => await saison.stop());
beforeEach(() => saison.reset({ settings: true }));
afterEach(() => jest.restoreAllMocks());

describe('A signed request', () => {
	it('returns only the requested attributes', async () => {
		const { status, json } = await signedCall(saison.url, PROFILE, BODY);
		expect(status).toBe(200);
		expect(Object.keys(json.info_data)).toEqual(['birthday', 'sex_name']);
		expect(json.result_code).toBe('000');
		expect(saison.counts()).toMatchObject({ signedCallsVerified: 1, answered: { TEB001: 1 } });
	});

	it('may be a GET with its parameters in the query', async () => {
		const { status } = await signedCall(saison.url, `${PROFILE}?${BODY}`, '', { method: 'GET' });
		expect(status).toBe(200);
	});

	it('may separate with commas, unless the setting requires spaces', async () => {
		const comma = { separator: ', ' };
		expect((await signedCall(saison.url, PROFILE, BODY, comma)).status).toBe(200);
		saison.settings({ macSeparator: 'space' });
		expect((await signedCall(saison.url, PROFILE, BODY, comma)).status).toBe(401);
		expect(saison.counts().macFailures).toEqual({ wrong_separator: 1 });
	});

	it.each([
		['another signed path', { path: '/auth/account/Profile' }],
		['a signed query that was not sent', { path: `${PROFILE}?a=1` }],
		['another signed host', { host: 'localhost' }],
		['another signed port', { port: '80' }],
		['another secret', { secret: `${SECRET} ` }],
	])('is rejected with %s', async (_name, how) => {
		const { status, json, headers } = await signedCall(saison.url, PROFILE, BODY, how);
		expect([status, json]).toEqual([401, { error: 'invalid_token' }]);
		expect(headers['www-authenticate']).toBe('MAC error="wrong mac"');
		expect(saison.counts().macFailures).toEqual({ wrong_mac: 1 });
	});

	it('is rejected if the query was reordered after signing', async () => {
		const Authorization = macHeader(saison.url, '/sandbox-made-up/echo?a=1&b=2');
		const headers = { 'X-API-VERSION': '1', Authorization };
		const sent = {
			method: 'POST',
			headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
		};
		expect((await call(saison.url, '/sandbox-made-up/echo?b=2&a=1', sent)).status).toBe(401);
		expect((await call(saison.url, '/sandbox-made-up/echo?a=1&b=2', sent)).status).toBe(200);
	});

	it('is rejected if another method was signed', async () => {
		const Authorization = macHeader(saison.url, PROFILE, { method: 'GET' });
		const response = await signedCall(saison.url, PROFILE, BODY, {}, { Authorization });
		expect(response.headers['x-sandbox-reason']).toBe('wrong_mac');
	});

	it('is signed with the host in lower case, and with port 80 if there is none', async () => {
		const port = new URL(saison.url).port;
		const host = { Host: `LocalHost:${port}` };
		const signed = { host: 'localhost' };
		expect((await signedCall(saison.url, PROFILE, BODY, signed, host)).status).toBe(200);
		const bare = { host: 'localhost', port: '80' };
		expect((await signedCall(saison.url, PROFILE, BODY, bare, { Host: 'localhost' })).status).toBe(
			200,
		);
	});

	it('is rejected if it is sent again', async () => {
		const same = { ts: Math.floor(Date.now() / 1000), nonce: 'abcde12345' };
		expect((await signedCall(saison.url, PROFILE, BODY, same)).status).toBe(200);
		const again = await signedCall(saison.url, PROFILE, BODY, same);
		expect([again.status, again.headers['x-sandbox-reason']]).toEqual([401, 'replay']);
		const otherToken = { ...same, token: 'sandbox-access-na002' };
		expect((await signedCall(saison.url, PROFILE, BODY, otherToken)).status).toBe(200);
	});

	it('must be within the time window of the clock of the server', async () => {
		const now = stopClock().nowMs / 1000;
		const at = async (ts: number) => (await signedCall(saison.url, PROFILE, BODY, { ts })).status;
		expect([await at(now - 300), await at(now + 300)]).toEqual([200, 200]);
		expect([await at(now - 301), await at(now + 301)]).toEqual([401, 401]);
		saison.settings({ clockOffsetS: 600 });
		expect(await at(now)).toBe(401);
		expect(await at(now + 600)).toBe(200);
		expect(saison.counts().macFailures).toEqual({ stale_ts: 3 });
	});

	it('is answered with the date of that clock, or none', async () => {
		const now = stopClock().nowMs;
		const date = async () => (await signedCall(saison.url, PROFILE, BODY)).headers.date;
		expect(Date.parse(String(await date()))).toBe(Math.floor(now / 1000) * 1000);
		saison.settings({ clockOffsetS: -600 });
		expect(Date.parse(String(await date()))).toBe(Math.floor(now / 1000 - 600) * 1000);
		saison.settings({ sendDate: false });
		expect(await date()).toBeUndefined();
	});

	it.each([
		['no API version', { 'X-API-VERSION': '' }, 400, 'no_api_version'],
		['JSON', { 'Content-Type': 'application/json' }, 400, 'content_type'],
		['missing parts', { Authorization: 'MAC id="" ts="1"' }, 401, 'missing_part'],
		['Bearer', { Authorization: 'Bearer sandbox-access-na001' }, 401, 'not_mac'],
	])('is rejected with %s', async (_name, headers, status, cause) => {
		const response = await signedCall(saison.url, PROFILE, BODY, {}, headers);
		expect([response.status, response.headers['x-sandbox-reason']]).toEqual([status, cause]);
	});

	it('requires exactly one Authorization header', async () => {
		const headers = { 'X-API-VERSION': '1', 'Content-Type': 'application/x-www-form-urlencoded' };
		const none = await call(saison.url, PROFILE, { headers, body: BODY });
		expect([none.status, none.headers['x-sandbox-reason']]).toEqual([401, 'no_header']);
		const twice = {
			...headers,
			Authorization: [1, 2].map(() => macHeader(saison.url, PROFILE)) as unknown as string,
		};
		const response = await call(saison.url, PROFILE, { headers: twice, body: BODY });
		expect(response.headers['x-sandbox-reason']).toBe('header_sent_twice');
	});
});

describe('An access token', () => {
	const send = async (token: string, path = PROFILE) => {
		const { status, json, headers } = await signedCall(saison.url, path, BODY, { token });
		return [status, json, headers['x-sandbox-reason']];
	};

	it.each([
		['', [400, { error: 'invalid_request' }, 'malformed_token']],
		['a b', [400, { error: 'invalid_request' }, 'malformed_token']],
		['nobody', [401, { error: 'invalid_token' }, 'unknown_token']],
		['sandbox-access-na111', [401, { error: 'invalid_token', result_code: '101' }, 'member_101']],
		['sandbox-access-na112', [401, { error: 'invalid_token', result_code: '103' }, 'member_103']],
		['sandbox-access-na113', [401, { error: 'invalid_token', result_code: '104' }, 'member_104']],
	])('leads to the documented error: %j', async (token, expected) =>
		expect(await send(token)).toEqual(expected),
	);

	it('is rejected if it is expired, is revoked or lacks the scope', async () => {
		const [expired] = saison.memberTokens({ expired: true });
		expect(await send(expired.accessToken)).toEqual([
			401,
			{ error: 'invalid_token' },
			'expired_token',
		]);
		const [revoked] = saison.memberTokens({ revoked: true });
		expect(await send(revoked.accessToken)).toMatchObject([401, {}, 'revoked_token']);
		const [nothing] = saison.memberTokens({ scope: 'sandbox-nothing' });
		expect(await send(nothing.accessToken)).toMatchObject([403, {}, 'insufficient_scope']);
		const [some] = saison.memberTokens({ scope: 'sandbox-profile-only' });
		expect(await send(some.accessToken)).toMatchObject([200, {}, undefined]);
		expect(await send(some.accessToken, '/sandbox-made-up/wallet')).toMatchObject([
			403,
			{},
			'insufficient_scope',
		]);
	});

	it('expires at the end of its lifetime and through the control function', async () => {
		const clock = stopClock();
		const [short] = saison.memberTokens({ members: ['na002'], lifetimeMs: 1500 });
		clock.nowMs += 1499;
		expect(await send(short.accessToken)).toMatchObject([200, {}, undefined]);
		clock.nowMs += 1;
		expect(await send(short.accessToken)).toMatchObject([401, {}, 'expired_token']);
		saison.settings({ expiredResultCode: '199' });
		saison.expire();
		const response = await send('sandbox-access-na001');
		expect(response).toEqual([
			401,
			{ error: 'invalid_token', result_code: '199' },
			'expired_token',
		]);
		saison.reset();
		expect(await send('sandbox-access-na001')).toMatchObject([200, {}, undefined]);
	});

	it('of another client must be used with the secret of that client', async () => {
		const [other] = saison.memberTokens({ clientId: 'SANDBOX-PARTNER-2' });
		expect(await send(other.accessToken)).toMatchObject([401, {}, 'wrong_mac']);
		const how = { token: other.accessToken, secret: 'another secret セゾン' };
		expect((await signedCall(saison.url, PROFILE, BODY, how)).status).toBe(200);
	});
});
