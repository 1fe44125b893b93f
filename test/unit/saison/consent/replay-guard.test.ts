import { GRANTED, ReplayGuard } from '../../../../lib/saison/consent/replay-guard';
import { rejectionOf } from './rejection-of';

const USED = { page: 'alreadyUsed', message: 'the state was already used' };
const TOO_MANY = { page: 'tooManyAttempts', message: 'the state failed too often' };
const IN_USE = { page: 'unavailable', message: 'the state is in use' };

describe('ReplayGuard', () => {
	let guard: ReplayGuard;
	beforeEach(() => void (guard = new ReplayGuard()));

	const claimed = (id: string, outcome: string) => rejectionOf(() => guard.claim(id, outcome));
	const isUsed = (id: string, of = guard): boolean => {
		try {
			of.checkUsable(id);
			return false;
		} catch (error) {
			expect(error).toMatchObject(USED);
			return true;
		}
	};

	it('accepts each outcome once, and nothing after the grant', () => {
		guard.claim('a', 'refused').commit();
		expect(claimed('a', 'refused')).toMatchObject(USED);
		expect(isUsed('a')).toBe(false);
		guard.claim('a', GRANTED).commit();
		expect(isUsed('a')).toBe(true);
		expect(claimed('a', GRANTED)).toMatchObject(USED);
		expect(claimed('a', 'other')).toMatchObject(USED);
		guard.claim('b', GRANTED);
	});

	it('accepts an outcome again after a rollback, but no other outcome', () => {
		guard.claim('a', 'refused').commit();
		guard.claim('a', GRANTED).rollback();
		expect(claimed('a', 'refused')).toMatchObject(USED);
		guard.claim('a', GRANTED);
	});

	it('tells a state in use from a used one', () => {
		const first = guard.claim('a', GRANTED);
		expect(claimed('a', GRANTED)).toMatchObject(IN_USE);
		expect(isUsed('a')).toBe(false);
		first.rollback();
		expect(isUsed('a')).toBe(false);
		guard.claim('a', GRANTED).commit();
		expect(claimed('a', GRANTED)).toMatchObject(USED);
		expect(isUsed('a')).toBe(true);
	});

	it('rejects a state after ten failed attempts, and tells it from a used one', () => {
		for (let count = 0; count < 10; count++) {
			expect(isUsed('a')).toBe(false);
			guard.claim('a', GRANTED).rollback();
		}
		expect(claimed('a', GRANTED)).toMatchObject(TOO_MANY);
		expect(claimed('a', 'refused')).toMatchObject(TOO_MANY);
		expect(rejectionOf(() => guard.checkUsable('a'))).toMatchObject(TOO_MANY);
		guard.claim('b', GRANTED);
	});

	it('counts the failed attempts of a state, whatever worked in between', () => {
		guard.claim('a', 'refused').commit();
		for (let count = 0; count < 9; count++) guard.claim('a', GRANTED).rollback();
		guard.claim('a', GRANTED).commit();
		expect(claimed('a', GRANTED)).toMatchObject(USED);
	});

	it('accepts no more than ten outcomes of a state', () => {
		for (let count = 0; count < 9; count++) guard.claim('a', `error_${count}`).commit();
		guard.claim('a', 'error_9').commit();
		expect(claimed('a', 'error_10')).toMatchObject(TOO_MANY);
		expect(rejectionOf(() => guard.checkUsable('a'))).toMatchObject(TOO_MANY);
	});

	it('forgets the state that was claimed longest ago', () => {
		const small = new ReplayGuard(3);
		small.claim('a', 'refused').commit();
		for (const id of ['b', 'a', 'c', 'd']) small.claim(id, GRANTED).commit();
		expect(['a', 'b', 'c', 'd'].map((id) => isUsed(id, small))).toEqual([true, false, true, true]);
	});
});
