import type { INodeProperties } from 'n8n-workflow';
import packageJson from '../../package.json';
import { MartaApi } from '../../credentials/MartaApi.credentials';
import { SaisonConnectApi } from '../../credentials/SaisonConnectApi.credentials';
import { specFile } from '../operations';
import type { OperationSpec } from '../operations/spec';
import { DEFAULT_RESOURCES, FORMS, NODE_TYPES, PACKAGE_NAME } from './data/names';
import {
	choicesOf,
	entriesOf,
	fieldsOf,
	marta,
	saison,
	trigger,
	type NodeUnderTest,
} from './support/nodes';
import { checkRules, type Rules } from './support/rules';
import { sampleField, sampleNode, type SampleChanges } from './support/sample-table';

/** Names as they are and as they were frozen, as lines by form or by the file of the spec. */
interface Names {
	actual: Record<string, string[]>;
	frozen: Record<string, string[]>;
}

function lineOf(path: string, value: unknown, choices: readonly unknown[] = []): string {
	const list = choices.length === 0 ? '' : ` {${choices.map(String).sort().join('|')}}`;
	return `${path}=${JSON.stringify(value)}${list}`;
}

function linesOf(properties: readonly INodeProperties[]): string[] {
	return fieldsOf(properties)
		.filter(({ field, path }) => field.type !== 'notice' && !path.includes('.parameter.'))
		.map(({ path, field }) => {
			const choices = choicesOf(field).map(({ value }) => value);
			return lineOf(path, field.default, choices);
		});
}

/** The lines of every operation, with the options that the form shows for it. */
function actualNames(node: NodeUnderTest): Names['actual'] {
	const shown = (resource: string, operation: string): INodeProperties[] =>
		node.description.properties.filter(({ name, displayOptions }) => {
			const { resource: resources, operation: operations } = displayOptions?.show ?? {};
			if (name !== 'options' || !resources?.includes(resource)) return false;
			return operations === undefined || operations.includes(operation);
		});
	return Object.fromEntries(
		entriesOf(node).map(({ id, resource, operation }) => {
			const options = linesOf(shown(resource.value, operation.value));
			return [
				specFile(node.service, id),
				[...linesOf(operation.fields), ...options.filter((line) => line !== 'options={}')],
			];
		}),
	);
}

function frozenNames({ service, specs }: NodeUnderTest): Names['frozen'] {
	const lines = (fields: OperationSpec['fields'], prefix = ''): string[] =>
		Object.entries(fields).flatMap(([name, field]) =>
			[field.default, field.otherDefault]
				.filter((value) => value !== undefined)
				.map((value) => lineOf(prefix + name, value, field.choices)),
		);
	return Object.fromEntries(
		Object.entries(specs).map(([id, { fields, options }]) => [
			specFile(service, id),
			[...lines(fields), ...lines(options, 'options.')],
		]),
	);
}

const missing = (from: Names['actual'], to: Names['actual']): string[] =>
	Object.entries(from).flatMap(([id, lines]) =>
		to[id] === undefined
			? [id]
			: lines.filter((line) => !to[id].includes(line)).map((line) => `${id}: ${line}`),
	);

const rules: Rules<Names> = {
	'every stored name, choice and default still exists': ({ actual, frozen }) =>
		missing(frozen, actual),
	'every name is frozen, in test/operations or data/names.ts': ({ actual, frozen }) =>
		missing(actual, frozen).filter((finding) => !isKnownName(finding, frozen)),
};

/** A changed default or choice is reported by the first rule alone. */
function isKnownName(finding: string, frozen: Names['frozen']): boolean {
	const [id, line = ''] = finding.split(': ');
	return frozen[id]?.some((known) => known.split('=')[0] === line.split('=')[0]) ?? false;
}

const form = (properties: INodeProperties[], frozen: string): Names => ({
	actual: { form: linesOf(properties) },
	frozen: { form: FORMS[frozen].fields },
});
const sampleNames = (changes?: SampleChanges): Names['actual'] => actualNames(sampleNode(changes));
const ticketFile = specFile('saison', 'ticket.get');
const frozen = { [ticketFile]: ['ticketId=""', 'options.ownToken=""'] };
const choice = sampleField({
	type: 'options',
	options: [{ name: 'A', value: 'a' }],
	default: 'a',
});

checkRules({
	rules,
	real: {
		'Saison Connect': { actual: actualNames(saison), frozen: frozenNames(saison) },
		MARTA: { actual: actualNames(marta), frozen: frozenNames(marta) },
		'the sample': { actual: sampleNames(), frozen: frozenNames(sampleNode()) },
		'Saison Connect Trigger': form(trigger.properties, 'Saison Connect Trigger'),
		'Saison Connect API': form(new SaisonConnectApi().properties, 'Saison Connect API'),
		'MARTA API': form(new MartaApi().properties, 'MARTA API'),
	},
	good: { actual: sampleNames(), frozen },
	planted: {
		'every stored name, choice and default still exists': {
			'a parameter that is gone': { actual: sampleNames({ operation: { fields: [] } }), frozen },
			'another default': {
				actual: sampleNames({ operation: { fields: [sampleField({ default: 'T-1' })] } }),
				frozen,
			},
			'a choice that is gone': {
				actual: sampleNames({ operation: { fields: [choice] } }),
				frozen: { [ticketFile]: ['ticketId="a" {a|b}', 'options.ownToken=""'] },
			},
			'an option that is no longer shown': {
				actual: sampleNames({ operation: { sendsNothing: true } }),
				frozen,
			},
			'an operation that is gone': {
				actual: sampleNames(),
				frozen: { ...frozen, 'ticket.send': [] },
			},
		},
		'every name is frozen, in test/operations or data/names.ts': {
			'a new parameter': {
				actual: sampleNames({ operation: { fields: [sampleField(), sampleField({ name: 'x' })] } }),
				frozen,
			},
			'a new operation': { actual: { ...sampleNames(), 'ticket.buy': [] }, frozen },
		},
	},
});

test('a renamed parameter or operation breaks both rules', async () => {
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
		expect(NODE_TYPES[displayName] ?? FORMS[displayName].type).toBe(name);
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
