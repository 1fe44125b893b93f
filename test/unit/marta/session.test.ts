import {
	checkLoginResponse,
	describeSession,
	parseLoginResponse,
	readExpiry,
} from '../../../lib/marta/session';
import { response, BAD_BODIES } from '../support/responses';
import { jwt } from '../support/credentials';
import { serviceErrorOf } from '../support/errors';

const NOW = 1_700_000_000_000;

describe('The expiry of a session', () => {
	it('is the expiry of its token', () => {
		expect(readExpiry(jwt({ exp: 1_700_000_900 }))).toBe(1_700_000_900_000);
	});

	it.each([
		'',
		'opaque',
		'a.b.c',
		jwt({}),
		jwt({ exp: '1700000900' }),
		jwt({ exp: null }),
		jwt({ exp: -1 }),
		jwt({ exp: 0 }),
		jwt({ exp: 1e300 }),
		jwt({ exp: 9e12 }),
		`x.${Buffer.from('null').toString('base64url')}.y`,
		`x.${Buffer.from('[]').toString('base64url')}.y`,
		`x.${Buffer.from('{"exp":').toString('base64url')}.y`,
	])('cannot be read from %s', (token) => {
		expect(readExpiry(token)).toBeUndefined();
	});

	it('is 15 minutes after it was received if the token has none', () => {
		expect(parseLoginResponse(response(200, { token: 'opaque' }), NOW).expiresAt).toBe(
			NOW + 900_000,
		);
		expect(
			parseLoginResponse(response(200, { token: jwt({ exp: NOW / 1000 + 60 }) }), NOW).expiresAt,
		).toBe(NOW + 60_000);
	});
});

describe('The response to the login', () => {
	it('contains the session, and the customer if there is one', () => {
		const token = jwt({ exp: NOW / 1000 + 900 });
		expect(parseLoginResponse(response(200, { token, refreshtoken: 'r' }), NOW)).toEqual({
			token,
			refreshToken: 'r',
			expiresAt: NOW + 900_000,
		});
		expect(
			parseLoginResponse(response(200, { token, customer: { name: 'A' } }), NOW),
		).toMatchObject({
			refreshToken: '',
			customer: { name: 'A' },
		});
		expect(
			parseLoginResponse(response(200, { token, customer: 'A' }), NOW).customer,
		).toBeUndefined();
	});

	it.each(BAD_BODIES)('is a clear error when it is $name', ({ body, says }) => {
		const serviceError = serviceErrorOf(() => parseLoginResponse(response(200, body), NOW));
		expect(serviceError).toMatchObject({ reason: 'bad_answer', httpStatus: 200 });
		expect(serviceError.message).toMatch(says);
	});

	it.each<[unknown]>([
		[{}],
		[[]],
		['null'],
		['"jwt"'],
		[{ token: '' }],
		[{ token: 5 }],
		[{ token: 'a b' }],
		[{ token: 'a\r\nX-Evil: 1' }],
		[{ Token: 'jwt' }],
	])('is a clear error if the token is missing or malformed: %j', (body) => {
		const serviceError = serviceErrorOf(() => parseLoginResponse(response(200, body), NOW));
		expect(serviceError.reason).toBe('bad_answer');
		expect(serviceError.message).toContain('no usable token');
	});

	it.each([
		[401, "'API Key', 'Username', 'Password' and 'Scope'"],
		[403, "'API Key', 'Username', 'Password' and 'Scope'"],
		[400, 'Campaign ID'],
		[302, 'Base URL'],
		[404, 'Base URL'],
	])('is an error at HTTP %i that says what to check: %s', (status, advice) => {
		for (const body of ['', '<html></html>', { message: 'till-password' }]) {
			const serviceError = checkLoginResponse(response(status, body))!;
			expect(serviceError.httpStatus).toBe(status);
			expect(serviceError.message).toContain(`HTTP ${status}`);
			expect(serviceError.description).toContain(advice);
			expect(serviceError.text).not.toContain('till-password');
			expect(serviceError.recovery).toBeUndefined();
		}
	});

	it('is an error that is not retried during maintenance', () => {
		const serviceError = checkLoginResponse(response(503, { error: 'maintenance' }));
		expect(serviceError).toMatchObject({ reason: 'maintenance', httpStatus: 503 });
		expect(serviceError?.recovery).toBeUndefined();
	});

	it.each([
		[429, 'rate_limited', 'retryAfterPause'],
		[500, 'temporarily_unavailable', 'retry'],
		[503, 'temporarily_unavailable', 'retry'],
	])('is an error at HTTP %i that is retried', (status, reason, recovery) => {
		expect(checkLoginResponse(response(status, '', { 'retry-after': '3' }))).toMatchObject({
			reason,
			recovery,
			retryAfterMs: 3_000,
		});
	});
});

describe('The output of a login', () => {
	const session = { token: 'jwt', refreshToken: 'r', expiresAt: NOW, customer: { name: 'A' } };

	it('contains tokens only if the user asked for them', () => {
		const shown = {
			authenticated: true,
			scope: 'customer',
			expiresAt: '2023-11-14T22:13:20.000Z',
			customer: { name: 'A' },
		};
		expect(describeSession(session, 'customer', false)).toEqual(shown);
		expect(describeSession(session, 'customer', true)).toEqual({
			...shown,
			token: 'jwt',
			refreshToken: 'r',
		});
	});

	it('is made from the response', () => {
		const token = jwt({ exp: 1_700_000_000 });
		const made = parseLoginResponse(response(200, { token }));
		expect(describeSession(made, 'terminal', false)).toEqual({
			authenticated: true,
			scope: 'terminal',
			expiresAt: '2023-11-14T22:13:20.000Z',
		});
	});
});
