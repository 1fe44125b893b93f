import type { INodeProperties } from 'n8n-workflow';
import { ACTION_NODES, choicesOf, entriesOf, fieldsOf, type NodeUnderTest } from './support/nodes';
import { checkRules, doubles, isSorted, type Rules } from './support/rules';
import { sampleField, sampleNode, sampleOperation } from './support/sample-table';

const CAMEL_CASE = /^[a-z][a-zA-Z0-9]*$/;
/** n8n says Create, Create or Update, Delete, Get, Get Many and Update instead. */
const FOREIGN_VERBS = ['Add', 'Edit', 'Fetch', 'Find', 'List', 'Read', 'Remove', 'Retrieve'];

/** Whether a form may show both fields although they have the same name. */
function areBoth(a: INodeProperties, b: INodeProperties): boolean {
	if (a.name !== b.name) return false;
	const show = Object.entries(a.displayOptions?.show ?? {});
	return !show.some(([key, values]) => {
		const others = b.displayOptions?.show?.[key];
		return others && !values?.some((value) => others.includes(value));
	});
}

const rules: Rules<NodeUnderTest> = {
	'values and names of resources are unique': ({ table }) => [
		...doubles(table.resources.map(({ value }) => value)),
		...doubles(table.resources.map(({ name }) => name)),
	],
	'values and names of operations are unique in their resource': ({ table }) =>
		table.resources.flatMap(({ value: resource, operations }) =>
			[
				...doubles(operations.map(({ value }) => value)),
				...doubles(operations.map(({ name }) => name)),
			].map((double) => `${resource}: ${double}`),
		),
	'actions are unique in the node': (node) =>
		doubles(entriesOf(node).map(({ operation }) => operation.action)),
	'descriptions of operations are unique in the node': (node) =>
		doubles(entriesOf(node).map(({ operation }) => operation.description)),
	'operations use the verbs of n8n': (node) =>
		entriesOf(node)
			.filter(({ operation }) => FOREIGN_VERBS.includes(operation.name.split(' ')[0]))
			.map(({ id, operation }) => `${id}: ${operation.name}`),
	'stored values are camelCase': (node) =>
		entriesOf(node)
			.flatMap(({ resource, operation }) => [resource.value, operation.value])
			.filter((value) => !CAMEL_CASE.test(value)),
	'parameters are camelCase': ({ description }) =>
		fieldsOf(description.properties)
			.filter(({ field }) => !CAMEL_CASE.test(field.name))
			.map(({ path }) => path),
	'an operation shows each parameter once': (node) =>
		entriesOf(node).flatMap(({ id, operation: { fields } }) =>
			fields
				.filter((field, index) => fields.slice(0, index).some((other) => areBoth(field, other)))
				.map(({ name }) => `${id}: ${name}`),
		),
	'a parameter of one name has one display name and one type': (node) => {
		const shapes = new Map<string, string>();
		return entriesOf(node).flatMap(({ id, operation }) =>
			operation.fields.flatMap((field) => {
				const shape = `${field.displayName} (${field.type})`;
				const known = shapes.get(field.name) ?? shape;
				shapes.set(field.name, known);
				return known === shape ? [] : [`${id}: ${field.name} is ${shape}, elsewhere ${known}`];
			}),
		);
	},
	'lists of choices are sorted by name': ({ description }) =>
		fieldsOf(description.properties)
			.filter(({ field }) => !isSorted(shownNames(field)))
			.map(({ path }) => path),
	'choices of a field have unique names and values': (node) =>
		fieldsOf(entriesOf(node).flatMap(({ operation }) => operation.fields)).flatMap(
			({ path, field }) =>
				[
					...doubles(choicesOf(field).map(({ name }) => name)),
					...doubles(choicesOf(field).map(({ value }) => JSON.stringify(value))),
				].map((double) => `${path}: ${double}`),
		),
	'the default of a list is one of its choices': ({ description }) =>
		fieldsOf(description.properties).flatMap(({ path, field }) => {
			if (choicesOf(field).length === 0) return [];
			const values = choicesOf(field).map(({ value }) => value);
			const wanted: unknown[] = Array.isArray(field.default) ? field.default : [field.default];
			return wanted.every((value) => values.includes(value)) ? [] : [path];
		}),
	'resource and operation do not allow expressions': ({ description }) =>
		description.properties
			.filter(({ name }) => name === 'resource' || name === 'operation')
			.filter(({ noDataExpression }) => !noDataExpression)
			.map(({ name }) => name),
};

