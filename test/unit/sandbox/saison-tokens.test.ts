import { startSaison } from '../../../sandbox';
import type { SaisonServer } from '../../../sandbox';
import { FORM, SECRET, call, signedCall } from './support';

const CLIENT = { client_id: 'SANDBOX-PARTNER', client_secret: SECRET };
const VERSION = { 'X-API-VERSION': '1' };

let saison: SaisonServer;
beforeAll(async () => (saison = await startSaison()));
afterAll(async () => await saison.stop());
beforeEach(() => saison.reset({ settings: true }));

async function post(
	fields: Record<string, string> | string | Buffer,
	headers: Record<string, string> = {},
) {
	const body =
		typeof fields === 'string' || Buffer.isBuffer(fields)
			? fields
			: new URLSearchParams(fields).toString();
	return await call(saison.url, '/auth/token', {
		body,
		headers: { ...VERSION, ...FORM, ...headers },
	});
}

const exchange = async (code: string, more = {}) =>
	await post({ grant_type: 'authorization_code', ...CLIENT, code, ...more });
const refresh = async (token: string, more = {}) =>
	await post({ grant_type: 'refresh_token', ...CLIENT, refresh_token: token, ...more });

async function walletStatus(token: string): Promise<number> {
	return (await signedCall(saison.url, '/sandbox-made-up/wallet', '', { token })).status;
}

describe('The exchange of a code', () => {
	it('issues both tokens once', async () => {
		const { code } = saison.code({ memberId: 'na002' });
		const first = await exchange(code);
		expect(first.status).toBe(200);
		expect(first.headers['cache-control']).toBe('no-store');
		expect(first.json).toMatchObject({ token_type: 'mac', expires_in: 1800 });
		expect(await walletStatus(first.json.access_token)).toBe(200);
		const second = await exchange(code);
		expect([second.status, second.json.error]).toEqual([400, 'invalid_grant']);
		expect(await walletStatus(first.json.access_token)).toBe(200);
		expect(saison.counts()).toMatchObject({ codeExchanges: 1, codesUsedTwice: 1 });
	});

	it('revokes the grant when a code is used twice, if set', async () => {
		saison.settings({ revokeOnReuse: true });
		const { code } = saison.code();
		const { json } = await exchange(code);
		await exchange(code);
		expect(await walletStatus(json.access_token)).toBe(401);
	});

	it('rejects an expired code and the code of another client', async () => {
		saison.settings({ codeLifetimeMs: 0 });
		expect((await exchange(saison.code().code)).json.error).toBe('invalid_grant');
		saison.settings({ codeLifetimeMs: 60_000 });
		const { code } = saison.code({ clientId: 'SANDBOX-PARTNER-2' });
		expect((await exchange(code)).json.error).toBe('invalid_grant');
	});

	it('sends token_type and expires_in as set', async () => {
		saison.settings({ tokenType: 'bearer', sendExpiresIn: false });
		const { json } = await exchange(saison.code().code);
		expect(json.token_type).toBe('bearer');
		expect('expires_in' in json).toBe(false);
		saison.settings({ tokenType: '' });
		expect('token_type' in (await exchange(saison.code().code)).json).toBe(false);
	});

	it.each([
		['another API version', { 'X-API-VERSION': '2' }, 400, 'invalid_request'],
		['JSON', { 'Content-Type': 'application/json' }, 400, 'invalid_request'],
		[
			'another charset',
			{ 'Content-Type': `${FORM['Content-Type']}; charset=Shift_JIS` },
			400,
			'invalid_request',
		],
		['Basic authentication', { Authorization: 'Basic YTpi' }, 401, 'invalid_client'],
	])('rejects %s', async (_name, headers, status, error) => {
		const { code } = saison.code();
		const response = await post({ grant_type: 'authorization_code', ...CLIENT, code }, headers);
		expect([response.status, response.json.error]).toEqual([status, error]);
	});

	it.each([
		['', 'invalid_request', 400],
		[
			'client_id=SANDBOX-PARTNER&client_secret=wrong&grant_type=refresh_token',
			'invalid_client',
			401,
		],
		['client_id=constructor&client_secret=a&grant_type=refresh_token', 'invalid_client', 401],
		['client_id=SANDBOX-PARTNER&client_id=SANDBOX-PARTNER', 'invalid_request', 400],
		['client_id=%E3%82', 'invalid_request', 400],
		[
			`${new URLSearchParams(CLIENT).toString()}&grant_type=password`,
			'unsupported_grant_type',
			400,
		],
		[
			`${new URLSearchParams(CLIENT).toString()}&grant_type=authorization_code`,
			'invalid_request',
			400,
		],
		[
			`${new URLSearchParams(CLIENT).toString()}&grant_type=authorization_code&code=`,
			'invalid_request',
			400,
		],
	])('rejects the body %j', async (body, error, status) => {
		const response = await post(body);
		expect([response.json.error, response.status]).toEqual([error, status]);
		expect(saison.counts().tokenErrors).toEqual({ [error]: 1 });
	});

	it('rejects bytes that are not UTF-8', async () => {
		const response = await post(Buffer.from('client_id=\u00ff', 'latin1'));
		expect(response.json.error_description).toBe('the body is not UTF-8');
	});

	it('rejects GET and parameters in the URL', async () => {
		expect((await call(saison.url, '/auth/token', { headers: VERSION })).status).toBe(404);
		const query = new URLSearchParams(CLIENT).toString();
		const headers = { ...VERSION, ...FORM };
		const response = await call(saison.url, `/auth/token?${query}`, {
			headers,
			body: 'grant_type=x',
		});
		expect(response.json.error_description).toBe('parameters must be in the body, not in the URL');
	});
});

