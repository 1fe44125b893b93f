import type { INodeParameters } from 'n8n-workflow';
import { expectInvalid } from '../../support/errors';
import { setUp } from './set-up';

describe('A text', () => {
	const read = (value: unknown) => setUp({ text: '=x' }, { text: [value] }).input();

	it.each([
		['x', 'x'],
		[' x ', ' x '],
		[0, '0'],
		[false, 'false'],
		[undefined, ''],
		[null, ''],
	])('%j is read as %j', (value, text) => {
		expect(read(value).text('text')).toBe(text);
	});

	it.each([[{}], [[]], [{ a: 1 }]])('is rejected when the expression evaluates to %j', (value) => {
		expectInvalid(() => read(value).text('text'), 'Some Text');
	});

	it.each(['\ud83d', '\ude00', 'a\ude00\ud83d'])(
		'is rejected with an incomplete character: %j',
		(value) => {
			const serviceError = expectInvalid(() => read(value).text('text'), 'Some Text');
			expect(serviceError.message).toContain('an incomplete character');
		},
	);

	it('may contain any complete character', () => {
		expect(read('日本\ud83d\ude00\0').text('text')).toBe('日本\ud83d\ude00\0');
	});

	it.each(['', ' ', '\n', undefined, null])(
		'that is required is rejected when it is %j',
		(value) => {
			const serviceError = expectInvalid(
				() => read(value).requiredText('text', 'Fill it.'),
				'Some Text',
			);
			expect(serviceError.description).toBe('Fill it.');
		},
	);

	it('that is required is returned without spaces around it, a secret with them', () => {
		expect(read(' x').requiredText('text')).toBe('x');
		expect(read(' x').requiredSecret('text')).toBe(' x');
	});
});

describe('An option', () => {
	const withOptions = (raw: INodeParameters | string, evaluated: unknown = raw) =>
		setUp({ options: raw }, { options: [evaluated] }).input();

	it('that is not added is undefined', () => {
		expect(withOptions({}).options.text('token')).toBeUndefined();
		expect(setUp({}).input().options.text('token')).toBeUndefined();
	});

	it('that is added is read as text', () => {
		expect(withOptions({ token: 'abc' }).options.text('token')).toBe('abc');
		expect(withOptions({ token: '={{ 1 }}' }, { token: 'abc' }).options.text('token')).toBe('abc');
	});

	it.each([{ token: '' }, { token: undefined }, { token: null }, {}])(
		'that is added but evaluates to nothing (%j) is empty, without a fallback',
		(evaluated) => {
			expect(withOptions({ token: '={{ $json.token }}' }, evaluated).options.text('token')).toBe(
				'',
			);
		},
	);

	it.each([{ token: '' }, { token: null }, { token: undefined }])(
		'that an expression for all options adds without a value (%j) is empty, too',
		(evaluated) => {
			expect(withOptions('={{ $json.options }}', evaluated).options.text('token')).toBe('');
		},
	);

	it('is evaluated at most once for an item, and no other with it', () => {
		const { input, getNodeParameter } = setUp({
			options: { token: '={{ 1 }}', count: '={{ 2 }}', other: '={{ 3 }}' },
		});
		const { options } = input(4);
		for (let request = 0; request < 3; request++) {
			options.text('token');
			options.flag('count');
			options.flag('notAdded');
		}
		expect(getNodeParameter.mock.calls.map(([path, item]) => `${path} ${item}`)).toEqual([
			'options.token 4',
			'options.count 4',
		]);
	});

	it('that an expression for all options adds is evaluated with them, once for an item', () => {
		const { input, getNodeParameter } = setUp(
			{ options: '={{ $json.options }}' },
			{ options: [{ token: 'abc', count: 7 }] },
		);
		const { options } = input();
		expect([options.text('token'), options.positiveInteger('count', 10)]).toEqual(['abc', 7]);
		expect(getNodeParameter).toHaveBeenCalledTimes(1);
	});

	it('that is an object is rejected', () => {
		expectInvalid(
			() => withOptions({ token: '=x' }, { token: {} }).options.text('token'),
			'Member Token',
		);
	});

	it.each([
		[1, 1],
		[50, 50],
		['7', 7],
		[undefined, 10],
		[null, 10],
		['', 10],
	])('for a whole number reads %j as %j', (value, number) => {
		expect(
			withOptions({ count: '=x' }, { count: value }).options.positiveInteger('count', 10),
		).toBe(number);
	});

	it.each([0, -1, 1.5, NaN, Infinity, '0', '-3', '2.5', 'ten', '1,5', true, {}, [], [1], 2 ** 60])(
		'for a whole number is rejected when it is %j',
		(count) => {
			expectInvalid(
				() => withOptions({ count: '=x' }, { count }).options.positiveInteger('count', 10),
				'Max Count',
			);
		},
	);
});

