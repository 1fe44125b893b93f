import { splitList } from '../../../../lib/core/operation/parameter-values';
import { expectInvalid } from '../../support/errors';
import { setUp } from './set-up';

describe('A list separated by commas', () => {
	it('is split into its entries, without spaces and empty ones', () => {
		expect(splitList(' a ,b, ,c d,')).toEqual(['a', 'b', 'c d']);
		expect(splitList('')).toEqual([]);
	});
});

describe('A JSON field', () => {
	const read = (value: unknown) =>
		setUp({ body: '={{ x }}' }, { body: [value] })
			.input()
			.json('body');

	it('is returned as typed, so that long numbers keep their digits', () => {
		expect(read(' {"id": 12345678901234567890} ')).toBe('{"id": 12345678901234567890}');
	});

	it('may be an object that an expression evaluates to', () => {
		expect(read({ a: ['b'] })).toBe('{"a":["b"]}');
		expect(read([])).toBe('[]');
	});

	it('is rejected when it cannot be sent as JSON', () => {
		expectInvalid(() => read('{"a":"\ud83d"}'), 'JSON Body');
		const endless: Record<string, unknown> = {};
		endless.self = endless;
		expectInvalid(() => read(endless), 'JSON Body');
		expectInvalid(() => read({ number: BigInt(1) }), 'JSON Body');
	});

	it('is undefined only when the user left it empty', () => {
		for (const body of ['', '  ', undefined]) {
			expect(
				setUp({ body } as never)
					.input()
					.json('body'),
			).toBeUndefined();
		}
		for (const value of ['', '  ', undefined, null]) expectInvalid(() => read(value), 'JSON Body');
	});

	it.each(['{', '{"a":1,}', "{'a': 1}", 'abc', '{"name":"山田太郎"'])(
		'is rejected when it is %s',
		(text) => {
			const serviceError = expectInvalid(() => read(text), 'JSON Body');
			expect(serviceError.text).not.toContain('山田');
		},
	);
});
