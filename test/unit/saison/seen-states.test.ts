import { GRANTED, SeenStates } from '../../../lib/saison/seen-states';

describe('The memory of seen states', () => {
	it('takes each outcome once, and nothing after the grant', () => {
		const seen = new SeenStates();
		expect(seen.claim('a', 'refused')).toBeDefined();
		expect(seen.claim('a', 'refused')).toBeUndefined();
		expect(seen.isUsedUp('a')).toBe(false);
		expect(seen.claim('a', GRANTED)).toBeDefined();
		expect(seen.isUsedUp('a')).toBe(true);
		expect(seen.claim('a', GRANTED)).toBeUndefined();
		expect(seen.claim('a', 'other')).toBeUndefined();
		expect(seen.claim('b', GRANTED)).toBeDefined();
	});

	it('gives an outcome back, and no other with it', () => {
		const seen = new SeenStates();
		seen.claim('a', 'refused');
		seen.claim('a', GRANTED)?.();
		expect(seen.claim('a', 'refused')).toBeUndefined();
		expect(seen.claim('a', GRANTED)).toBeDefined();
	});

	it('forgets the one that was touched longest ago', () => {
		const seen = new SeenStates(3);
		seen.claim('a', 'refused');
		seen.claim('b', GRANTED);
		seen.claim('a', GRANTED);
		seen.claim('c', GRANTED);
		seen.claim('d', GRANTED);
		expect(['a', 'b', 'c', 'd'].map((id) => seen.isUsedUp(id))).toEqual([true, false, true, true]);
	});
});
