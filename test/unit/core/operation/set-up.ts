import type { INode, INodeParameters } from 'n8n-workflow';
import { ParameterReader } from '../../../../lib/core/operation/parameter-reader';
import { ItemParameters } from '../../../../lib/core/operation/parameters';

/**
 * @param parameters as stored in the workflow
 * @param values what a parameter, or one expression of it with its braces, evaluates to for each
 *   item; the stored value if missing
 */
export function setUp(parameters: INodeParameters, values: Record<string, unknown[]> = {}) {
	const valueOf = (name: string, itemIndex: number): unknown =>
		name in values ? values[name][itemIndex] : parameters[name];
	const getNodeParameter = jest.fn((path: string, itemIndex: number): unknown => {
		const [collection, option] = path.split('.');
		return collection === 'options' && option
			? (valueOf(collection, itemIndex) as Record<string, unknown>)[option]
			: valueOf(path, itemIndex);
	});
	const source = {
		getNode: () => ({ parameters, type: 'sample' }) as INode,
		getNodeParameter,
		evaluateExpression: (code: string, itemIndex: number) => values[code]?.[itemIndex],
	};
	const labels = new Map([
		['text', 'Some Text'],
		['count', 'Max Count'],
		['token', 'Member Token'],
		['body', 'JSON Body'],
		['rows', 'Body Parameters'],
	]);
	const reader = new ParameterReader(source as never, labels);
	return {
		getNodeParameter,
		reader,
		input: (itemIndex = 0) => new ItemParameters(reader, itemIndex),
	};
}
