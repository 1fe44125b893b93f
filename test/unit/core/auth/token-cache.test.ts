import { TokenCache } from '../../../../lib/core/auth/token-cache';

interface Tokens {
	token: string;
	expiresAt?: number;
}

const tokens = (token: string, expiresAt?: number): Tokens => ({
	token,
	expiresAt,
});

describe('A token cache', () => {
	let renewals: TokenCache<Tokens>;
	let started = 0;

	/** A renewal that returns a new token each time. */
	const renew = async (): Promise<Tokens> => {
		started++;
		const mine = started;
		await Promise.resolve();
		return tokens(`t${mine}`);
	};

	beforeEach(() => {
		jest.useFakeTimers({ now: 1_700_000_000_000 });
		started = 0;
		renewals = new TokenCache<Tokens>(
			({ token }) => token,
			({ expiresAt }) => expiresAt === undefined || expiresAt > Date.now(),
		);
	});

	afterAll(() => jest.useRealTimers());

	it('makes one request for fifty callers at once', async () => {
		const results = await Promise.all(
			Array.from({ length: 50 }, () => renewals.share('k', '', renew)),
		);
		expect(started).toBe(1);
		expect(new Set(results.map(({ token }) => token))).toEqual(new Set(['t1']));
	});

	it('makes one request for each key', async () => {
		const [a, b] = await Promise.all([
			renewals.share('a', '', renew),
			renewals.share('b', '', renew),
		]);
		expect(started).toBe(2);
		expect(a.token).not.toBe(b.token);
		expect((await renewals.share('a', '', renew)).token).toBe(a.token);
		expect((await renewals.share('b', '', renew)).token).toBe(b.token);
	});

	it('knows when a recent token was received', async () => {
		const began = performance.now();
		await renewals.share('k', '', renew);
		jest.advanceTimersByTime(10);
		expect([renewals.issuedAt('t1'), renewals.issuedAt('t2')]).toEqual([began, undefined]);
		renewals.forgetToken('t1');
		expect(renewals.issuedAt('t1')).toBeUndefined();
	});

	it('shares a recent result with callers that have another token', async () => {
		await renewals.share('k', '', renew);
		jest.advanceTimersByTime(29_999);
		expect((await renewals.share('k', 'old', renew)).token).toBe('t1');
		expect(started).toBe(1);
	});

	it('does not share a result that is 30 s old', async () => {
		await renewals.share('k', '', renew);
		jest.advanceTimersByTime(30_000);
		expect((await renewals.share('k', 'old', renew)).token).toBe('t2');
	});

	it('remembers the 1,000 received last', async () => {
		for (let login = 0; login <= 1_000; login++) await renewals.share(`k${login}`, '', renew);
		expect(renewals.issuedAt('t1')).toBeUndefined();
		expect(renewals.issuedAt('t2')).toBe(performance.now());
	});

	it('makes a new request for a caller that already has the recent token', async () => {
		await renewals.share('k', '', renew);
		expect((await renewals.share('k', 't1', renew)).token).toBe('t2');
		expect((await renewals.share('k', 't1', renew)).token).toBe('t2');
		expect(started).toBe(2);
	});

	it('does not share a token that was rejected', async () => {
		await renewals.share('k', '', renew);
		await renewals.share('other', '', renew);
		renewals.forgetToken('t1');
		expect((await renewals.share('k', '', renew)).token).toBe('t3');
		expect((await renewals.share('other', '', renew)).token).toBe('t2');
	});

	it('does not share a token that has expired', async () => {
		await renewals.share('k', '', () => Promise.resolve(tokens('short', Date.now() + 1_000)));
		jest.advanceTimersByTime(999);
		expect((await renewals.share('k', '', renew)).token).toBe('short');
		jest.advanceTimersByTime(1);
		expect((await renewals.share('k', '', renew)).token).toBe('t1');
	});

	it('shares an error with the callers that wait, and only with them', async () => {
		const failing = jest.fn(() => Promise.reject(new Error('rejected')));
		const results = await Promise.allSettled(
			Array.from({ length: 5 }, () => renewals.share('k', '', failing)),
		);
		expect(results.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
		expect(failing).toHaveBeenCalledTimes(1);
		expect((await renewals.share('k', '', renew)).token).toBe('t1');
	});

	it('can make another request after one that threw at once', async () => {
		const broken = (): Promise<Tokens> => {
			throw new Error('bug');
		};
		await expect(renewals.share('k', '', broken)).rejects.toThrow('bug');
		expect((await renewals.share('k', '', renew)).token).toBe('t1');
	});
});
