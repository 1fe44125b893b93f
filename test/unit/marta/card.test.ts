import { cardResult, checkCardResponse } from '../../../lib/marta/card';
import { jwt } from '../support/credentials';
import { response } from '../support/responses';

const TOKEN = jwt({ exp: 4_102_444_800 });

describe('A response of the card check', () => {
	it.each([200, 402, 404, 400, 409, 410, 422])(
		'is a result with its status at HTTP %i',
		(status) => {
			const given = response(status, { exists: true });
			expect(checkCardResponse(given, TOKEN)).toBeUndefined();
			expect(cardResult(given)).toEqual({ statusCode: status, body: { exists: true } });
		},
	);

	it.each<[unknown, unknown]>([
		['no such card', 'no such card'],
		['"text"', 'text'],
		[[1], [1]],
		['null', null],
		[{ a: 'é' }, { a: 'é' }],
	])('is a result with HTTP 402 and the body %j', (body, shown) => {
		const given = response(402, body);
		expect(checkCardResponse(given, TOKEN)).toBeUndefined();
		expect(cardResult(given)).toEqual({ statusCode: 402, body: shown });
	});

	it.each<[number, unknown, string]>([
		[401, '', 'token_expired'],
		[403, {}, 'insufficient_scope'],
		[429, '', 'rate_limited'],
		[500, {}, 'service_error'],
		[502, '', 'service_error'],
		[503, {}, 'temporarily_unavailable'],
		[302, '', 'service_error'],
		[200, '', 'bad_answer'],
		[200, '<html></html>', 'bad_answer'],
		[402, '<!doctype html><html></html>', 'bad_answer'],
		[404, '<html></html>', 'bad_answer'],
		[402, '{"exists":tr', 'bad_answer'],
		[402, Buffer.from([0xff, 0xfe]), 'bad_answer'],
	])('is an error with HTTP %i and %j: %s', (status, body, reason) => {
		expect(checkCardResponse(response(status, body), TOKEN)).toMatchObject({
			reason,
			httpStatus: status,
		});
	});

	it('asks for a new session at HTTP 403 if the old one has expired', () => {
		expect(checkCardResponse(response(403, {}), jwt({ exp: 1 }))?.recovery).toBe('refreshToken');
	});
});
