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
