import { redact } from '../../../lib/core/errors/redact';
import { type Recovery, type Reason } from '../../../lib/core/errors/service-error';
import { checkSaisonResponse, MEMBER_CODES } from '../../../lib/saison/errors';
import { response, BAD_BODIES } from '../support/responses';

const checkResponse = (
	status: number,
	body: unknown,
	{ codes = MEMBER_CODES as readonly string[], headers = {} } = {},
) => checkSaisonResponse(response(status, body, headers), codes);

describe('A response of Saison Connect', () => {
	it.each([
		{ info_data: {} },
		{ result_code: '000', a: 1 },
		{ result_code: 0 },
		{ gw_result_code: '00000000' },
		{ error: '', result_code: '000' },
		{ error: null },
		{},
		[],
	])('is good with 200 and %j', (body) => {
		expect(checkResponse(200, body)).toBeUndefined();
	});

	it.each<[number, string, Reason, Recovery | undefined]>([
		[400, 'invalid_request', 'service_error', undefined],
		[401, 'invalid_token', 'token_expired', 'refreshToken'],
		[403, 'insufficient_scope', 'insufficient_scope', undefined],
		[503, 'maintenance', 'maintenance', undefined],
		[503, 'maintenance_resource', 'maintenance', undefined],
		[503, 'temporarily_unavailable', 'temporarily_unavailable', 'retry'],
		[500, 'server_error', 'service_error', 'retry'],
	])('with %i %s is %s, with the recovery %s', (status, error, reason, recovery) => {
		const serviceError = checkResponse(status, { error })!;
		expect(serviceError).toMatchObject({ reason, httpStatus: status });
		expect(serviceError.recovery).toBe(recovery);
		expect(serviceError.message).not.toBe('');
	});

	it.each(MEMBER_CODES)(
		'is an error about the member with HTTP 401 and result code %s, without a new token',
		(code) => {
			for (const resultCode of [code, Number(code)]) {
				const serviceError = checkResponse(401, {
					error: 'invalid_token',
					result_code: resultCode,
				})!;
				expect(serviceError).toMatchObject({
					reason: 'member_not_eligible',
					resultCode: code,
					httpStatus: 401,
					mayHaveBeenProcessed: false,
				});
				expect(serviceError.recovery).toBeUndefined();
				expect(serviceError.message).toContain(code);
			}
		},
	);

	it('asks for a new token with any other result code, also one of another operation', () => {
		expect(checkResponse(401, { error: 'invalid_token', result_code: '102' })?.recovery).toBe(
			'refreshToken',
		);
		expect(
			checkResponse(401, { error: 'invalid_token', result_code: '103' }, { codes: ['104'] })
				?.recovery,
		).toBe('refreshToken');
		expect(
			checkResponse(401, { error: 'invalid_token', result_code: '104' }, { codes: ['104'] })
				?.recovery,
		).toBeUndefined();
	});

	it.each(['', '<html></html>', '{"error":"inv', Buffer.from([0xff])])(
		'with 401 and any other body (%#) leads to a new token',
		(body) => {
			expect(checkResponse(401, body)).toMatchObject({
				reason: 'token_expired',
				recovery: 'refreshToken',
				httpStatus: 401,
			});
		},
	);

	it('pauses the run at HTTP 429 for as long as it says', () => {
		expect(checkResponse(429, '')).toMatchObject({
			reason: 'rate_limited',
			recovery: 'retryAfterPause',
			mayHaveBeenProcessed: false,
		});
		expect(checkResponse(429, '', { headers: { 'retry-after': '7' } })?.retryAfterMs).toBe(7_000);
	});

	it('says at HTTP 503 how long to wait before a retry', () => {
		const headers = { 'retry-after': '9' };
		expect(
			checkResponse(503, { error: 'temporarily_unavailable' }, { headers })?.retryAfterMs,
		).toBe(9_000);
		expect(checkResponse(503, { error: 'maintenance' }, { headers })?.retryAfterMs).toBeUndefined();
	});

	it.each([
		{ result_code: '201' },
		{ result_code: 201 },
		{ gw_result_code: 'E0000201' },
		{ error: 'some_error' },
		{ error: 'some_error', result_code: '000' },
	])('with 200 and %j is an error, not a success', (body) => {
		const serviceError = checkResponse(200, body)!;
		expect(serviceError).toMatchObject({ reason: 'service_error', httpStatus: 200 });
		expect(serviceError.recovery).toBeUndefined();
	});

	it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
		'with the error "%s" is an error like any unknown one',
		(error) => {
			for (const status of [200, 400]) {
				const serviceError = checkResponse(status, `{"error":"${error}"}`)!;
				expect(serviceError.reason).toBe('service_error');
				expect(serviceError.message).toContain('Saison Connect');
				expect(serviceError.httpStatus).toBe(status);
			}
		},
	);

	it('has its result code, which workflows can branch on', () => {
		expect(checkResponse(200, { result_code: '201', error: 'x' })?.resultCode).toBe('201');
		expect(
			checkResponse(400, { error: 'invalid_request', gw_result_code: 'E0000201' })?.resultCode,
		).toBe('E0000201');
		expect(checkResponse(500, { error: 'server_error' })?.resultCode).toBeUndefined();
	});

	it.each([
		['%E6%AE%8B%E9%AB%98%E7%85%A7%E4%BC%9A%E3%82%A8%E3%83%A9%E3%83%BC', '残高照会エラー'],
		['%EF%BC%A1+%EF%BC%A2', 'Ａ Ｂ'],
		['100%', '100%'],
		['plain', 'plain'],
	])('has its error_msg %j decoded', (sent, shown) => {
		const texts = [
			checkResponse(200, { result_code: '201', error_msg: sent }),
			checkResponse(500, { error: 'server_error', error_msg: sent }),
		].map((serviceError) => redact(serviceError!, []).description);
		for (const text of texts) expect(text).toContain(`The service says: "${shown}". `);
	});

	it.each(BAD_BODIES)('is an error with HTTP 200 and $name', ({ body, says }) => {
		const serviceError = checkResponse(200, body)!;
		expect(serviceError).toMatchObject({ reason: 'bad_answer', httpStatus: 200 });
		expect(serviceError.message).toMatch(says);
	});

	it.each([
		[302, 'service_error', undefined],
		[400, 'service_error', undefined],
		[403, 'service_error', undefined],
		[404, 'service_error', undefined],
		[418, 'service_error', undefined],
		[500, 'service_error', 'retry'],
		[502, 'service_error', undefined],
		[503, 'temporarily_unavailable', 'retry'],
		[504, 'service_error', undefined],
	])('with %i and HTML names the status', (status, reason, recovery) => {
		const serviceError = checkResponse(status, '<html></html>')!;
		expect(serviceError).toMatchObject({ reason, httpStatus: status });
		expect(serviceError.message).toContain(`HTTP ${status}`);
		expect(serviceError.recovery).toBe(recovery);
	});

	it.each([
		[200, true],
		[302, true],
		[400, false],
		[403, false],
		[404, false],
		[500, true],
		[502, true],
		[503, true],
	])('with %i may have been processed: %j', (status, expected) => {
		expect(checkResponse(status, '<html></html>')!.mayHaveBeenProcessed).toBe(expected);
	});

	it('is accepted without a body at HTTP 204', () => {
		expect(checkResponse(204, '')).toBeUndefined();
	});

	it('is an error if it redirects', () => {
		expect(checkResponse(302, '')?.description).toContain('not followed');
	});

	it('leaves no part of a secret where a long quote is cut', () => {
		const secret = 'S3CR3T-'.repeat(6);
		for (const body of [
			{ error: secret },
			{ result_code: '201', error_msg: 'x'.repeat(280) + secret },
			{ result_code: '201', error_msg: '照'.repeat(280) + secret },
		]) {
			expect(redact(checkResponse(200, body)!, [secret]).text).not.toContain('S3CR3T');
		}
	});
});
