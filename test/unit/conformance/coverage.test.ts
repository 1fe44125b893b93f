import { filesBelow, read } from './support/files';
import { entriesOf, marta, saison, type NodeUnderTest } from './support/nodes';
import { checkRules, type Rules } from './support/rules';
import { sampleNode } from './support/sample-table';

/** A node beside the texts that must speak of its operations. */
interface Covered {
	node: NodeUnderTest;
	/** Texts of the engine tests. */
	tests: string[];
	/** The section of the README that lists the operations. */
	readme: string;
	/** The part of docs/operations.md that shows them. */
	examples: string;
}

/** The parameters of every example. */
function examplesIn(markdown: string): Array<Record<string, unknown>> {
	return [...markdown.matchAll(/^```json\n([\s\S]*?)^```$/gm)]
		.map(([, json]) => JSON.parse(json) as Record<string, unknown>)
		.filter((example) => 'operation' in example);
}

const idOf = ({ resource, operation }: Record<string, unknown>): string =>
	`${String(resource)}.${String(operation)}`;

/** Pairs a test runs: written side by side, or rows of a table of `resource, operation`. */
function pairsIn(text: string): string[] {
	const pairs = [...text.matchAll(/resource: '(\w+)',\s*operation: '(\w+)'/g)];
	const rows = /\(resource, operation\b|resource,\s*operation,/.test(text)
		? [...text.matchAll(/\[\s*'(\w+)',\s*'(\w+)'/g)]
		: [];
	return [...pairs, ...rows].map(([, resource, operation]) => `${resource}.${operation}`);
}

/** Rows of a Markdown table, each as its cells. */
function rowsOf(markdown: string): string[][] {
	return (markdown.match(/^\|.*\|$/gm) ?? []).map((row) =>
		row
			.slice(1, -1)
			.split('|')
			.map((cell) => cell.trim()),
	);
}

const rules: Rules<Covered> = {
	'every operation is played by an engine test': ({ node, tests }) => {
		const played = new Set(tests.filter((text) => text.includes('runNode(')).flatMap(pairsIn));
		return entriesOf(node.table)
			.map(({ id }) => id)
			.filter((id) => !played.has(id));
	},
	'every operation has its row in the README': ({ node, readme }) => {
		const rows = rowsOf(readme);
		return entriesOf(node.table)
			.filter(
				({ resource, operation }) =>
					!rows.some(([first, second]) => first === resource.name && second === operation.name),
			)
			.map(({ id }) => id);
	},
	'every operation has an example in the docs': ({ node, examples }) => {
		const shown = examplesIn(examples).map(idOf);
		return entriesOf(node.table)
			.map(({ id }) => id)
			.filter((id) => !shown.includes(id));
	},
	'examples set what the operation has': ({ node, examples }) =>
		examplesIn(examples).flatMap((example) => {
			const entry = entriesOf(node.table).find(({ id }) => id === idOf(example));
			const fields = entry?.operation.fields.map(({ name }) => name) ?? [];
			const known = ['resource', 'operation', 'options', ...fields];
			const unknown = Object.keys(example).filter((name) => !known.includes(name));
			return entry ? unknown.map((name) => `${idOf(example)}: ${name}`) : [idOf(example)];
		}),
	'the README lists no operation that is not there': ({ node, readme }) =>
		rowsOf(readme)
			.filter((row) => row.length > 2 && !/^(resource|-+)$/.test(row[0]))
			.map(([resource, operation]) => `${resource}, ${operation}`)
			.filter(
				(row) =>
					!entriesOf(node.table).some(
						(entry) => `${entry.resource.name}, ${entry.operation.name}` === row,
					),
			),
};

/** Text from a heading to the next one. */
function section(markdown: string, heading: string): string {
	const [, text = ''] = markdown.split(`\n${heading}\n`);
	return text.split(/\n#+ /, 1)[0];
}

const enginesOf = (service: string): string[] =>
	filesBelow('test/engine')
		.filter((file) => /\.test\.ts$/.test(file) && file.startsWith(`test/engine/${service}/`))
		.map(read);
const readme = read('README.md');
const [saisonExamples, martaExamples] = read('docs/operations.md').split('\n## MARTA\n');

const direct = "runNode({ parameters: { resource: 'ticket', operation: 'get' } })";
const inRows = "test.each([['ticket', 'get']])('%s', (resource, operation) => runNode(resource))";
const table = '| resource | operation | call |\n|---|---|---|\n| Ticket | Get | GET |';
const example = '```json\n{ "resource": "ticket", "operation": "get", "ticketId": "T-1" }\n```\n';
const good: Covered = { node: sampleNode(), tests: [direct], readme: table, examples: example };

checkRules({
	rules,
	real: {
		'Saison Connect': {
			node: saison,
			tests: enginesOf('saison'),
			readme: section(readme, '### Saison Connect'),
			examples: saisonExamples,
		},
		MARTA: {
			node: marta,
			tests: enginesOf('marta'),
			readme: section(readme, '### MARTA'),
			examples: martaExamples,
		},
		'a table of pairs': { ...good, tests: [inRows] },
	},
	good,
	planted: {
		'every operation is played by an engine test': {
			'no test': { ...good, tests: [] },
			'a test of another operation': { ...good, tests: [direct.replace('get', 'buy')] },
			'a file that runs nothing': { ...good, tests: [direct.replace('runNode', 'expect')] },
			'pairs of something else': {
				...good,
				tests: ["runNode(); list(['ticket', 'get'])"],
			},
		},
		'every operation has its row in the README': {
			'no row': { ...good, readme: table.replace(/\n.*$/, '') },
		},
		'every operation has an example in the docs': {
			'no example': { ...good, examples: '' },
			'only what comes out': { ...good, examples: '```json\n{ "ok": true }\n```\n' },
		},
		'examples set what the operation has': {
			'a field that is not there': { ...good, examples: example.replace('ticketId', 'seat') },
			'an operation that is not there': {
				...good,
				examples: example + example.replace('get', 'buy'),
			},
		},
		'the README lists no operation that is not there': {
			'a row of an operation that is gone': {
				...good,
				readme: `${table}\n| Ticket | Buy | POST |`,
			},
		},
	},
});
