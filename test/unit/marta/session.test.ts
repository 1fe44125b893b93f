import {
	checkLoginResponse,
	describeSession,
	isPastExpiry,
	parseLoginResponse,
	readTimes,
} from '../../../lib/marta/session';
import { response, BAD_BODIES } from '../support/responses';
import { jwt } from '../support/credentials';
import { serviceErrorOf } from '../support/errors';

const NOW = 1_700_000_000_000;

const SECOND = NOW / 1000;
/** Hours by which a host's clock may be wrong. */
const HOUR = 3_600_000;
const AT_NOW = { date: new Date(NOW).toUTCString() };

describe('The times of a token', () => {
	it.each<[string, object]>([
		['numbers of seconds', { exp: SECOND + 900, iat: SECOND }],
		['numbers of ms', { exp: NOW + 900_000, iat: NOW }],
		['texts', { exp: `${SECOND + 900}`, iat: `${NOW}` }],
		['fractions', { exp: `${SECOND + 900}.0`, iat: SECOND }],
	])('are read from %s', (_kind, claims) => {
		expect(readTimes(jwt(claims))).toEqual({ exp: NOW + 900_000, iat: NOW });
	});

	it.each([
		'',
		'opaque',
		'a.b.c',
		jwt({}),
		jwt({ exp: '1700000900 ' }),
		jwt({ exp: 'tomorrow' }),
		jwt({ exp: '' }),
		jwt({ exp: true }),
		jwt({ exp: null }),
		jwt({ exp: -1 }),
		jwt({ exp: 0 }),
		jwt({ exp: 1e300 }),
		`x.${Buffer.from('null').toString('base64url')}.y`,
		`x.${Buffer.from('[]').toString('base64url')}.y`,
		`x.${Buffer.from('{"exp":').toString('base64url')}.y`,
	])('cannot be read from %s', (token) => {
		expect(readTimes(token).exp).toBeUndefined();
	});
});

describe('The lifetime of a session', () => {
	const lifetime = (claims: object, headers = {}, receivedAt = NOW): number =>
		parseLoginResponse(response(200, { token: jwt(claims) }, headers), receivedAt).expiresAt -
		receivedAt;

	it.each([-10 * HOUR, -HOUR, 0, HOUR, 10 * HOUR])(
		'counts from the receipt, also if the clock of the host is wrong by %d ms',
		(error) => {
			expect(lifetime({ exp: SECOND + 600, iat: SECOND }, {}, NOW + error)).toBe(600_000);
			expect(lifetime({ exp: SECOND + 600 }, AT_NOW, NOW + error)).toBe(600_000);
			expect(lifetime({ exp: `${NOW + 600_000}` }, AT_NOW, NOW + error)).toBe(600_000);
		},
	);

	it('is known by the clock of the host if there is no other', () => {
		expect(lifetime({ exp: SECOND + 60 })).toBe(60_000);
	});

	it.each<[string, object, number]>([
		['nothing', {}, NOW],
		['a time that has passed by a fast clock', { exp: SECOND + 900 }, NOW + HOUR],
		['an expiry before its issue', { exp: SECOND, iat: SECOND + 1 }, NOW],
		['a time that no date supports', { exp: 8.64e15, iat: 1 }, NOW],
	])('is 15 minutes if the token says %s', (_what, claims, receivedAt) => {
		expect(lifetime(claims, {}, receivedAt)).toBe(900_000);
	});
});

describe('A token past its expiry', () => {
	const token = jwt({ exp: SECOND });
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it.each([-HOUR, 0, HOUR])('is known by the date of the response, host clock %d ms', (error) => {
		jest.setSystemTime(NOW + error);
		expect(isPastExpiry(token, response(403, {}, AT_NOW))).toBe(true);
		const before = { date: new Date(NOW - 1_000).toUTCString() };
		expect(isPastExpiry(token, response(403, {}, before))).toBe(false);
	});

	it('is known by the clock of the host without a date', () => {
		jest.setSystemTime(NOW);
		expect(isPastExpiry(token, response(403))).toBe(true);
		jest.setSystemTime(NOW - 1);
		expect(isPastExpiry(token, response(403))).toBe(false);
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
		const token = jwt({ exp: SECOND + 60 });
		const made = parseLoginResponse(response(200, { token }), NOW);
		expect(describeSession(made, 'terminal', false)).toEqual({
			authenticated: true,
			scope: 'terminal',
			expiresAt: '2023-11-14T22:14:20.000Z',
		});
	});
});
