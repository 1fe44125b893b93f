import type { IHttpRequestOptions } from 'n8n-workflow';
import { ServiceError } from '../../../../lib/core/errors/service-error';
import {
	readSaisonCredential,
	type SaisonCredential,
} from '../../../../lib/saison/auth/credential';
import type { Grant } from '../../../../lib/saison/auth/grant';
import { requestSaisonTokens } from '../../../../lib/saison/auth/token-endpoint';
import {
	invalidGrantError,
	parseTokenResponse,
	type SaisonTokens,
} from '../../../../lib/saison/auth/tokens';
import { response, BAD_BODIES } from '../../support/responses';
import { CLIENT_SECRET, saisonData, saisonDataAt } from '../../support/credentials';
import { serviceErrorOf } from '../../support/errors';
import { fakeHttp } from '../../support/http';

const credential = readSaisonCredential(saisonData());
const code: Grant = { code: 'c+o/d=e 1' };
const refresh: Grant = { refreshToken: 'r+e/f=r 1' };

async function sentFor(client: SaisonCredential, grant: Grant): Promise<IHttpRequestOptions> {
	const http = fakeHttp([{ body: { access_token: 'a' } }]);
	await requestSaisonTokens(http.request, client, grant);
	return http.calls[0];
}

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
	])('has exactly this body for %j', async (grant, body) => {
		expect((await sentFor(credential, grant)).body).toBe(body);
	});

	it('goes to the token endpoint with the version, as a form in UTF-8, without Basic authentication', async () => {
		const options = await sentFor(credential, code);
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

	it('follows the settings of the credential', async () => {
		const other = readSaisonCredential(
			saisonDataAt('http://[::1]:3101', {
				tokenUrlPath: '/na/token',
				apiVersion: '2',
				ignoreSslIssues: true,
			}),
		);
		expect(await sentFor(other, code)).toMatchObject({
			url: 'http://[::1]:3101/na/token',
			headers: { 'X-API-VERSION': '2' },
			skipSslCertificateValidation: true,
		});
	});
});

describe('The answer of the token endpoint', () => {
	const read = (body: object, grant: Grant = code): SaisonTokens =>
		parseTokenResponse(response(200, body), grant);

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
		const serviceError = serviceErrorOf(() => parseTokenResponse(response(200, body), code));
		expect(serviceError).toMatchObject({ reason: 'bad_answer', httpStatus: 200 });
		expect(serviceError.message).toMatch(says);
		expect(serviceError.message).toContain('token endpoint');
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
		const serviceError = serviceErrorOf(() => parseTokenResponse(response(200, body), code));
		expect(serviceError.reason).toBe('bad_answer');
		expect(serviceError.message).toContain('without an access token');
	});

	it.each(['a"b', 'a\\b', 'a\nb', 'a\r', 'セゾン', '\x7f'])(
		'fails clearly with the token %j, which no header can carry',
		(token) => {
			const serviceError = serviceErrorOf(() => read({ access_token: token }));
			expect(serviceError.reason).toBe('bad_answer');
			expect(serviceError.text).not.toContain(token);
		},
	);

	it.each(['bearer', 'Bearer', 'dpop'])('fails clearly with a token of type %s', (type) => {
		const serviceError = serviceErrorOf(() => read({ access_token: 'a', token_type: type }));
		expect(serviceError.reason).toBe('bad_answer');
		expect(serviceError.message).toContain(`"${type}" where "mac" is needed`);
		expect(serviceError.description).toContain('Credit Saison');
	});
});

describe('A refusal of the token endpoint', () => {
	const rejection = (status: number, body: unknown = '', grant: Grant = code): ServiceError =>
		serviceErrorOf(() => parseTokenResponse(response(status, body), grant));

	it.each([
		[401, 'invalid_client'],
		[400, 'invalid_client'],
		[400, 'unauthorized_client'],
	])('with %i %s names the fields of the client', (status, error) => {
		const serviceError = rejection(status, { error });
		expect(serviceError).toMatchObject({ reason: 'service_error', httpStatus: status });
		expect(serviceError.recovery).toBeUndefined();
		expect(serviceError.description).toContain('Client Secret');
	});

	it('of a code says that it was already used', () => {
		const serviceError = rejection(400, { error: 'invalid_grant' });
		expect(serviceError).toMatchObject({ reason: 'consent_needed', httpStatus: 400 });
		expect(serviceError.message).toContain('code was not accepted: it was already used');
		// Another process may have exchanged it first.
		expect(serviceError.recovery).toBe('reloadCredential');
	});

	it('of a refresh token has the stored credential read again, another process may have been first', () => {
		const serviceError = rejection(400, { error: 'invalid_grant' }, refresh);
		expect(serviceError).toMatchObject({ reason: 'consent_needed', recovery: 'reloadCredential' });
		expect(serviceError.message).toContain('refresh token was not accepted');
	});

	it.each(['maintenance', 'maintenance_resource'])(
		'with %s says so and is not repeated',
		(error) => {
			const serviceError = serviceErrorOf(() => parseTokenResponse(response(503, { error }), code));
			expect(serviceError).toMatchObject({ reason: 'maintenance', httpStatus: 503 });
			expect(serviceError.recovery).toBeUndefined();
		},
	);

	it.each([
		[429, 'rate_limited', 'retryAfterPause'],
		[500, 'temporarily_unavailable', 'retry'],
		[502, 'temporarily_unavailable', 'retry'],
		[503, 'temporarily_unavailable', 'retry'],
	])('with %i may pass', (status, reason, recovery) => {
		for (const body of ['', '<html></html>', { error: 'temporarily_unavailable' }]) {
			expect(rejection(status, body)).toMatchObject({ reason, recovery, httpStatus: status });
		}
	});

	it.each([301, 302, 307, 400, 403, 404, 405])('with %i names where to look', (status) => {
		for (const body of ['', '<html></html>', { error: 'something' }, '{"error":']) {
			const serviceError = rejection(status, body);
			expect(serviceError).toMatchObject({ reason: 'service_error', httpStatus: status });
			expect(serviceError.message).toContain(`HTTP ${status}`);
			expect(serviceError.description).toContain('Token URL Path');
			expect(serviceError.recovery).toBeUndefined();
		}
	});

	it('never repeats what was sent', () => {
		for (const grant of [code, refresh]) {
			const echo = {
				error: 'invalid_grant',
				error_description: `${CLIENT_SECRET} ${JSON.stringify(grant)}`,
			};
			for (const status of [400, 401, 404, 500]) {
				const { text } = rejection(status, echo, grant);
				expect(text).not.toContain(CLIENT_SECRET);
				expect(text).not.toContain(Object.values(grant)[0]);
			}
		}
	});
});

describe('A grant', () => {
	it('that is spent is told with a status only where the service gave one', () => {
		expect(invalidGrantError(code).httpStatus).toBeUndefined();
		expect(invalidGrantError(refresh, 400).httpStatus).toBe(400);
	});
});
