import { ServiceError } from '../../../../lib/core/errors/service-error';
import type { Grant } from '../../../../lib/saison/auth/grant';
import {
	invalidGrantError,
	parseTokenResponse,
	type SaisonTokens,
} from '../../../../lib/saison/auth/tokens';
import { CLIENT_SECRET } from '../../support/credentials';
import { response, BAD_BODIES } from '../../support/responses';
import { serviceErrorOf } from '../../support/errors';

const code: Grant = { code: 'c+o/d=e 1' };
const refresh: Grant = { refreshToken: 'r+e/f=r 1' };

describe('The response of the token endpoint', () => {
	const read = (body: object, grant: Grant = code): SaisonTokens =>
		parseTokenResponse(response(200, body), grant);

	it('contains the tokens', () => {
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
	])('may have the token type %j', (given, tokenType) => {
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
	])('may have the lifetime %j', (given, expiresIn) => {
		expect(read({ access_token: 'a', expires_in: given }).expiresIn).toBe(expiresIn);
	});

	it.each([undefined, '', null, 5])(
		'keeps the refresh token of the request if it returns %j',
		(given) => {
			expect(read({ access_token: 'a', refresh_token: given }, refresh).refreshToken).toBe(
				'r+e/f=r 1',
			);
			expect(read({ access_token: 'a', refresh_token: given }, code).refreshToken).toBe('');
		},
	);

	it('replaces the refresh token of the request if it returns another', () => {
		expect(read({ access_token: 'a', refresh_token: 'new' }, refresh).refreshToken).toBe('new');
	});

	it('may contain a mac_key, which is not used', () => {
		expect(read({ access_token: 'a', mac_key: 'k', mac_algorithm: 'hmac-sha-1' })).toEqual({
			accessToken: 'a',
			refreshToken: '',
			tokenType: '',
			expiresIn: null,
		});
	});

	it.each(BAD_BODIES)('is a clear error when it is $name', ({ body, says }) => {
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
	)('is a clear error without a token: %s', (body) => {
		const serviceError = serviceErrorOf(() => parseTokenResponse(response(200, body), code));
		expect(serviceError.reason).toBe('bad_answer');
		expect(serviceError.message).toContain('without an access token');
	});

	it.each(['a"b', 'a\\b', 'a\nb', 'a\r', 'セゾン', '\x7f'])(
		'is a clear error with the token %j, which cannot be sent in a header',
		(token) => {
			const serviceError = serviceErrorOf(() => read({ access_token: token }));
			expect(serviceError.reason).toBe('bad_answer');
			expect(serviceError.text).not.toContain(token);
		},
	);

	it.each(['bearer', 'Bearer', 'dpop'])('is a clear error with a token of type %s', (type) => {
		const serviceError = serviceErrorOf(() =>
			read({ access_token: 'an-access-token', token_type: type }),
		);
		expect(serviceError.reason).toBe('bad_answer');
		expect(serviceError.message).toContain(`"${type}" instead of "mac"`);
		expect(serviceError.description).toContain('Credit Saison');
	});

	it('does not show a type that is not a short name', () => {
		const serviceError = serviceErrorOf(() =>
			read({ access_token: 'an-access-token', token_type: 'Bearer <b>' }),
		);
		expect(serviceError.message).toMatch(/ returned a token of a type other than "mac"\.$/);
	});
});

describe('An error of the token endpoint', () => {
	const rejection = (status: number, body: unknown = '', grant: Grant = code): ServiceError =>
		serviceErrorOf(() => parseTokenResponse(response(status, body), grant));

	it.each([
		[401, 'invalid_client'],
		[400, 'invalid_client'],
		[400, 'unauthorized_client'],
	])('names the fields of the client at HTTP %i and %s', (status, error) => {
		const serviceError = rejection(status, { error });
		expect(serviceError).toMatchObject({ reason: 'service_error', httpStatus: status });
		expect(serviceError.recovery).toBeUndefined();
		expect(serviceError.description).toContain('Client Secret');
	});

	it('says that a code was already used', () => {
		const serviceError = rejection(400, { error: 'invalid_grant' });
		expect(serviceError).toMatchObject({ reason: 'consent_needed', httpStatus: 400 });
		expect(serviceError.message).toContain('code was not accepted: it was already used');
		// Another process may have exchanged it first.
		expect(serviceError.recovery).toBe('reloadCredential');
	});

	it('asks to reload the credential after a refresh token, since another process may have been first', () => {
		const serviceError = rejection(400, { error: 'invalid_grant' }, refresh);
		expect(serviceError).toMatchObject({ reason: 'consent_needed', recovery: 'reloadCredential' });
		expect(serviceError.message).toContain('refresh token was not accepted');
	});

	it.each(['maintenance', 'maintenance_resource'])('is not retried during %s', (error) => {
		const serviceError = serviceErrorOf(() => parseTokenResponse(response(503, { error }), code));
		expect(serviceError).toMatchObject({ reason: 'maintenance', httpStatus: 503 });
		expect(serviceError.recovery).toBeUndefined();
	});

	it.each([
		[429, 'rate_limited', 'retryAfterPause'],
		[500, 'temporarily_unavailable', 'retry'],
		[502, 'temporarily_unavailable', 'retry'],
		[503, 'temporarily_unavailable', 'retry'],
	])('is retried at HTTP %i', (status, reason, recovery) => {
		for (const body of ['', '<html></html>', { error: 'temporarily_unavailable' }]) {
			expect(rejection(status, body)).toMatchObject({ reason, recovery, httpStatus: status });
		}
	});

	it.each([301, 302, 307, 400, 403, 404, 405])('says what to check at HTTP %i', (status) => {
		for (const body of ['', '<html></html>', { error: 'something' }, '{"error":']) {
			const serviceError = rejection(status, body);
			expect(serviceError).toMatchObject({ reason: 'service_error', httpStatus: status });
			expect(serviceError.message).toContain(`HTTP ${status}`);
			expect(serviceError.description).toContain('Token URL Path');
			expect(serviceError.recovery).toBeUndefined();
		}
	});

	it('never shows what was sent', () => {
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

describe('The error for a used grant', () => {
	it('has a status only if the service sent one', () => {
		expect(invalidGrantError(code).httpStatus).toBeUndefined();
		expect(invalidGrantError(refresh, 400).httpStatus).toBe(400);
	});
});
