import { Refusals } from '../../../../lib/core/auth/rejected-credentials';

describe('The memory of refused requests', () => {
	it('knows the very credentials object that a request was refused for', () => {
		const refusals = new Refusals();
		const credentials = { a: 1 };
		expect(() =>
			refusals.guard(credentials, () => {
				throw new Error('refused');
			}),
		).toThrow('refused');
		expect(refusals.has(credentials)).toBe(true);
		expect(refusals.has({ a: 1 })).toBe(false);
	});

	it('passes on what was not refused, and forgets an earlier refusal', () => {
		const refusals = new Refusals();
		const credentials = {};
		expect(() =>
			refusals.guard(credentials, () => {
				throw new Error('refused');
			}),
		).toThrow();
		expect(refusals.guard(credentials, () => 42)).toBe(42);
		expect(refusals.has(credentials)).toBe(false);
	});
});
