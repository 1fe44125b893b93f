import * as fc from '../../../property';
import {
	formatPlace,
	isSendableName,
	parsePlace,
	placeName,
	type Place,
} from '../../../../lib/core/contract/place';
import { anyText, isWhole } from '../../hostile/texts';

const anyName = anyText.filter((text) => text !== '' && isWhole(text));
const anyStyle = fc.constantFrom(
	undefined,
	...(['comma', 'space', 'pipe', 'repeat', 'list', 'json', 'deep'] as const),
);
const anyPlace: fc.Arbitrary<Place> = fc.oneof(
	fc.record({
		kind: fc.constantFrom('path', 'query', 'header', 'form'),
		style: anyStyle,
		names: fc.tuple(anyName),
	}),
	fc.record({
		kind: fc.constant('body' as const),
		style: anyStyle,
		names: fc.array(anyName, { maxLength: 3 }),
	}),
);

describe('The id of a field', () => {
	it.each([
		['path/card', { kind: 'path', names: ['card'] }],
		['query/from', { kind: 'query', names: ['from'] }],
		['query[comma]/ids', { kind: 'query', style: 'comma', names: ['ids'] }],
		['query/filter%5Bname%5D', { kind: 'query', names: ['filter[name]'] }],
		['header/X-Shop', { kind: 'header', names: ['X-Shop'] }],
		['form/data_flg', { kind: 'form', names: ['data_flg'] }],
		['body/a/b', { kind: 'body', names: ['a', 'b'] }],
		['body/shop.id', { kind: 'body', names: ['shop.id'] }],
		['body/カード', { kind: 'body', names: ['カード'] }],
		['body/a%2Fb/%27%22%28', { kind: 'body', names: ['a/b', '\'"('] }],
		['body[json]', { kind: 'body', style: 'json', names: [] }],
		['body/__proto__', { kind: 'body', names: ['__proto__'] }],
	] as Array<[string, Place]>)('%s carries the place', (id, place) => {
		expect(formatPlace(place)).toBe(id);
		expect(parsePlace(id)).toEqual(place);
	});

	it('carries any name, without a character that n8n takes for syntax', () => {
		fc.assert(
			fc.property(anyPlace, (place) => {
				const id = formatPlace(place);
				expect(parsePlace(id)).toEqual(place);
				const [start, ...names] = id.split('/');
				expect(start).toMatch(/^[a-z]+(\[[a-z]+\])?$/);
				for (const name of names) expect(name).toMatch(/^[\p{L}\p{N}_.~$@:%-]+$/u);
			}),
			{ numRuns: 2_000 },
		);
	});

	it.each([
		'',
		'path',
		'path/',
		'path/a/b',
		'cookie/a',
		'query[]/a',
		'query[x]/a',
		'body//a',
		'a',
		'/',
	])('%j names no place', (id) => {
		expect(parsePlace(id)).toBeUndefined();
	});

	it('names no place if its percent-encoding is broken', () => {
		expect(parsePlace('query/%zz')).toBeUndefined();
	});
});

it('a name can be sent unless it is empty or contains an incomplete character', () => {
	expect(['', '\ud83d', 'a\ude00b'].filter(isSendableName)).toEqual([]);
	fc.assert(fc.property(anyName, (name) => isSendableName(name)));
});

it('a place is shown by the names of the description', () => {
	expect(placeName({ kind: 'body', names: ['shop', 'id'] })).toBe('shop.id');
	expect(placeName({ kind: 'body', names: [] })).toBe('Body');
});
