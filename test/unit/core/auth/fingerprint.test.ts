import { fingerprint } from '../../../../lib/core/auth/fingerprint';

describe('A fingerprint', () => {
	it('is the same for the same texts and does not show them', () => {
		expect(fingerprint('host', 'secret')).toBe(fingerprint('host', 'secret'));
		expect(fingerprint('host', 'secret')).toMatch(/^[0-9a-f]{64}$/);
	});

	it('is different for every other list of texts, also with the same letters', () => {
		const lists = [
			[],
			[''],
			['', ''],
			['a', 'b'],
			['ab'],
			['ab', ''],
			['a","b'],
			['b', 'a'],
			['\u00e9'],
			['e\u0301'],
		];
		expect(new Set(lists.map((list) => fingerprint(...list))).size).toBe(lists.length);
	});
});
