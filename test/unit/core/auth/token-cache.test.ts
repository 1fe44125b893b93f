import { TokenCache } from '../../../../lib/core/auth/token-cache';
import { UsedGrants, UsedKeys } from '../../../../lib/core/auth/used-grants';

interface Tokens {
	token: string;
	refreshToken: string;
	expiresAt?: number;
}

const tokens = (token: string, expiresAt?: number): Tokens => ({
	token,
	refreshToken: `r-${token}`,
	expiresAt,
});

describe('Renewals shared within a process', () => {
	let now = 0;
	let renewals: TokenCache<Tokens>;
	let started = 0;

	/** A renewal that gives a new token each time. */
	const renew = async (): Promise<Tokens> => {
		started++;
		const mine = started;
		await Promise.resolve();
		return tokens(`t${mine}`);
	};

	beforeEach(() => {
		now = 1_700_000_000_000;
		started = 0;
		renewals = new TokenCache<Tokens>(
			({ token }) => token,
			({ expiresAt }, at) => expiresAt === undefined || expiresAt > at,
			() => now,
		);
	});

	it('start once for fifty callers at once', async () => {
		const results = await Promise.all(
			Array.from({ length: 50 }, () => renewals.share('k', '', renew)),
		);
		expect(started).toBe(1);
		expect(new Set(results.map(({ token }) => token))).toEqual(new Set(['t1']));
	});

	it('start once for each key', async () => {
		const [a, b] = await Promise.all([
			renewals.share('a', '', renew),
			renewals.share('b', '', renew),
		]);
		expect(started).toBe(2);
		expect(a.token).not.toBe(b.token);
		expect((await renewals.share('a', '', renew)).token).toBe(a.token);
		expect((await renewals.share('b', '', renew)).token).toBe(b.token);
	});

	it('know when a token came, for as long as they remember it', async () => {
		const began = now;
		await renewals.share('k', '', renew);
		now += 10;
		expect([renewals.issuedAt('t1'), renewals.issuedAt('t2')]).toEqual([began, undefined]);
		renewals.forgetToken('t1');
		expect(renewals.issuedAt('t1')).toBeUndefined();
	});

	it('answer those who come just after, whose own token is another', async () => {
		await renewals.share('k', '', renew);
		now += 29_999;
		expect((await renewals.share('k', 'old', renew)).token).toBe('t1');
		expect(started).toBe(1);
	});

	it('are not remembered for thirty seconds or longer', async () => {
		await renewals.share('k', '', renew);
		now += 30_000;
		expect((await renewals.share('k', 'old', renew)).token).toBe('t2');
	});

	it('start anew for a caller who holds the very token that is remembered', async () => {
		await renewals.share('k', '', renew);
		expect((await renewals.share('k', 't1', renew)).token).toBe('t2');
		expect((await renewals.share('k', 't1', renew)).token).toBe('t2');
		expect(started).toBe(2);
	});

	it('hand out no token that was found dead', async () => {
		await renewals.share('k', '', renew);
		await renewals.share('other', '', renew);
		renewals.forgetToken('t1');
		expect((await renewals.share('k', '', renew)).token).toBe('t3');
		expect((await renewals.share('other', '', renew)).token).toBe('t2');
	});

	it('hand out no token that has expired since', async () => {
		await renewals.share('k', '', () => Promise.resolve(tokens('short', now + 1_000)));
		now += 999;
		expect((await renewals.share('k', '', renew)).token).toBe('short');
		now += 1;
		expect((await renewals.share('k', '', renew)).token).toBe('t1');
	});

	it('share a failure with those who wait, and do not remember it', async () => {
		const failing = jest.fn(() => Promise.reject(new Error('refused')));
		const results = await Promise.allSettled(
			Array.from({ length: 5 }, () => renewals.share('k', '', failing)),
		);
		expect(results.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
		expect(failing).toHaveBeenCalledTimes(1);
		expect((await renewals.share('k', '', renew)).token).toBe('t1');
	});

	it('leave nothing pending when the start itself throws', async () => {
		const broken = (): Promise<Tokens> => {
			throw new Error('bug');
		};
		await expect(renewals.share('k', '', broken)).rejects.toThrow('bug');
		expect((await renewals.share('k', '', renew)).token).toBe('t1');
	});
});

describe('The outcome of a single-use grant', () => {
	let now = 0;
	let grants: UsedGrants<Tokens>;

	beforeEach(() => {
		now = 1_700_000_000_000;
		grants = new UsedGrants<Tokens>(() => now);
	});

	it('is kept for an hour', () => {
		grants.keep('code', tokens('a'));
		now += 3_599_999;
		expect(grants.recall('code')?.token).toBe('a');
		now += 1;
		expect(grants.recall('code')).toBeUndefined();
	});

	it('is kept under its own key alone', () => {
		grants.keep('code', tokens('a'));
		expect(grants.recall('other')).toBeUndefined();
	});

	it('is always the newest that came of it, but no longer for that', () => {
		grants.keep('code', tokens('a'));
		grants.keep('other', tokens('x'));
		now += 3_000_000;
		grants.replace('r-a', tokens('b'));
		grants.replace('r-b', tokens('c'));
		expect(grants.recall('code')?.token).toBe('c');
		expect(grants.recall('other')?.token).toBe('x');
		now += 600_000;
		expect(grants.recall('code')).toBeUndefined();
	});

	it('is dropped, the oldest first, when there are more than a hundred', () => {
		for (let index = 0; index < 101; index++) grants.keep(`code-${index}`, tokens(`t${index}`));
		expect(grants.recall('code-0')).toBeUndefined();
		expect(grants.recall('code-1')?.token).toBe('t1');
		expect(grants.recall('code-100')?.token).toBe('t100');
	});

	it('kept again under the same key costs no other its place', () => {
		for (let index = 0; index < 100; index++) grants.keep(`code-${index}`, tokens(`t${index}`));
		grants.keep('code-99', tokens('again'));
		expect(grants.recall('code-0')?.token).toBe('t0');
		expect(grants.recall('code-99')?.token).toBe('again');
	});
});

describe('Spent keys', () => {
	it('are known from the moment they are added', () => {
		const spent = new UsedKeys();
		expect(spent.has('a')).toBe(false);
		spent.add('a');
		expect([spent.has('a'), spent.has('b')]).toEqual([true, false]);
	});

	it('are forgotten, the oldest first, beyond ten thousand', () => {
		const spent = new UsedKeys();
		for (let index = 0; index <= 10_000; index++) spent.add(String(index));
		expect([spent.has('0'), spent.has('1'), spent.has('10000')]).toEqual([false, true, true]);
	});
});
