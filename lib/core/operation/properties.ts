import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { OperationTable } from './operation';

/** Turns a table of operations into the `properties` of the node's description. */
export function toProperties<Credential>(table: OperationTable<Credential>): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: table.resources.map(({ name, value, description }) => ({
				name,
				value,
				description,
			})),
			default: table.defaultResource,
		},
		...table.resources.map((resource): INodeProperties => ({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource.value] } },
			options: resource.operations.map(({ name, value, action, description }) => ({
				name,
				value,
				action,
				description,
			})),
			default: resource.operations[0].value,
		})),
		...table.resources.flatMap((resource) =>
			resource.operations.flatMap((operation) =>
				operation.fields.map((field) => ({
					...field,
					displayOptions: {
						...field.displayOptions,
						show: {
							resource: [resource.value],
							operation: [operation.value],
							...field.displayOptions?.show,
						},
					},
				})),
			),
		),
		...optionCollections(table),
	];
}

type Show = NonNullable<IDisplayOptions['show']>;

/**
 * The 'Options' of every operation that sends. Resources share a collection if all of their operations
 * have the same options.
 */
function optionCollections<Credential>(table: OperationTable<Credential>): INodeProperties[] {
	const collections: Array<{ show: Show; options: INodeProperties[] }> = [];
	for (const { value, operations, unauthenticated } of table.resources) {
		const byOptions = groupBy(
			operations.filter(({ sendsNothing }) => !sendsNothing),
			({ options = [] }) => options.map(({ name }) => name).join(),
		);
		for (const alike of byOptions) {
			const own = [
				...(alike[0].options ?? []),
				...(unauthenticated ? [] : [table.itemTokenOption]),
			];
			const options = own.length === 0 ? table.options : sortByName([...table.options, ...own]);
			const isWhole = alike.length === operations.length;
			const same = collections.find(
				({ show, options: others }) =>
					isWhole && show.operation === undefined && isEqual(options, others),
			);
			if (same) same.show.resource?.push(value);
			else {
				const operation = isWhole ? undefined : alike.map((entry) => entry.value);
				collections.push({
					show: { resource: [value], ...(operation && { operation }) },
					options,
				});
			}
		}
	}
	return collections.map(({ show, options }) => ({
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options,
	}));
}

function sortByName(options: INodeProperties[]): INodeProperties[] {
	return options.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'));
}

function isEqual(options: readonly INodeProperties[], others: readonly INodeProperties[]): boolean {
	return options.length === others.length && options.every((entry, at) => entry === others[at]);
}

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[][] {
	const groups = new Map<string, Value[]>();
	for (const value of values)
		groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
	return [...groups.values()];
}
