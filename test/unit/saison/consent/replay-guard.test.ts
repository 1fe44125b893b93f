import { GRANTED, ReplayGuard } from '../../../../lib/saison/consent/replay-guard';

describe('The memory of seen states', () => {
	it('takes each outcome once, and nothing after the grant', () => {
		const seen = new ReplayGuard();
		expect(seen.claim('a', 'refused')).toBeDefined();
		expect(seen.claim('a', 'refused')).toBeUndefined();
		expect(seen.isUsed('a')).toBe(false);
		seen.claim('a', GRANTED)?.commit();
		expect(seen.isUsed('a')).toBe(true);
		expect(seen.claim('a', GRANTED)).toBeUndefined();
		expect(seen.claim('a', 'other')).toBeUndefined();
		expect(seen.claim('b', GRANTED)).toBeDefined();
	});

	it('gives an outcome back, and no other with it', () => {
		const seen = new ReplayGuard();
		seen.claim('a', 'refused');
		seen.claim('a', GRANTED)?.rollback();
		expect(seen.claim('a', 'refused')).toBeUndefined();
		expect(seen.claim('a', GRANTED)).toBeDefined();
	});

	it('knows while a use is under way, and how it ended', () => {
		const seen = new ReplayGuard();
		const first = seen.claim('a', GRANTED);
		expect([seen.isUnderWay('a'), seen.isUsed('a'), seen.isUnderWay('b')]).toEqual([
			true,
			false,
			false,
		]);
		first?.rollback();
		expect([seen.isUnderWay('a'), seen.isUsed('a')]).toEqual([false, false]);
		seen.claim('a', GRANTED)?.commit();
		expect([seen.isUnderWay('a'), seen.isUsed('a')]).toEqual([false, true]);
	});

	it('takes no more of a state after ten uses that failed', () => {
		const seen = new ReplayGuard();
		for (let count = 0; count < 10; count++) {
			const claim = seen.claim('a', GRANTED);
			expect(claim).toBeDefined();
			claim?.rollback();
		}
		expect(seen.claim('a', GRANTED)).toBeUndefined();
		expect(seen.claim('b', GRANTED)).toBeDefined();
	});

	it('forgets the one that was touched longest ago', () => {
		const seen = new ReplayGuard(3);
		seen.claim('a', 'refused');
		for (const id of ['b', 'a', 'c', 'd']) seen.claim(id, GRANTED)?.commit();
		expect(['a', 'b', 'c', 'd'].map((id) => seen.isUsed(id))).toEqual([true, false, true, true]);
	});
});
