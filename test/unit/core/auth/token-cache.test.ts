import { TokenCache } from '../../../../lib/core/auth/token-cache';

interface Tokens {
	token: string;
	expiresAt?: number;
}

const tokens = (token: string, expiresAt?: number): Tokens => ({
	token,
	expiresAt,
});

describe('Renewals shared within a process', () => {
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
		jest.useFakeTimers({ now: 1_700_000_000_000 });
		started = 0;
		renewals = new TokenCache<Tokens>(
			({ token }) => token,
			({ expiresAt }) => expiresAt === undefined || expiresAt > Date.now(),
		);
	});

	afterAll(() => jest.useRealTimers());

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
		const began = Date.now();
		await renewals.share('k', '', renew);
		jest.advanceTimersByTime(10);
		expect([renewals.issuedAt('t1'), renewals.issuedAt('t2')]).toEqual([began, undefined]);
		renewals.forgetToken('t1');
		expect(renewals.issuedAt('t1')).toBeUndefined();
	});

	it('answer those who come just after, whose own token is another', async () => {
		await renewals.share('k', '', renew);
		jest.advanceTimersByTime(29_999);
		expect((await renewals.share('k', 'old', renew)).token).toBe('t1');
		expect(started).toBe(1);
	});

	it('are not remembered for thirty seconds or longer', async () => {
		await renewals.share('k', '', renew);
		jest.advanceTimersByTime(30_000);
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
		await renewals.share('k', '', () => Promise.resolve(tokens('short', Date.now() + 1_000)));
		jest.advanceTimersByTime(999);
		expect((await renewals.share('k', '', renew)).token).toBe('short');
		jest.advanceTimersByTime(1);
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
