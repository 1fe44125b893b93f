import { specFile } from '../operations';
import { read } from './support/files';
import {
	entriesOf,
	marta,
	NODE_FOLDERS,
	saison,
	type Entry,
	type NodeUnderTest,
} from './support/nodes';
import { checkRules, type Rules } from './support/rules';
import { sampleField, sampleNode, sampleSpec } from './support/sample-table';
import { rowsOf } from './support/tables';

/** A node beside the section of the README that lists its operations. */
interface Covered {
	node: NodeUnderTest;
	readme: string;
}

const cellsOf = ({ resource, operation }: Entry): string =>
	`| ${resource.name} | ${operation.name} |`;

/** Where the labels of the form differ from those of the spec. */
function labelFindings({ node }: Covered): string[] {
	return entriesOf(node).flatMap(({ id, operation, spec }) => {
		const fields = operation.fields.filter(({ type }) => type !== 'notice');
		const shown = [...new Set(fields.map(({ displayName }) => displayName))];
		const expected = Object.values(spec?.fields ?? {}).map(({ label }) => label);
		if (!spec || shown.join() === expected.join()) return [];
		return [
			`${specFile(node.service, id)}: fields ${expected.join(', ')}, but the form has ${shown.join(', ')}`,
		];
	});
}

const rules: Rules<Covered> = {
	'every operation has its spec': ({ node }) =>
		entriesOf(node)
			.filter(({ spec }) => spec === undefined)
			.map(({ id }) => `${specFile(node.service, id)} is missing: see CONTRIBUTING.md`),
	'every spec belongs to an operation': ({ node }) =>
		Object.keys(node.specs)
			.filter((id) => !entriesOf(node).some((entry) => entry.id === id))
			.map(
				(id) =>
					`${specFile(node.service, id)}: its operation is not in ${NODE_FOLDERS[node.service]}/resources/index.ts`,
			),
	'the form shows the fields of the spec in its order': labelFindings,
	'every example sets only fields that exist': ({ node }) =>
		entriesOf(node).flatMap(({ id, operation, spec }) => {
			const known = ['options', ...operation.fields.map(({ name }) => name)];
			return Object.keys(spec?.example.parameters ?? {})
				.filter((name) => !known.includes(name))
				.map((name) => `${specFile(node.service, id)}: example.parameters has ${name}`);
		}),
	'every operation runs against faults, or says why not': ({ node }) =>
		entriesOf(node)
			.filter(({ spec }) => spec?.faults.length === 0)
			.map(({ id }) => `${specFile(node.service, id)}: faults is empty`),
	'every operation has its row in the README': ({ node, readme }) => {
		const rows = rowsOf(readme).map(([resource, operation]) => `| ${resource} | ${operation} |`);
		return entriesOf(node)
			.filter((entry) => !rows.includes(cellsOf(entry)))
			.map((entry) => `README.md, Operations: no row that begins with ${cellsOf(entry)}`);
	},
	'the README lists only operations that exist': ({ node, readme }) =>
		rowsOf(readme)
			.filter((row) => row.length > 2 && !/^(resource|:?-+)$/i.test(row[0]))
			.map(([resource, operation]) => `| ${resource} | ${operation} |`)
			.filter((row) => !entriesOf(node).some((entry) => cellsOf(entry) === row))
			.map((row) => `README.md, Operations: ${row} is no operation`),
};

/** Text from a heading to the next one. */
function section(markdown: string, heading: string): string {
	const [, text = ''] = markdown.split(`\n${heading}\n`);
	return text.split(/\n#+ /, 1)[0];
}

const readme = read('README.md');
const table = '| resource | operation | call |\n|---|---|---|\n| Ticket | Get | GET |';
const good: Covered = { node: sampleNode(), readme: table };

checkRules({
	rules,
	real: {
		'Saison Connect': { node: saison, readme: section(readme, '### Saison Connect') },
		MARTA: { node: marta, readme: section(readme, '### MARTA') },
	},
	good,
	planted: {
		'every operation has its spec': {
			'no spec': { ...good, node: { ...good.node, specs: {} } },
		},
		'every spec belongs to an operation': {
			'a spec of an operation that is gone': {
				...good,
				node: { ...good.node, specs: { ...good.node.specs, 'ticket.buy': sampleSpec } },
			},
		},
		'the form shows the fields of the spec in its order': {
			'another label': {
				...good,
				node: sampleNode({ operation: { fields: [sampleField({ displayName: 'Ticket' })] } }),
			},
			'a field that is not in the spec': {
				...good,
				node: sampleNode({
					operation: {
						fields: [sampleField(), sampleField({ name: 'seat', displayName: 'Seat' })],
					},
				}),
			},
		},
		'every example sets only fields that exist': {
			'a field that does not exist': {
				...good,
				node: sampleNode({ spec: { example: { parameters: { seat: '7' } } } }),
			},
		},
		'every operation runs against faults, or says why not': {
			'no run': { ...good, node: sampleNode({ spec: { faults: [] } }) },
			'no reason': { ...good, node: sampleNode({ spec: { faults: '' } }) },
		},
		'every operation has its row in the README': {
			'no row': { ...good, readme: table.replace(/\n.*$/, '') },
		},
		'the README lists only operations that exist': {
			'a row of an operation that is gone': {
				...good,
				readme: `${table}\n| Ticket | Buy | POST |`,
			},
		},
	},
});
