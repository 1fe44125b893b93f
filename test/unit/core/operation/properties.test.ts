import type { INodeProperties } from 'n8n-workflow';
import { martaTable } from '../../../../nodes/Marta/resources';
import { saisonTable } from '../../../../nodes/SaisonConnect/resources';
import {
	fieldLabels,
	findOperation,
	type Operation,
	type OperationTable,
} from '../../../../lib/core/operation/operation';
import { nameValueList } from '../../../../lib/core/operation/common-fields';
import { toProperties } from '../../../../lib/core/operation/properties';

const field = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name.toUpperCase(),
	name,
	type: 'string',
	default: '',
	...more,
});
const operation = (value: string, fields: INodeProperties[]): Operation<object> => ({
	value,
	name: value,
	action: `Do ${value}`,
	description: `Does ${value}`,
	effect: 'read',
	fields,
	buildRequest: () => ({ method: 'GET', path: '/' }),
	parseResponse: () => ({}),
});
const conditional = field('b', {
	displayOptions: { show: { method: ['POST'] }, hide: { a: ['x'] } },
});
const table: OperationTable<object> = {
	resources: [
		{ value: 'card', name: 'Card', operations: [operation('check', [field('a'), conditional])] },
		{
			value: 'person',
			name: 'Person',
			operations: [operation('get', [field('a')]), operation('send', [])],
		},
	],
	options: [field('timeout')],
	itemTokenOption: field('ownToken'),
	defaultResource: 'person',
};

describe('The form of a node', () => {
	const properties = toProperties(table);
	const named = (name: string): INodeProperties[] =>
		properties.filter((entry) => entry.name === name);

	it('starts with the resources', () => {
		expect(properties[0]).toMatchObject({
			name: 'resource',
			noDataExpression: true,
			default: 'person',
			options: [
				{ name: 'Card', value: 'card' },
				{ name: 'Person', value: 'person' },
			],
		});
	});

	it('shows each resource its own operations', () => {
		const operations = named('operation');
		expect(operations.map(({ displayOptions }) => displayOptions)).toEqual([
			{ show: { resource: ['card'] } },
			{ show: { resource: ['person'] } },
		]);
		expect(operations[1].options).toEqual([
			{ name: 'get', value: 'get', action: 'Do get', description: 'Does get' },
			{ name: 'send', value: 'send', action: 'Do send', description: 'Does send' },
		]);
		expect(operations.map((entry) => entry.default)).toEqual(['check', 'get']);
		expect(operations.every((entry) => entry.noDataExpression)).toBe(true);
	});

	it('shows each field for its operation only', () => {
		expect(named('a').map(({ displayOptions }) => displayOptions)).toEqual([
			{ show: { resource: ['card'], operation: ['check'] } },
			{ show: { resource: ['person'], operation: ['get'] } },
		]);
	});

	it('keeps the display options that a field brings', () => {
		expect(named('b')[0].displayOptions).toEqual({
			show: { resource: ['card'], operation: ['check'], method: ['POST'] },
			hide: { a: ['x'] },
		});
		expect(conditional.displayOptions).toEqual({ show: { method: ['POST'] }, hide: { a: ['x'] } });
	});

	it('ends with the options, with the item token only for authenticated resources', () => {
		const options = toProperties({
			...table,
			resources: [
				...table.resources,
				{
					value: 'session',
					name: 'Session',
					unauthenticated: true,
					operations: [operation('logIn', [])],
				},
			],
		}).slice(-2);
		expect(options.map(({ name, type }) => [name, type])).toEqual(
			Array(2).fill(['options', 'collection']),
		);
		expect(options[0].displayOptions).toEqual({ show: { resource: ['card', 'person'] } });
		expect(options[0].options?.map(({ name }) => name)).toEqual(['ownToken', 'timeout']);
		expect(options[1].displayOptions).toEqual({ show: { resource: ['session'] } });
		expect(options[1].options?.map(({ name }) => name)).toEqual(['timeout']);
	});

	it('shows no options for operations that send nothing', () => {
		const silent = (value: string): Operation<object> => ({
			...operation(value, []),
			sendsNothing: true,
		});
		const options = toProperties({
			...table,
			resources: [
				...table.resources,
				{ value: 'quiet', name: 'Quiet', operations: [silent('make')] },
				{
					value: 'mixed',
					name: 'Mixed',
					unauthenticated: true,
					operations: [silent('get'), operation('swap', []), operation('turn', [])],
				},
				{ value: 'own', name: 'Own', operations: [silent('make'), operation('get', [])] },
			],
		}).filter(({ name }) => name === 'options');
		expect(options.map(({ displayOptions }) => displayOptions)).toEqual([
			{ show: { resource: ['card', 'person'] } },
			{ show: { resource: ['mixed'], operation: ['swap', 'turn'] } },
			{ show: { resource: ['own'], operation: ['get'] } },
		]);
		expect(options.map((entry) => entry.options?.map(({ name }) => name))).toEqual([
			['ownToken', 'timeout'],
			['timeout'],
			['ownToken', 'timeout'],
		]);
	});

	it('has one collection of options if all resources are alike', () => {
		expect(named('options').map(({ displayOptions }) => displayOptions)).toEqual([
			{ show: { resource: ['card', 'person'] } },
		]);
	});
});

describe('A table of operations', () => {
	it('finds an operation by resource and operation, and none for other names', () => {
		expect(findOperation(table, 'person', 'send')?.value).toBe('send');
		expect(findOperation(table, 'person', 'check')).toBeUndefined();
		expect(findOperation(table, 'other', 'get')).toBeUndefined();
	});

	it('returns the labels of all fields', () => {
		expect(Object.fromEntries(fieldLabels(table, table.resources[0].operations[0]))).toEqual({
			ownToken: 'OWNTOKEN',
			timeout: 'TIMEOUT',
			a: 'A',
			b: 'B',
		});
	});

	it('is sorted by name, without duplicates', () => {
		for (const { resources } of [saisonTable, martaTable]) {
			const names = resources.map(({ name }) => name);
			expect(names).toEqual([...names].sort());
			expect(new Set(resources.map(({ value }) => value)).size).toBe(resources.length);
			for (const { operations } of resources) {
				const own = operations.map(({ name }) => name);
				expect(own).toEqual([...own].sort());
			}
		}
	});
});

describe('A name/value list', () => {
	it('has the shape that ItemParameters.pairs reads', () => {
		expect(nameValueList('Body Parameters', 'bodyParameters', 'Text')).toMatchObject({
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			options: [{ name: 'parameter', values: [{ name: 'name' }, { name: 'value' }] }],
		});
	});
});