/** Names as the editor lists them: of choices, or of the members of a collection. */
function shownNames(field: INodeProperties): string[] {
	if (field.type === 'collection') {
		return (field.options as INodeProperties[]).map(({ displayName }) => displayName);
	}
	return choicesOf(field).map(({ name }) => name);
}

const choice = (...options: Array<[string, string]>): Partial<INodeProperties> => ({
	type: 'options',
	placeholder: undefined,
	options: options.map(([name, value]) => ({ name, value })),
	default: options[0][1],
});
const other = sampleOperation({
	value: 'sell',
	name: 'Sell',
	action: 'Sell ticket',
	description: 'Give it to a guest',
});
const zone = {
	value: 'zone',
	name: 'Zone',
	operations: [{ ...other, action: 'Sell zone', description: 'Rent it out' }],
};

checkRules({
	rules,
	real: ACTION_NODES,
	good: sampleNode({ operations: [other], resources: [zone] }),
	planted: {
		'values and names of resources are unique': {
			'two resources of one value': sampleNode({ resources: [{ ...zone, value: 'ticket' }] }),
			'two resources of one name': sampleNode({ resources: [{ ...zone, name: 'Ticket' }] }),
		},
		'values and names of operations are unique in their resource': {
			'two operations of one value': sampleNode({ operations: [{ ...other, value: 'get' }] }),
			'two operations of one name': sampleNode({
				operations: [{ ...other, name: 'Get' }],
			}),
		},
		'actions are unique in the node': {
			'one action in two resources': sampleNode({
				resources: [{ ...zone, operations: [{ ...other, action: 'Get ticket' }] }],
			}),
		},
		'descriptions of operations are unique in the node': {
			'a copied description': sampleNode({
				operations: [{ ...other, description: 'Read what is known of it' }],
			}),
		},
		'operations use the verbs of n8n': {
			'a list operation': sampleNode({ operation: { name: 'List' } }),
		},
		'stored values are camelCase': {
			'a value with an underscore': sampleNode({ operation: { value: 'get_one' } }),
			'a resource in Title Case': sampleNode({
				resource: { value: 'Ticket' },
				defaultResource: 'Ticket',
			}),
		},
		'parameters are camelCase': {
			'a parameter with a hyphen': sampleNode({
				operation: { fields: [sampleField({ name: 'ticket-id' })] },
			}),
			'a member of the options in snake case': sampleNode({
				options: [sampleField({ name: 'time_out' })],
			}),
		},
		'an operation shows each parameter once': {
			'one name for two fields': sampleNode({
				operation: { fields: [sampleField(), sampleField()] },
			}),
			'one name for two fields of a choice': sampleNode({
				operation: {
					fields: [['GET', 'PUT'], ['PUT']].map((method) =>
						sampleField({ displayOptions: { show: { method } } }),
					),
				},
			}),
		},
		'a parameter of one name has one display name and one type': {
			'a number that is text elsewhere': sampleNode({
				operations: [{ ...other, fields: [sampleField({ type: 'number', default: 0 })] }],
			}),
		},
		'lists of choices are sorted by name': {
			'choices that are not sorted': sampleNode({
				operation: { fields: [sampleField(choice(['Zone', 'z'], ['Area', 'a']))] },
			}),
			'operations that are not sorted': sampleNode({
				resource: {
					operations: [sampleOperation(), { ...other, name: 'Buy', value: 'buy' }],
				},
			}),
			'options that are not sorted': sampleNode({
				options: [
					sampleField({ name: 'zone', displayName: 'Zone' }),
					sampleField({ name: 'area', displayName: 'Area' }),
				],
				resource: { unauthenticated: true },
			}),
		},
		'choices of a field have unique names and values': {
			'two choices of one value': sampleNode({
				operation: { fields: [sampleField(choice(['Area', 'a'], ['Zone', 'a']))] },
			}),
		},
		'the default of a list is one of its choices': {
			'a default that is not a choice': sampleNode({
				operation: { fields: [sampleField({ ...choice(['Area', 'a']), default: 'b' })] },
			}),
		},
		'resource and operation do not allow expressions': {
			'a resource with an expression': sampleNode({
				description: {
					properties: [{ displayName: 'Resource', name: 'resource', type: 'string', default: '' }],
				},
			}),
		},
	},
});
