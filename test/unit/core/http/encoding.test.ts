import * as fc from '../../../property';
import { encodeForm, flattenQuery, pair } from '../../../../lib/core/http/encoding';

const decode = (text: string): string[][] => [...new URLSearchParams(text)];

describe('A form', () => {
	it('keeps order, repeated names and empty values', () => {
		const pairs = [pair('b', '1'), pair('a', ''), pair('b', '2'), pair('', 'x')];
		expect(encodeForm(pairs)).toBe('b=1&a=&b=2&=x');
		expect(encodeForm([])).toBe('');
	});

	it('encodes every character that has a meaning in a form', () => {
		expect(encodeForm([pair('a b', "+/~*'()&=%#?")])).toBe(
			'a+b=%2B%2F%7E*%27%28%29%26%3D%25%23%3F',
		);
		expect(encodeForm([pair('名', 'セゾン🔑')])).toBe(
			'%E5%90%8D=%E3%82%BB%E3%82%BE%E3%83%B3%F0%9F%94%91',
		);
	});

	it('decodes to the same pairs, and is not changed by URL parsers', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))),
				(entries) => {
					const text = encodeForm(entries.map(([name, value]) => pair(name, value)));
					expect(decode(text)).toEqual(entries);
					expect(text).toMatch(/^[A-Za-z0-9*._%+&=-]*$/);
					expect(new URL(`https://a.example/?${text}`).search).toBe(text === '' ? '' : `?${text}`);
				},
			),
		);
	});
});

describe('The query object of request options', () => {
	const flat = (...args: Parameters<typeof flattenQuery>): string[][] =>
		flattenQuery(...args).map(({ name, value }) => [name, value]);

	it('becomes pairs in the same order', () => {
		expect(flat({ b: 'x', a: 1, c: false, d: 0 })).toEqual([
			['b', 'x'],
			['a', '1'],
			['c', 'false'],
			['d', '0'],
		]);
	});

	it('keeps empty values and omits undefined', () => {
		expect(flat({ a: '', b: null, c: undefined, d: [] })).toEqual([
			['a', ''],
			['b', ''],
		]);
	});

	it('becomes ISO 8601 for dates', () => {
		expect(flat({ a: new Date(0) })).toEqual([['a', '1970-01-01T00:00:00.000Z']]);
	});

	it.each([
		[
			'indices',
			[
				['a[0]', '1'],
				['a[1]', 'x y'],
				['o[l][0]', '3'],
			],
		],
		[
			'brackets',
			[
				['a[]', '1'],
				['a[]', 'x y'],
				['o[l][]', '3'],
			],
		],
		[
			'repeat',
			[
				['a', '1'],
				['a', 'x y'],
				['o[l]', '3'],
			],
		],
		[
			'comma',
			[
				['a', '1,x y'],
				['o[l]', '3'],
			],
		],
	] as const)('names the entries of arrays by %s', (format, expected) => {
		expect(flat({ a: [1, 'x y'], o: { l: [3] } }, format)).toEqual(expected);
	});

	it('names the entries of arrays of objects', () => {
		expect(flat({ a: [{ b: 1 }, { c: [2] }] })).toEqual([
			['a[0][b]', '1'],
			['a[1][c][0]', '2'],
		]);
	});
});
