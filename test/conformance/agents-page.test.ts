import { modelFieldsOf } from '../operations/model-fields';
import { read } from './support/files';
import { linksOf, linksToNothing } from './support/links';
import { entriesOf, marta, saison, type NodeUnderTest } from './support/nodes';
import { rowsBelow } from './support/tables';

const page = read('docs/agents.md');

test('the page for agents links to files and headings that exist', () => {
	expect(linksOf(page).length).toBeGreaterThan(2);
	expect(linksToNothing(page)).toEqual([]);
});

test.each<[string, number, NodeUnderTest]>([
	['MARTA', 1, marta],
	['Saison Connect', 2, saison],
])('what its table says of operations of %s is true', (_name, column, node) => {
	const shown = rowsBelow('What a model may fill in', page).map((row) => row[column]);
	const known = entriesOf(node).map(
		({ resource, operation }) =>
			`${resource.name} → ${operation.name}: ${modelFieldsOf(operation)}`,
	);
	expect(shown).toHaveLength(4);
	expect(shown.filter((text) => !known.includes(text))).toEqual([]);
});

test.each<[string, NodeUnderTest]>([
	['MARTA', marta],
	['Saison Connect', saison],
])('a model fills in nothing where %s logs in or handles tokens', (_name, node) => {
	const handlesTokens = entriesOf(node).filter(
		({ resource, operation }) =>
			operation.effect === 'login' || ['session', 'authorization'].includes(resource.value),
	);
	expect(handlesTokens.length).toBeGreaterThan(0);
	expect(handlesTokens.map(({ operation }) => modelFieldsOf(operation))).toEqual(
		handlesTokens.map(() => 'nothing'),
	);
});

test('README.md links to the page', () => {
	expect(linksOf(read('README.md'))).toContain('docs/agents.md');
});
