import { RejectedCredentials } from '../../../../lib/core/auth/rejected-credentials';

describe('The memory of refused requests', () => {
	it('knows the very credentials object that a request was refused for', () => {
		const rejections = new RejectedCredentials();
		const credentials = { a: 1 };
		expect(() =>
			rejections.guard(credentials, () => {
				throw new Error('refused');
			}),
		).toThrow('refused');
		expect(rejections.has(credentials)).toBe(true);
		expect(rejections.has({ a: 1 })).toBe(false);
	});

	it('passes on what was not refused, and forgets an earlier refusal', () => {
		const rejections = new RejectedCredentials();
		const credentials = {};
		expect(() =>
			rejections.guard(credentials, () => {
				throw new Error('refused');
			}),
		).toThrow();
		expect(rejections.guard(credentials, () => 42)).toBe(42);
		expect(rejections.has(credentials)).toBe(false);
	});
});
