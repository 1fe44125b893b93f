import { setJsonMember } from '../../../../lib/core/response/json-member';

describe('Setting a member of JSON text', () => {
	it.each<[string, string, string | number, string]>([
		['{}', 'page', 2, '{"page":2}'],
		[' { } ', 'page', 2, ' {"page":2 } '],
		['{"a":1.50}', 'page', 2, '{"page":2,"a":1.50}'],
		['{"page" : 1, "a":[{"page":9}]}', 'page', 2, '{"page" : 2, "a":[{"page":9}]}'],
		['{"page":"1"}', 'page', 2, '{"page":"2"}'],
		[
			'{"page":{"x":[1,{}]},"b":12345678901234567890}',
			'page',
			'c',
			'{"page":"c","b":12345678901234567890}',
		],
		['{"a":{"page":1}}', 'a.page', 2, '{"a":{"page":2}}'],
		['{"a":{}}', 'a.b.c', 2, '{"a":{"b":{"c":2}}}'],
		['{"a":1,"a":2}', 'a', 3, '{"a":1,"a":3}'],
		['{"p\\u0061ge":"}{\\"","x":true}', 'page', 3, '{"p\\u0061ge":"3","x":true}'],
	])('of %s: %s', (json, path, value, expected) => {
		expect(setJsonMember(json, path.split('.'), value)).toBe(expected);
		expect(() => JSON.parse(expected) as unknown).not.toThrow();
	});

	it('is possible beside a text of 15 MB', () => {
		const json = JSON.stringify({ file: 'x'.repeat(15_000_000) });
		expect(setJsonMember(json, ['page'], 2)).toHaveLength(json.length + '"page":2,'.length);
	});

	it.each([
		['[1]', 'page'],
		['"text"', 'page'],
		['{"a":[]}', 'a.b'],
		['{"a":1}', 'a.b'],
	])('is not possible in %s at %s', (json, path) => {
		expect(setJsonMember(json, path.split('.'), 1)).toBeUndefined();
	});
});
