import type { INodeParameters } from 'n8n-workflow';
import { setUp } from './set-up';

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
});

describe('The parts of a resource locator and a resource mapper', () => {
	const parameters: INodeParameters = {
		call: { __rl: true, mode: 'list', value: 'GET /a', cachedResultName: '={{ $json.never }}' },
		values: {
			mappingMode: 'defineBelow',
			value: { 'body/fixed': '007', 'body/own': '={{ $json.own }}' },
			schema: [{ id: 'body/fixed', displayName: '={{ $json.never }}' }] as never,
		},
	};
	const read = (): Pick<ReturnType<typeof setUp>, 'reader' | 'getNodeParameter'> =>
		setUp(parameters, {
			'call.value': ['GET /a', 'GET /a'],
			'values.value["body/fixed"]': ['007', '007'],
			'values.value["body/own"]': ['own 0', 'own 1'],
			'values.value["body/none"]': [null, null],
		});

	it('are read on their own, and each item reads only those that have an expression', () => {
		const { reader, getNodeParameter } = read();
		for (const item of [0, 1]) {
			expect(reader.readLocator('call', item)).toBe('GET /a');
			expect(reader.readMapped('values', 'body/fixed', item)).toBe('007');
			expect(reader.readMapped('values', 'body/own', item)).toBe(`own ${item}`);
			expect(reader.readMapped('values', 'body/none', item)).toBeNull();
		}
		expect(getNodeParameter.mock.calls.map(([path, item]) => `${path} ${item}`)).toEqual([
			// An expression elsewhere in the locator leaves a doubt.
			'call.value 0',
			'values.value["body/fixed"] 0',
			'values.value["body/own"] 0',
			'values.value["body/none"] 0',
			'call.value 1',
			'values.value["body/own"] 1',
		]);
	});

	it('are found as the workflow stores them', () => {
		const { reader } = read();
		expect(reader.storedMapped('values', 'body/own')).toBe('={{ $json.own }}');
		expect(reader.storedMapped('values', 'toString')).toBeUndefined();
		expect(setUp({ values: '={{ 1 }}' }).reader.storedMapped('values', '0')).toBeUndefined();
	});
});
