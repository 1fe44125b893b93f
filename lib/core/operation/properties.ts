import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { Operation, OperationTable } from './operation';

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

/** The 'Options' of every operation that sends. Resources whose operations all send share a collection. */
function optionCollections<Credential>(table: OperationTable<Credential>): INodeProperties[] {
	const withToken = [...table.options, table.itemTokenOption].sort((a, b) =>
		a.displayName.localeCompare(b.displayName, 'en'),
	);
	const collection = (show: Show, unauthenticated = false): INodeProperties => ({
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options: unauthenticated ? table.options : withToken,
	});
	const sends = ({ sendsNothing }: Operation<Credential>): boolean => !sendsNothing;
	const sending = table.resources.filter(({ operations }) => operations.every(sends));
	const others = table.resources.filter((resource) => !sending.includes(resource));
	return [
		...[false, true].map((unauthenticated) => {
			const alike = sending.filter((entry) => (entry.unauthenticated ?? false) === unauthenticated);
			return collection({ resource: alike.map(({ value }) => value) }, unauthenticated);
		}),
		...others.map(({ value: resource, operations, unauthenticated }) => {
			const operation = operations.filter(sends).map(({ value }) => value);
			return collection({ resource: [resource], operation }, unauthenticated);
		}),
	].filter(({ displayOptions }) =>
		Object.values(displayOptions?.show ?? {}).every((values) => values?.length),
	);
}
