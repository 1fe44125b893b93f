import { read } from './support/files';
import { linksOf, linksToNothing } from './support/links';
import { entriesOf, marta, saison, type Entry, type NodeUnderTest } from './support/nodes';
import { rowsOf } from './support/tables';

const page = read('docs/agents.md');

test('the page for agents links to files and headings that exist', () => {
	expect(linksOf(page).length).toBeGreaterThan(2);
	expect(linksToNothing(page)).toEqual([]);
});

/** The rows of the table whose first heading is this, as cells. */
function tableOf(heading: string): string[][] {
	const [, table = ''] = page.split(`\n| ${heading} `);
	return rowsOf(table.split('\n\n', 1)[0]);
}

/** What an operation lets a model fill in, by the names in the editor; of a contract call that reads. */
function fieldsForModels({ operation: { fields, modelFields = [] } }: Entry): string {
	const reads = { contractOperation: { value: 'GET /made-up' } };
	const open = typeof modelFields === 'function' ? modelFields(reads) : modelFields;
	const names = fields.filter(({ name }) => open.includes(name));
	return names.map(({ displayName }) => displayName).join(', ') || 'nothing';
}

test.each<[string, NodeUnderTest]>([
	['MARTA', marta],
	['Saison Connect', saison],
])('its table of %s says of every operation what a model may fill in', (heading, node) => {
	const shown = tableOf(heading).flatMap(([operations, fields]) =>
		operations
			.split(', ')
			.filter((operation) => operation.includes('→'))
			.map((operation) => `${operation}: ${fields}`),
	);
	const expected = entriesOf(node).map(
		(entry) => `${entry.resource.name} → ${entry.operation.name}: ${fieldsForModels(entry)}`,
	);
	expect(shown.sort()).toEqual(expected.sort());
});

test('README.md links to the page', () => {
	expect(linksOf(read('README.md'))).toContain('docs/agents.md');
});
