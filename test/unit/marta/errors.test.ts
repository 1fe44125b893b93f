import { redact } from '../../../lib/core/errors/redact';
import { type Recovery, type Reason } from '../../../lib/core/errors/service-error';
import { checkMartaResponse } from '../../../lib/marta/errors';
import { asItem } from '../../../lib/marta/operation';
import { response, BAD_BODIES } from '../support/responses';

const checkResponse = (status: number, body: unknown = {}, isPastExpiry = false) =>
	checkMartaResponse(response(status, body, { 'retry-after': '4' }), isPastExpiry);

describe('A response of MARTA', () => {
	it.each<[number, unknown]>([
		[200, {}],
		[200, []],
		[201, { id: 1 }],
		[202, 'null'],
		[204, ''],
	])('is accepted with HTTP %i and %j', (status, body) => {
		expect(checkResponse(status, body)).toBeUndefined();
	});

	it.each<[number, boolean, Reason, Recovery | undefined]>([
		[401, false, 'token_expired', 'refreshToken'],
		[401, true, 'token_expired', 'refreshToken'],
		[403, true, 'token_expired', 'refreshToken'],
		[403, false, 'insufficient_scope', undefined],
		[429, false, 'rate_limited', 'retryAfterPause'],
		[500, false, 'service_error', 'retry'],
		[502, false, 'service_error', undefined],
		[503, false, 'temporarily_unavailable', 'retry'],
		[302, false, 'service_error', undefined],
		[400, false, 'service_error', undefined],
		[404, false, 'service_error', undefined],
	])(
		'with %i (token past its expiry: %s) is %s, with the recovery %s',
		(status, isPastExpiry, reason, recovery) => {
			for (const body of ['', {}, '<html></html>', Buffer.from([0xff])]) {
				const serviceError = checkResponse(status, body, isPastExpiry)!;
				expect(serviceError).toMatchObject({ reason, httpStatus: status });
				expect(serviceError.recovery).toBe(recovery);
				const waits = recovery === 'retryAfterPause' || recovery === 'retry';
				expect(serviceError.retryAfterMs).toBe(waits ? 4_000 : undefined);
			}
		},
	);

	it('is an error that is not retried during maintenance', () => {
		expect(checkResponse(503, { error: 'maintenance' })).toMatchObject({ reason: 'maintenance' });
		expect(checkResponse(503, { error: 'maintenance' })?.recovery).toBeUndefined();
	});

	it.each(BAD_BODIES)('is an error with HTTP 200 and $name', ({ body, says }) => {
		const serviceError = checkResponse(200, body)!;
		expect(serviceError).toMatchObject({ reason: 'bad_answer', httpStatus: 200 });
		expect(serviceError.message).toMatch(says);
	});

	it('says that the request may have been processed unless the service rejected it', () => {
		expect(
			[200, 500, 503].map((status) => checkResponse(status, '<html>')?.mayHaveBeenProcessed),
		).toEqual([true, true, true]);
		expect(
			[400, 401, 403, 404, 429].map((status) => checkResponse(status)?.mayHaveBeenProcessed),
		).toEqual(Array(5).fill(false));
	});

	it('quotes the message of the service', () => {
		for (const name of ['message', 'error', 'detail']) {
			const serviceError = redact(checkResponse(422, { [name]: 'Card is blocked' })!, []);
			expect(serviceError.description).toMatch(/^The service says: "Card is blocked"\. Check /);
		}
		const wordless = redact(checkResponse(422, { message: { a: 1 }, error: 5 })!, []);
		expect(wordless.description).not.toContain('says');
	});

	it('leaves no part of a secret where a long quote is cut', () => {
		const secret = 'S3CR3T-'.repeat(6);
		const serviceError = checkResponse(422, { message: 'x'.repeat(280) + secret })!;
		expect(redact(serviceError, [secret]).text).not.toContain('S3CR3T');
	});
});

describe('A response of MARTA as an item', () => {
	it('is the object of the service, or has other JSON under data', () => {
		expect(asItem(response(200, { a: 1 }))).toEqual({ a: 1 });
		expect(asItem(response(200, [1]))).toEqual({ data: [1] });
		expect(asItem(response(204, ''))).toEqual({});
	});
});