describe('A name/value list', () => {
	const read = (value: unknown) =>
		setUp({ rows: '=x' }, { rows: [value] })
			.input()
			.pairs('rows');

	it('keeps order, repeated names and empty values, and turns numbers into text', () => {
		const parameter = [
			{ name: 'b', value: 1 },
			{ name: 'a', value: '' },
			{ name: 'b', value: ' x ' },
		];
		expect(read({ parameter })).toEqual([
			{ name: 'b', value: '1' },
			{ name: 'a', value: '' },
			{ name: 'b', value: ' x ' },
		]);
	});

	it.each([{}, { parameter: [] }, { parameter: [{ name: '', value: '' }] }])(
		'is empty when it is %j',
		(value) => {
			expect(read(value)).toEqual([]);
		},
	);

	it('is empty when the user left it empty, but not when its expression evaluates to nothing', () => {
		expect(setUp({}).input().pairs('rows')).toEqual([]);
		expect(setUp({ rows: {} }).input().pairs('rows')).toEqual([]);
		for (const value of [undefined, null, '', { parameter: [{ name: 'c' }] }]) {
			expectInvalid(() => read(value), 'Body Parameters');
		}
	});

	it('is rejected when the expression evaluates to anything but rows', () => {
		for (const value of ['a=b', 7, true, [1]]) expectInvalid(() => read(value), 'Body Parameters');
		const empty = { name: '', value: '' };
		const taken = { parameter: Array(12).fill(empty) };
		expectInvalid(() => setUp({ rows: taken }).input().pairs('rows'), 'Body Parameters');
	});

	it.each(['x', 7, { name: 'a', value: 'b' }, ['a'], [null]])(
		'is rejected when an expression evaluates to no list of rows: %j',
		(parameter) => {
			expectInvalid(() => read({ parameter }), 'Body Parameters');
		},
	);

	it('is rejected with a value without a name, or a value that is an object', () => {
		expectInvalid(() => read({ parameter: [{ name: '', value: 'x' }] }), 'Body Parameters');
		expectInvalid(() => read({ parameter: [{ name: 'a', value: { b: 1 } }] }), 'Body Parameters');
	});
});

describe('Other fields', () => {
	it('are on for true, and for the text that an expression makes of it', () => {
		for (const [value, expected] of [
			[true, true],
			['true', true],
			[false, false],
			['false', false],
			['', false],
			[1, false],
			[undefined, false],
		]) {
			expect(
				setUp({ f: '=x' }, { f: [value] })
					.input()
					.flag('f'),
			).toBe(expected);
		}
	});

	it('with several options are read as a list, or as text separated by commas', () => {
		expect(
			setUp({ l: ['a', 'b'] })
				.input()
				.list('l'),
		).toEqual(['a', 'b']);
		expect(
			setUp({ l: '=x' }, { l: ['a, b,,'] })
				.input()
				.list('l'),
		).toEqual(['a', 'b']);
		expect(setUp({}).input().list('l')).toEqual([]);
		const read = (value: unknown): string[] =>
			setUp({ text: '=x' }, { text: [value] })
				.input()
				.list('text');
		expect(read(7)).toEqual(['7']);
		expectInvalid(() => read({ a: 1 }), 'Some Text');
		expectInvalid(() => read(['a', { b: 1 }]), 'Some Text');
	});

	it('without a label are named as in the workflow', () => {
		expect(setUp({}).input().label('other')).toBe('other');
	});
});
