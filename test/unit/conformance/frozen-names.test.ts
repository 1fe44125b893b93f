import type { INodeProperties } from 'n8n-workflow';
import packageJson from '../../../package.json';
import { MartaApi } from '../../../credentials/MartaApi.credentials';
import { SaisonConnectApi } from '../../../credentials/SaisonConnectApi.credentials';
import { DEFAULT_RESOURCES, FORMS, NODES, PACKAGE_NAME } from './data/names';
import {
	choicesOf,
	entriesOf,
	fieldsOf,
	marta,
	saison,
	trigger,
	type Table,
} from './support/nodes';
import { checkRules, type Rules } from './support/rules';
import { sampleField, sampleNode } from './support/sample-table';

/** Names as they are, beside the names as they were frozen; `form` or `resource.operation` to lines. */
interface Names {
	actual: Record<string, string[]>;
	frozen: Record<string, string[]>;
}

function lineOf(path: string, field: INodeProperties): string {
	const choices = choicesOf(field).map(({ value }) => String(value));
	const list = choices.length === 0 ? '' : ` {${choices.sort().join('|')}}`;
	return `${path}=${JSON.stringify(field.default)}${list}`;
}

function linesOf(properties: readonly INodeProperties[]): string[] {
	return fieldsOf(properties)
		.filter(({ field, path }) => field.type !== 'notice' && !path.includes('.parameter.'))
		.map(({ path, field }) => lineOf(path, field));
}

/** The lines of every operation, with the options that the form shows for it. */
function tableNames(table: Table, properties: readonly INodeProperties[]): Names['actual'] {
	const shown = (resource: string, operation: string): INodeProperties[] =>
		properties.filter(({ name, displayOptions }) => {
			const { resource: resources, operation: operations } = displayOptions?.show ?? {};
			if (name !== 'options' || !resources?.includes(resource)) return false;
			return operations === undefined || operations.includes(operation);
		});
	return Object.fromEntries(
		entriesOf(table).map(({ id, resource, operation }) => {
			const options = linesOf(shown(resource.value, operation.value));
			return [
				id,
				[...linesOf(operation.fields), ...options.filter((line) => line !== 'options={}')],
			];
		}),
	);
}

const missing = (from: Names['actual'], to: Names['actual']): string[] =>
	Object.entries(from).flatMap(([id, lines]) =>
		to[id] === undefined
			? [id]
			: lines.filter((line) => !to[id].includes(line)).map((line) => `${id}: ${line}`),
	);

const rules: Rules<Names> = {
	'no name, choice or default that workflows hold is gone': ({ actual, frozen }) =>
		missing(frozen, actual),
	'every name is frozen: a new one goes into data/names.ts': ({ actual, frozen }) =>
		missing(actual, frozen).filter((finding) => !isKnownName(finding, frozen)),
};

/** A changed default or choice is a finding of the first rule alone. */
function isKnownName(finding: string, frozen: Names['frozen']): boolean {
	const [id, line = ''] = finding.split(': ');
	return frozen[id]?.some((known) => known.split('=')[0] === line.split('=')[0]) ?? false;
}

const form = (properties: INodeProperties[], frozen: string): Names => ({
	actual: { form: linesOf(properties) },
	frozen: { form: FORMS[frozen].fields },
});
const sampleNames = (...args: Parameters<typeof sampleNode>): Names['actual'] => {
	const { table, description } = sampleNode(...args);
	return tableNames(table, description.properties);
};
const frozen = { 'ticket.get': ['ticketId=""', 'options.ownToken=""'] };
const choice = sampleField({
	type: 'options',
	options: [{ name: 'A', value: 'a' }],
	default: 'a',
});

checkRules({
	rules,
	real: {
		'Saison Connect': {
			actual: tableNames(saison.table, saison.description.properties),
			frozen: NODES['Saison Connect'].operations,
		},
		MARTA: {
			actual: tableNames(marta.table, marta.description.properties),
			frozen: NODES.MARTA.operations,
		},
		'Saison Connect Trigger': form(trigger.properties, 'Saison Connect Trigger'),
		'Saison Connect API': form(new SaisonConnectApi().properties, 'Saison Connect API'),
		'MARTA API': form(new MartaApi().properties, 'MARTA API'),
	},
	good: { actual: sampleNames(), frozen },
	planted: {
		'no name, choice or default that workflows hold is gone': {
			'a parameter that is gone': { actual: sampleNames({ operation: { fields: [] } }), frozen },
			'another default': {
				actual: sampleNames({ operation: { fields: [sampleField({ default: 'T-1' })] } }),
				frozen,
			},
			'a choice that is gone': {
				actual: sampleNames({ operation: { fields: [choice] } }),
				frozen: { 'ticket.get': ['ticketId="a" {a|b}', 'options.ownToken=""'] },
			},
			'an option that is not shown any more': {
				actual: sampleNames({ operation: { sendsNothing: true } }),
				frozen,
			},
			'an operation that is gone': {
				actual: sampleNames(),
				frozen: { ...frozen, 'ticket.send': [] },
			},
		},
		'every name is frozen: a new one goes into data/names.ts': {
			'a new parameter': {
				actual: sampleNames({ operation: { fields: [sampleField(), sampleField({ name: 'x' })] } }),
				frozen,
			},
			'a new operation': { actual: { ...sampleNames(), 'ticket.buy': [] }, frozen },
		},
	},
});

test('a parameter or an operation with another name is gone and new at once', async () => {
	const renamed = [
		sampleNames({ operation: { fields: [sampleField({ name: 'ticket' })] } }),
		sampleNames({ operation: { value: 'fetch' } }),
		sampleNames({ resource: { value: 'tickets' } }),
	];
	for (const actual of renamed) {
		for (const rule of Object.values(rules)) {
			expect(await rule({ actual, frozen })).not.toEqual([]);
		}
	}
});

test('package, nodes and credentials have their frozen names', () => {
	expect(packageJson.name).toBe(PACKAGE_NAME);
	const named = [saison.description, marta.description, trigger];
	for (const { displayName, name } of [...named, new SaisonConnectApi(), new MartaApi()]) {
		expect((NODES[displayName] ?? FORMS[displayName]).type).toBe(name);
	}
	for (const { description, table } of [saison, marta]) {
		expect(table.defaultResource).toBe(DEFAULT_RESOURCES[description.displayName]);
		expect(description.properties[0].default).toBe(DEFAULT_RESOURCES[description.displayName]);
		expect(description.defaults.name).toBe(description.displayName);
	}
});

test('lists of names and values are stored as parameter: [{ name, value }]', () => {
	for (const { description } of [saison, marta]) {
		const lists = description.properties.filter(({ type }) => type === 'fixedCollection');
		expect(lists.length).toBeGreaterThan(0);
		for (const { path } of fieldsOf(lists).filter(({ parent }) => parent)) {
			expect(path).toMatch(/^\w+\.parameter\.(name|value)$/);
		}
	}
});