describe('A refresh', () => {
	it('invalidates the old refresh token', async () => {
		const first = await refresh('sandbox-refresh-na001');
		expect(first.status).toBe(200);
		expect(first.json.refresh_token).not.toBe('sandbox-refresh-na001');
		const again = await refresh('sandbox-refresh-na001');
		expect([again.status, again.json.error]).toEqual([400, 'invalid_grant']);
		expect((await refresh(first.json.refresh_token)).status).toBe(200);
		expect(await walletStatus('sandbox-access-na001')).toBe(200);
		expect(saison.counts()).toMatchObject({ refreshes: 2, refreshTokensUsedTwice: 1 });
	});

	it('revokes the grant when a refresh token is used twice, if set', async () => {
		saison.settings({ revokeOnReuse: true });
		const first = await refresh('sandbox-refresh-na001');
		await refresh('sandbox-refresh-na001');
		expect(await walletStatus(first.json.access_token)).toBe(401);
		expect((await refresh(first.json.refresh_token)).json.error).toBe('invalid_grant');
	});

	it('keeps the refresh token, if set', async () => {
		saison.settings({ rotateRefreshTokens: false });
		expect((await refresh('sandbox-refresh-na001')).json.refresh_token).toBeUndefined();
		expect((await refresh('sandbox-refresh-na001')).status).toBe(200);
		expect(saison.counts().refreshTokensUsedTwice).toBe(0);
	});

	it('ends the old access token, if set', async () => {
		saison.settings({ refreshEndsOldAccessToken: true });
		const { json } = await refresh('sandbox-refresh-na001');
		expect(await walletStatus('sandbox-access-na001')).toBe(401);
		expect(await walletStatus(json.access_token)).toBe(200);
	});

	it('distinguishes a wrong secret from a wrong token', async () => {
		expect((await refresh('no-such-token')).json.error).toBe('invalid_grant');
		expect((await refresh('no-such-token', { client_secret: 'x' })).json.error).toBe(
			'invalid_client',
		);
		saison.expire({ refreshTokens: true });
		expect((await refresh('sandbox-refresh-na001')).json.error).toBe('invalid_grant');
	});
});
