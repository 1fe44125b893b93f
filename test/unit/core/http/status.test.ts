import { hasGivenUp, mayFollowProcessing } from '../../../../lib/core/http/status';

describe('A response status', () => {
	it.each([
		200, 201, 202, 302, 307, 408, 424, 444, 460, 499, 500, 501, 502, 503, 504, 507, 508, 520, 524,
		527, 530, 598, 599,
	])('%i may follow a request that was processed', (status) => {
		expect(mayFollowProcessing(status)).toBe(true);
	});

	it.each([
		400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422,
		423, 425, 426, 428, 429, 431, 451,
	])('%i means that the request was not processed', (status) => {
		expect(mayFollowProcessing(status)).toBe(false);
	});

	it('of a gateway that got no response is known as such', () => {
		expect([408, 424, 444, 460, 499, 502, 504, 520, 524, 530].filter(hasGivenUp)).toHaveLength(10);
		expect([200, 404, 409, 425, 500, 503, 531].filter(hasGivenUp)).toEqual([]);
	});
});
