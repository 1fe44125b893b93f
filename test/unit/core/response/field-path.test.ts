import { parseFieldPath, valueAt } from '../../../../lib/core/response/field-path';

describe('The field of a response', () => {
	it.each<[unknown, string, unknown]>([
		[{ a: { b: [{ c: 1 }] } }, 'a.b.0.c', 1],
		[{ '@odata.nextLink': '/x' }, '@odata.nextLink', '/x'],
		[{ a: { 'b.c': { d: 2 } } }, 'a.b.c.d', 2],
		[{ 'a.b': 1, a: { b: 2 } }, 'a.b', 1],
		[{ a: 'text' }, 'a.length', undefined],
		[{ a: null }, 'a.b', undefined],
		[{}, 'constructor.name', undefined],
		[undefined, 'a', undefined],
	])('in %j at %s is %j', (json, path, value) => {
		expect(valueAt(json, parseFieldPath(path, 'Field'))).toEqual(value);
	});

	it.each(['', '.a', 'a..b', 'a.__proto__', '__proto__'])('cannot be at %j', (path) => {
		expect(() => parseFieldPath(path, 'Field')).toThrow("'Field' is");
	});
});
