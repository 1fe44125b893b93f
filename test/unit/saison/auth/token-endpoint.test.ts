import { Failure } from '../../../../lib/core/errors/service-error';
import { readSaisonCredential } from '../../../../lib/saison/auth/credential';
import {
	readTokens,
	spentGrant,
	tokenRequest,
	type Grant,
	type SaisonTokens,
} from '../../../../lib/saison/auth/token-endpoint';
import { answer, BAD_BODIES } from '../../support/answers';
import { CLIENT_SECRET, saisonData, saisonDataAt } from '../../support/credentials';
import { failureOf } from '../../support/failures';

const credential = readSaisonCredential(saisonData());
const code: Grant = { code: 'c+o/d=e 1' };
const refresh: Grant = { refreshToken: 'r+e/f=r 1' };

describe('The token request', () => {
	it.each<[Grant, string]>([
		[
			code,
			'grant_type=authorization_code&client_id=ZT300&client_secret=clientsecret-%E3%82%BB%E3%82%BE%E3%83%B3%2B%2F%3D+1&code=c%2Bo%2Fd%3De+1',
		],
		[
			refresh,
			'grant_type=refresh_token&client_id=ZT300&client_secret=clientsecret-%E3%82%BB%E3%82%BE%E3%83%B3%2B%2F%3D+1&refresh_token=r%2Be%2Ff%3Dr+1',
		],
	])('has exactly this body for %j', (grant, body) => {
		expect(tokenRequest(credential, grant).body).toBe(body);
	});

	it('goes to the token endpoint with the version, as a form in UTF-8, without Basic authentication', () => {
		const options = tokenRequest(credential, code);
		expect(options).toMatchObject({
			method: 'POST',
			url: 'https://apit.saisoncard.co.jp/auth/token',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			skipSslCertificateValidation: false,
		});
		expect(options.headers).toEqual({
			'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
			'X-API-VERSION': '1',
			Accept: 'application/json',
		});
		expect(options).not.toHaveProperty('auth');
		expect(options.timeout).toBeGreaterThan(0);
	});

	it('follows the settings of the credential', () => {
		const other = readSaisonCredential(
			saisonDataAt('http://[::1]:3101', {
				tokenUrlPath: '/na/token',
				apiVersion: '2',
				ignoreSslIssues: true,
			}),
		);
		expect(tokenRequest(other, code)).toMatchObject({
			url: 'http://[::1]:3101/na/token',
			headers: { 'X-API-VERSION': '2' },
			skipSslCertificateValidation: true,
		});
	});
});

describe('The answer of the token endpoint', () => {
	const read = (body: object, grant: Grant = code): SaisonTokens =>
		readTokens(answer(200, body), grant);

	it('gives the tokens', () => {
		expect(
			read({ access_token: 'a', refresh_token: 'r', token_type: 'mac', expires_in: 3600 }),
		).toEqual({ accessToken: 'a', refreshToken: 'r', tokenType: 'mac', expiresIn: 3600 });
	});

	it.each([
		['mac', 'mac'],
		['MAC', 'MAC'],
		[undefined, ''],
		['', ''],
		[null, ''],
	])('may name the token type %j', (given, tokenType) => {
		expect(read({ access_token: 'a', token_type: given }).tokenType).toBe(tokenType);
	});

	it.each([
		[3600, 3600],
		['3600', 3600],
		[0, 0],
		[undefined, null],
		[null, null],
		['', null],
		['soon', null],
	])('may give the lifetime %j', (given, expiresIn) => {
		expect(read({ access_token: 'a', expires_in: given }).expiresIn).toBe(expiresIn);
	});

	it.each([undefined, '', null, 5])(
		'keeps the refresh token it was asked with when it gives %j',
		(given) => {
			expect(read({ access_token: 'a', refresh_token: given }, refresh).refreshToken).toBe(
				'r+e/f=r 1',
			);
			expect(read({ access_token: 'a', refresh_token: given }, code).refreshToken).toBe('');
		},
	);

	it('replaces the refresh token it was asked with when it gives another', () => {
		expect(read({ access_token: 'a', refresh_token: 'new' }, refresh).refreshToken).toBe('new');
	});

	it('is not swayed by a mac_key, which other services give', () => {
		expect(read({ access_token: 'a', mac_key: 'k', mac_algorithm: 'hmac-sha-1' })).toEqual({
			accessToken: 'a',
			refreshToken: '',
			tokenType: '',
			expiresIn: null,
		});
	});

	it.each(BAD_BODIES)('fails clearly when it is $name', ({ body, says }) => {
		const failure = failureOf(() => readTokens(answer(200, body), code));
		expect(failure).toMatchObject({ reason: 'bad_answer', httpStatus: 200 });
		expect(failure.message).toMatch(says);
		expect(failure.message).toContain('token endpoint');
	});

	it.each(
		[
			{},
			[],
			'text',
			null,
			1,
			{ access_token: '' },
			{ access_token: null },
			{ access_token: 5 },
			{ refresh_token: 'r' },
		].map((body) => JSON.stringify(body)),
	)('fails clearly without a token: %s', (body) => {
		const failure = failureOf(() => readTokens(answer(200, body), code));
		expect(failure.reason).toBe('bad_answer');
		expect(failure.message).toContain('without an access token');
	});

	it.each(['a"b', 'a\\b', 'a\nb', 'a\r', 'セゾン', '\x7f'])(
		'fails clearly with the token %j, which no header can carry',
		(token) => {
			const failure = failureOf(() => read({ access_token: token }));
			expect(failure.reason).toBe('bad_answer');
			expect(failure.text).not.toContain(token);
		},
	);

	it.each(['bearer', 'Bearer', 'dpop'])('fails clearly with a token of type %s', (type) => {
		const failure = failureOf(() => read({ access_token: 'a', token_type: type }));
		expect(failure.reason).toBe('bad_answer');
		expect(failure.message).toContain(`"${type}" where "mac" is needed`);
		expect(failure.description).toContain('Credit Saison');
	});
});

