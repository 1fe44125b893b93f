import { ExpiringMap } from '../../../../lib/core/time/expiring-map';

const HOUR = 3_600_000;

beforeEach(() => jest.useFakeTimers({ now: 1_700_000_000_000 }));
afterAll(() => jest.useRealTimers());

describe('An entry', () => {
	it('is kept for its time', () => {
		const map = new ExpiringMap<string>(HOUR, 100);
		map.set('code', 'a');
		jest.advanceTimersByTime(HOUR - 1);
		expect(map.get('code')).toBe('a');
		jest.advanceTimersByTime(1);
		expect(map.get('code')).toBeUndefined();
	});

	it('is kept no longer when the clock of the host is set back', () => {
		const map = new ExpiringMap<string>(HOUR, 100);
		map.set('code', 'a');
		jest.setSystemTime(0);
		jest.advanceTimersByTime(HOUR);
		expect(map.get('code')).toBeUndefined();
	});

	it('is kept as long when the clock of the host is set forward', () => {
		const map = new ExpiringMap<string>(HOUR, 100);
		map.set('code', 'a');
		jest.setSystemTime(Date.now() + 2 * HOUR);
		expect(map.get('code')).toBe('a');
	});

	it('that was replaced is not kept longer because of it', () => {
		const map = new ExpiringMap<string>(HOUR, 100);
		map.set('code', 'a');
		map.set('other', 'x');
		jest.advanceTimersByTime(HOUR - 1);
		map.replaceWhere((value) => value === 'a', 'b');
		map.replaceWhere((value) => value === 'b', 'c');
		expect([map.get('code'), map.get('other')]).toEqual(['c', 'x']);
		jest.advanceTimersByTime(1);
		expect(map.get('code')).toBeUndefined();
	});

	it('is dropped, the oldest first, when there are too many', () => {
		const map = new ExpiringMap<number>(HOUR, 100);
		for (let index = 0; index < 101; index++) map.set(`code-${index}`, index);
		expect([map.get('code-0'), map.get('code-1'), map.get('code-100')]).toEqual([
			undefined,
			1,
			100,
		]);
	});

	it('set again under the same key does not displace another', () => {
		const map = new ExpiringMap<string>(HOUR, 2);
		map.set('a', '1');
		map.set('b', '2');
		map.set('b', 'again');
		expect([map.get('a'), map.get('b')]).toEqual(['1', 'again']);
	});

	it('set again counts as new', () => {
		const map = new ExpiringMap<string>(HOUR, 2);
		map.set('a', '1');
		map.set('b', '2');
		jest.advanceTimersByTime(1);
		map.set('a', '1');
		map.set('c', '3');
		expect([map.get('a'), map.get('b'), map.get('c')]).toEqual(['1', undefined, '3']);
		expect(map.lastSetAt((value) => value === '1')).toBe(performance.now());
	});

	it('is found by its value: the latest that matches, while its time lasts', () => {
		const map = new ExpiringMap<string>(HOUR, 100);
		map.set('a', 'token');
		jest.advanceTimersByTime(1);
		map.set('b', 'token');
		map.set('c', 'other');
		const setAt = performance.now();
		jest.advanceTimersByTime(HOUR - 1);
		expect(map.lastSetAt((value) => value === 'token')).toBe(setAt);
		expect(map.lastSetAt((value) => value === 'none')).toBeUndefined();
		jest.advanceTimersByTime(1);
		expect(map.lastSetAt((value) => value === 'token')).toBeUndefined();
	});

	it('can be deleted, by its key or its value', () => {
		const map = new ExpiringMap<string>(HOUR, 100);
		for (const key of ['a', 'b', 'c']) map.set(key, key);
		map.delete('a');
		map.deleteWhere((value) => value === 'b');
		expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([undefined, undefined, 'c']);
	});
});

describe('Memory', () => {
	/** Timers that the test ends; each is for one map. */
	function holdTimers(): Array<{ ms: number; end: () => void }> {
		const timers: Array<{ ms: number; end: () => void }> = [];
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			const controller = new AbortController();
			timers.push({ ms, end: () => controller.abort() });
			return controller.signal;
		});
		return timers;
	}
	afterEach(() => jest.restoreAllMocks());

	it('is free of entries whose time is over, although nobody asks for them', () => {
		const timers = holdTimers();
		const map = new ExpiringMap<string>(HOUR, 20_000);
		for (let index = 0; index < 10_000; index++) map.set(`member-${index}`, 'token');
		jest.advanceTimersByTime(HOUR / 2);
		map.set('later', 'token');
		expect(timers.map(({ ms }) => ms)).toEqual([HOUR]);
		jest.advanceTimersByTime(HOUR / 2);
		timers[0].end();
		expect(map.size).toBe(1);
		expect(timers.map(({ ms }) => ms)).toEqual([HOUR, HOUR / 2]);
		jest.advanceTimersByTime(HOUR / 2);
		timers[1].end();
		expect(map.size).toBe(0);
		expect(timers).toHaveLength(2);
	});

	it('never holds more entries than the limit', () => {
		const map = new ExpiringMap<number>(HOUR, 3);
		for (let index = 0; index < 10; index++) {
			map.set(`${index}`, index);
			expect(map.size).toBeLessThanOrEqual(3);
		}
	});
});
