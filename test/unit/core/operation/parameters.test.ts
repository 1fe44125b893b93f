import type { INode, INodeParameters } from 'n8n-workflow';
import {
	ItemParameters,
	ParameterReader,
	splitList,
} from '../../../../lib/core/operation/parameters';
import { expectInvalid } from '../../support/errors';

/**
 * @param parameters as stored in the workflow
 * @param values what an expression evaluates to for each item; the stored value if missing
 */
function setUp(parameters: INodeParameters, values: Record<string, unknown[]> = {}) {
	const getNodeParameter = jest.fn((name: string, itemIndex: number): unknown =>
		name in values ? values[name][itemIndex] : parameters[name],
	);
	const source = { getNode: () => ({ parameters }) as INode, getNodeParameter };
	const reader = new ParameterReader(source as never);
	const labels = new Map([
		['text', 'Some Text'],
		['count', 'Max Count'],
		['token', 'Member Token'],
		['body', 'JSON Body'],
		['rows', 'Body Parameters'],
	]);
	return {
		getNodeParameter,
		reader,
		input: (itemIndex = 0) => new ItemParameters(reader, itemIndex, labels),
	};
}

describe('A parameter', () => {
	it('without an expression is read once for all items', () => {
		const { reader, getNodeParameter } = setUp({ text: 'fixed', flag: true, list: ['a', 'b'] });
		for (let item = 0; item < 100; item++) {
			expect(reader.read('text', item)).toBe('fixed');
			expect(reader.read('flag', item)).toBe(true);
			expect(reader.read('list', item)).toEqual(['a', 'b']);
		}
		expect(getNodeParameter).toHaveBeenCalledTimes(3);
	});

	it('that is not stored in the workflow is read once, for its default', () => {
		const { reader, getNodeParameter } = setUp({}, { text: ['default'] });
		expect([reader.read('text', 0), reader.read('text', 7)]).toEqual(['default', 'default']);
		expect(getNodeParameter).toHaveBeenCalledTimes(1);
	});

	it.each<[string, INodeParameters]>([
		['at its top', { text: '={{ $json.a }}' }],
		['in a list', { text: ['a', '={{ $json.a }}'] }],
		['in a name/value list', { text: { parameter: [{ name: 'a', value: '={{ $json.a }}' }] } }],
	])('with an expression %s is read once for each item', (_name, parameters) => {
		const { input, getNodeParameter } = setUp(parameters, { text: ['a0', 'a1', 'a2'] });
		for (const index of [0, 1, 2]) {
			const item = input(index);
			expect([item.text('text'), item.text('text')]).toEqual([`a${index}`, `a${index}`]);
		}
		expect(getNodeParameter.mock.calls.map(([, index]) => index)).toEqual([0, 1, 2]);
	});

	it('is refused when an AI model fills it in, in every spelling that n8n accepts', () => {
		for (const call of ["$fromAI('path')", "$fromAi('path')", "$fromai('path')"]) {
			const { input } = setUp({
				text: `={{ ${call} }}`,
				rows: { parameter: [{ value: `={{ ${call} }}` }] },
			});
			expectInvalid(() => input().rejectModelInput('text'), 'Some Text');
			expectInvalid(() => input().rejectModelInput('rows'), 'Body Parameters');
		}
	});

	it('with an ordinary expression is not mistaken for one that a model fills in', () => {
		const { input } = setUp({ text: '={{ $json.path }}' });
		input().rejectModelInput('text');
		input().rejectModelInput('missing');
	});
});

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

	it.each([[{}], [[]], [{ a: 1 }]])('is refused when the expression evaluates to %j', (value) => {
		expectInvalid(() => read(value).text('text'), 'Some Text');
	});

	it.each(['\ud83d', '\ude00', 'a\ude00\ud83d'])(
		'is refused with an incomplete character: %j',
		(value) => {
			const serviceError = expectInvalid(() => read(value).text('text'), 'Some Text');
			expect(serviceError.message).toContain('half of a character');
		},
	);

	it('may contain any complete character', () => {
		expect(read('日本\ud83d\ude00\0').text('text')).toBe('日本\ud83d\ude00\0');
	});

	it.each(['', ' ', '\n', undefined, null])(
		'that is required is refused when it is %j',
		(value) => {
			const serviceError = expectInvalid(
				() => read(value).requiredText('text', 'Fill it.'),
				'Some Text',
			);
			expect(serviceError.description).toBe('Fill it.');
		},
	);

	it('that is required is returned untrimmed', () => {
		expect(read(' x').requiredText('text')).toBe(' x');
	});
});

