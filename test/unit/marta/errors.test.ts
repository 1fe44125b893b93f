import { redact, type Cure, type Reason } from '../../../lib/core/errors/service-error';
import { judgeMarta } from '../../../lib/marta/errors';
import { asItem } from '../../../lib/marta/output';
import { answer, BAD_BODIES } from '../support/answers';

const judge = (status: number, body: unknown = {}, isPastExpiry = false) =>
	judgeMarta(answer(status, body, { 'retry-after': '4' }), isPastExpiry);

describe('An answer of MARTA', () => {
	it.each<[number, unknown]>([
		[200, {}],
		[200, []],
		[201, { id: 1 }],
		[202, 'null'],
		[204, ''],
	])('is good with %i and %j', (status, body) => {
		expect(judge(status, body)).toBeUndefined();
	});

	it.each<[number, boolean, Reason, Cure | undefined]>([
		[401, false, 'token_expired', 'renew'],
		[401, true, 'token_expired', 'renew'],
		[403, true, 'token_expired', 'renew'],
		[403, false, 'insufficient_scope', undefined],
		[429, false, 'rate_limited', 'hold'],
		[500, false, 'service_error', 'repeat'],
		[502, false, 'service_error', undefined],
		[503, false, 'temporarily_unavailable', 'repeat'],
		[302, false, 'service_error', undefined],
		[400, false, 'service_error', undefined],
		[404, false, 'service_error', undefined],
	])(
		'with %i (token past its expiry: %s) is %s, cured by %s',
		(status, isPastExpiry, reason, cure) => {
			for (const body of ['', {}, '<html></html>', Buffer.from([0xff])]) {
				const failure = judge(status, body, isPastExpiry)!;
				expect(failure).toMatchObject({ reason, httpStatus: status });
				expect(failure.cure).toBe(cure);
				const waits = cure === 'hold' || cure === 'repeat';
				expect(failure.retryAfterMs).toBe(waits ? 4_000 : undefined);
			}
		},
	);

	it('under maintenance is not repeated', () => {
		expect(judge(503, { error: 'maintenance' })).toMatchObject({ reason: 'maintenance' });
		expect(judge(503, { error: 'maintenance' })?.cure).toBeUndefined();
	});

	it.each(BAD_BODIES)('with 200 and $name is a bad one', ({ body, says }) => {
		const failure = judge(200, body)!;
		expect(failure).toMatchObject({ reason: 'bad_answer', httpStatus: 200 });
		expect(failure.message).toMatch(says);
	});

	it('may have been carried out where the service did not refuse it', () => {
		expect([200, 500, 503].map((status) => judge(status, '<html>')?.maybeCarriedOut)).toEqual([
			true,
			true,
			true,
		]);
		expect([400, 401, 403, 404, 429].map((status) => judge(status)?.maybeCarriedOut)).toEqual(
			Array(5).fill(false),
		);
	});

	it('has the words of the service shown', () => {
		for (const name of ['message', 'error', 'detail']) {
			const failure = redact(judge(422, { [name]: 'Card is blocked' })!, []);
			expect(failure.description).toMatch(/^The service says: "Card is blocked"\. Check /);
		}
		const wordless = redact(judge(422, { message: { a: 1 }, error: 5 })!, []);
		expect(wordless.description).not.toContain('says');
	});

	it('that repeats a secret leaves no part of it where a text is cut', () => {
		const secret = 'S3CR3T-'.repeat(6);
		const failure = judge(422, { message: 'x'.repeat(280) + secret })!;
		expect(redact(failure, [secret]).text).not.toContain('S3CR3T');
	});
});

describe('An answer of MARTA as an item', () => {
	it('is the object of the service, or stands under data', () => {
		expect(asItem(answer(200, { a: 1 }))).toEqual({ a: 1 });
		expect(asItem(answer(200, [1]))).toEqual({ data: [1] });
		expect(asItem(answer(204, ''))).toEqual({});
	});
});
