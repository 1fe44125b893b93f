import { findAll, textOf, type MarkdownNode, type Section, type SectionPair } from './markdown';

/** Operations that only the translation lists. */
export function compareOperations({ english, translated }: SectionPair): string[] {
	const known = operationsIn(english);
	return operationsIn(translated)
		.filter((operation) => !known.includes(operation))
		.map((operation) => `the English page has no operation '${operation}'`);
}

/** The pair with only those operations that both list. */
export function withSharedOperations(pair: SectionPair): SectionPair {
	const [english, translated] = [operationsIn(pair.english), operationsIn(pair.translated)];
	return {
		english: withOperations(pair.english, translated),
		translated: withOperations(pair.translated, english),
	};
}

function withOperations(section: Section, operations: string[]): Section {
	const isKept = (row: MarkdownNode, index: number): boolean =>
		index === 0 || operations.includes(operationOf(row));
	const nodes = section.nodes.map((node) =>
		node.type === 'table' ? { ...node, children: node.children?.filter(isKept) } : node,
	);
	return { ...section, nodes };
}

function operationsIn({ nodes }: Section): string[] {
	return findAll(nodes, 'table').flatMap(({ children = [] }) => children.slice(1).map(operationOf));
}

/** `Card → Check`, without what a translation adds: `Card（カード）`. */
function operationOf({ children = [] }: MarkdownNode): string {
	const [resource = '', operation = ''] = children.map(textOf);
	return `${resource.replace(/（.*）$/, '').trim()} → ${operation.trim()}`;
}