describe('A refusal of the token endpoint', () => {
	const refusal = (status: number, body: unknown = '', grant: Grant = code): Failure =>
		failureOf(() => readTokens(answer(status, body), grant));

	it.each([
		[401, 'invalid_client'],
		[400, 'invalid_client'],
		[400, 'unauthorized_client'],
	])('with %i %s names the fields of the client', (status, error) => {
		const failure = refusal(status, { error });
		expect(failure).toMatchObject({ reason: 'service_error', httpStatus: status });
		expect(failure.cure).toBeUndefined();
		expect(failure.description).toContain('Client Secret');
	});

	it('of a code says that it was used before', () => {
		const failure = refusal(400, { error: 'invalid_grant' });
		expect(failure).toMatchObject({ reason: 'consent_needed', httpStatus: 400 });
		expect(failure.message).toContain('code was not accepted: it was used before');
		// Another process may have exchanged it first.
		expect(failure.cure).toBe('reread');
	});

	it('of a refresh token has the stored credential read again, another process may have been first', () => {
		const failure = refusal(400, { error: 'invalid_grant' }, refresh);
		expect(failure).toMatchObject({ reason: 'consent_needed', cure: 'reread' });
		expect(failure.message).toContain('refresh token was not accepted');
	});

	it.each(['maintenance', 'maintenance_resource'])(
		'with %s says so and is not repeated',
		(error) => {
			const failure = failureOf(() => readTokens(answer(503, { error }), code));
			expect(failure).toMatchObject({ reason: 'maintenance', httpStatus: 503 });
			expect(failure.cure).toBeUndefined();
		},
	);

	it.each([
		[429, 'rate_limited', 'hold'],
		[500, 'temporarily_unavailable', 'repeat'],
		[502, 'temporarily_unavailable', 'repeat'],
		[503, 'temporarily_unavailable', 'repeat'],
	])('with %i may pass', (status, reason, cure) => {
		for (const body of ['', '<html></html>', { error: 'temporarily_unavailable' }]) {
			expect(refusal(status, body)).toMatchObject({ reason, cure, httpStatus: status });
		}
	});

	it.each([301, 302, 307, 400, 403, 404, 405])('with %i names where to look', (status) => {
		for (const body of ['', '<html></html>', { error: 'something' }, '{"error":']) {
			const failure = refusal(status, body);
			expect(failure).toMatchObject({ reason: 'service_error', httpStatus: status });
			expect(failure.message).toContain(`HTTP ${status}`);
			expect(failure.description).toContain('Token URL Path');
			expect(failure.cure).toBeUndefined();
		}
	});

	it('never repeats what was sent', () => {
		for (const grant of [code, refresh]) {
			const echo = {
				error: 'invalid_grant',
				error_description: `${CLIENT_SECRET} ${JSON.stringify(grant)}`,
			};
			for (const status of [400, 401, 404, 500]) {
				const { text } = refusal(status, echo, grant);
				expect(text).not.toContain(CLIENT_SECRET);
				expect(text).not.toContain(Object.values(grant)[0]);
			}
		}
	});
});

describe('A grant', () => {
	it('that is spent is told with a status only where the service gave one', () => {
		expect(spentGrant(code).httpStatus).toBeUndefined();
		expect(spentGrant(refresh, 400).httpStatus).toBe(400);
	});
});
