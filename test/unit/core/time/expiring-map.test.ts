import { ExpiringMap } from '../../../../lib/core/time/expiring-map';

const HOUR = 3_600_000;

beforeEach(() => jest.useFakeTimers({ now: 1_700_000_000_000 }));
afterAll(() => jest.useRealTimers());

describe('An entry', () => {
	it('is kept for its time', () => {
		const map = new ExpiringMap<string>(HOUR);
		map.set('code', 'a');
		jest.advanceTimersByTime(HOUR - 1);
		expect(map.get('code')).toBe('a');
		jest.advanceTimersByTime(1);
		expect(map.get('code')).toBeUndefined();
	});

	it('is kept for ever where there is no limit', () => {
		const map = new ExpiringMap<true>(Infinity);
		map.set('used', true);
		jest.advanceTimersByTime(1_000 * HOUR);
		expect([map.get('used'), map.get('other')]).toEqual([true, undefined]);
	});

	it('that was replaced is not kept longer because of it', () => {
		const map = new ExpiringMap<string>(HOUR);
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
		expect(map.lastSetAt((value) => value === '1')).toBe(Date.now());
	});

	it('can be deleted, by its key or its value', () => {
		const map = new ExpiringMap<string>(HOUR);
		for (const key of ['a', 'b', 'c']) map.set(key, key);
		map.delete('a');
		map.deleteWhere((value) => value === 'b');
		expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([undefined, undefined, 'c']);
	});
});
