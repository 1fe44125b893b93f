import type * as Crypto from 'node:crypto';
import { fingerprint } from '../../../../lib/core/auth/fingerprint';
import type * as SaltedHash from '../../../../lib/core/auth/salted-hash';

/** The module as another process has it, with nothing remembered. */
function inAnotherProcess(): typeof SaltedHash {
	let loaded: typeof SaltedHash | undefined;
	jest.isolateModules(() => {
		loaded = jest.requireActual<typeof SaltedHash>('../../../../lib/core/auth/salted-hash');
	});
	return loaded as typeof SaltedHash;
}

const derive = jest.spyOn(jest.requireActual<typeof Crypto>('node:crypto'), 'scryptSync');
beforeEach(() => derive.mockClear());
afterEach(() => jest.useRealTimers());

describe('A salted hash', () => {
	it('is different in every process, and matches in each', () => {
		const [one, other] = [inAnotherProcess(), inAnotherProcess()];
		const stored = one.saltedHash('user', 'password');
		expect(other.saltedHash('user', 'password')).not.toBe(stored);
		expect(other.matchesSaltedHash(stored, 'user', 'password')).toBe(true);
		expect(other.matchesSaltedHash(stored, 'user', 'other')).toBe(false);
		expect(other.matchesSaltedHash(stored, 'userpassword')).toBe(false);
	});

	it.each<[string, unknown]>([
		['nothing', undefined],
		['an empty text', ''],
		['a fast hash, as older versions stored it', fingerprint('user', 'password')],
		['two fast hashes', `${fingerprint('user')}.${fingerprint('password')}`],
		['a number', 5],
		['a cut one', inAnotherProcess().saltedHash('user', 'password').slice(0, -1)],
	])('is not matched by %s, without hashing', (_what, stored) => {
		expect(inAnotherProcess().matchesSaltedHash(stored, 'user', 'password')).toBe(false);
		expect(derive).not.toHaveBeenCalled();
	});

	it('is slow, and made and compared once for all items of a run', () => {
		const stored = inAnotherProcess().saltedHash('user', 'password');
		expect(derive).toHaveBeenCalledTimes(1);
		const { N = 0, r = 0 } = derive.mock.calls[0][3] as Crypto.ScryptOptions;
		expect(N * r).toBeGreaterThanOrEqual(2 ** 17);
		derive.mockClear();

		const { matchesSaltedHash, saltedHash } = inAnotherProcess();
		for (let item = 0; item < 50; item++) {
			matchesSaltedHash(stored, 'user', 'password');
			matchesSaltedHash(stored, 'user', 'of another tenant');
			matchesSaltedHash(saltedHash('made here'), 'made here');
		}
		expect(derive).toHaveBeenCalledTimes(3);
	});

	it('leaves memory after an hour', () => {
		jest.useFakeTimers();
		const { saltedHash } = inAnotherProcess();
		const before = saltedHash('user', 'password');
		jest.advanceTimersByTime(3_599_999);
		expect(saltedHash('user', 'password')).toBe(before);
		jest.advanceTimersByTime(1);
		expect(saltedHash('user', 'password')).not.toBe(before);
	});
});
