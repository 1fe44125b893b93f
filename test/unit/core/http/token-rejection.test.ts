import { rejectsOnlyToken } from '../../../../lib/core/http/token-rejection';

const rejects = (body: string, status = 401): boolean =>
	rejectsOnlyToken({ status, headers: {}, body: Buffer.from(body) });

describe('A 401 says nothing but that the token is not good', () => {
	it.each(['', '{}', '{"error":"invalid_token"}', '{"code":401}', '{"codes":[]}'])(
		'with the body %j',
		(body) => {
			expect(rejects(body)).toBe(true);
		},
	);

	it.each([
		'{"result_code":"100"}',
		'{"errors":[{"code":5}]}',
		'{"errorCodes":["E1"]}',
		'{"code":{"value":"12"}}',
		'[]',
		'OK',
		'<html></html>',
	])('but not with the body %j', (body) => {
		expect(rejects(body)).toBe(false);
	});
});