describe('An option', () => {
	const withOptions = (raw: INodeParameters | string, evaluated: unknown = raw) =>
		setUp({ options: raw }, { options: [evaluated] }).input();

	it('that is not added is undefined', () => {
		expect(withOptions({}).optionText('token')).toBeUndefined();
		expect(setUp({}).input().optionText('token')).toBeUndefined();
	});

	it('that is added is read as text', () => {
		expect(withOptions({ token: 'abc' }).optionText('token')).toBe('abc');
		expect(withOptions({ token: '={{ 1 }}' }, { token: 'abc' }).optionText('token')).toBe('abc');
	});

	it.each([{ token: '' }, { token: undefined }, { token: null }, {}])(
		'that is added but evaluates to nothing (%j) is empty, without a fallback',
		(evaluated) => {
			expect(withOptions({ token: '={{ $json.token }}' }, evaluated).optionText('token')).toBe('');
		},
	);

	it.each([{ token: '' }, { token: null }, { token: undefined }])(
		'that an expression for all options adds without a value (%j) is empty, too',
		(evaluated) => {
			expect(withOptions('={{ $json.options }}', evaluated).optionText('token')).toBe('');
		},
	);

	it('that is an object is refused', () => {
		expectInvalid(
			() => withOptions({ token: '=x' }, { token: {} }).optionText('token'),
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
		expect(withOptions({ count: '=x' }, { count: value }).optionPositiveInteger('count', 10)).toBe(
			number,
		);
	});

	it.each([0, -1, 1.5, NaN, Infinity, '0', '-3', '2.5', 'ten', '1,5', true, {}, [], [1], 2 ** 60])(
		'for a whole number is refused when it is %j',
		(count) => {
			expectInvalid(
				() => withOptions({ count: '=x' }, { count }).optionPositiveInteger('count', 10),
				'Max Count',
			);
		},
	);
});

describe('A JSON field', () => {
	const read = (value: unknown) =>
		setUp({ body: '=x' }, { body: [value] })
			.input()
			.json('body');

	it('is returned as typed, so that long numbers keep their digits', () => {
		expect(read(' {"id": 12345678901234567890} ')).toBe('{"id": 12345678901234567890}');
	});

	it('may be an object that an expression evaluates to', () => {
		expect(read({ a: ['b'] })).toBe('{"a":["b"]}');
		expect(read([])).toBe('[]');
	});

	it('is refused when it cannot be sent as JSON', () => {
		expectInvalid(() => read('{"a":"\ud83d"}'), 'JSON Body');
		const endless: Record<string, unknown> = {};
		endless.self = endless;
		expectInvalid(() => read(endless), 'JSON Body');
		expectInvalid(() => read({ number: BigInt(1) }), 'JSON Body');
	});

	it.each(['', '  ', undefined, null])('is undefined when it is %j', (value) => {
		expect(read(value)).toBeUndefined();
	});

	it.each(['{', '{"a":1,}', "{'a': 1}", 'abc', '{"name":"山田太郎"'])(
		'is refused when it is %s',
		(text) => {
			const serviceError = expectInvalid(() => read(text), 'JSON Body');
			expect(serviceError.text).not.toContain('山田');
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
			{ name: 'c' },
		];
		expect(read({ parameter })).toEqual([
			{ name: 'b', value: '1' },
			{ name: 'a', value: '' },
			{ name: 'b', value: ' x ' },
			{ name: 'c', value: '' },
		]);
	});

	it.each([{}, undefined, { parameter: [] }, { parameter: [{ name: '', value: '' }] }])(
		'is empty when it is %j',
		(value) => {
			expect(read(value)).toEqual([]);
		},
	);

	it.each(['x', 7, { name: 'a', value: 'b' }, ['a'], [null]])(
		'is refused when an expression evaluates to no list of rows: %j',
		(parameter) => {
			expectInvalid(() => read({ parameter }), 'Body Parameters');
		},
	);

	it('is refused with a value without a name, or a value that is an object', () => {
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
		expect(splitList(' a ,b, ,c d,')).toEqual(['a', 'b', 'c d']);
		expect(splitList('')).toEqual([]);
	});

	it('without a label are named as in the workflow', () => {
		expect(setUp({}).input().label('other')).toBe('other');
	});
});
