import { blocksOf, findAll, type Block, type MarkdownNode, type SectionPair } from './markdown';

type Kind = Block['kind'];
type BlockOf<K extends Kind> = Extract<Block, { kind: K }>;

export function compareBlocks({ english, translated }: SectionPair): string[] {
	const [expected, found] = [english, translated].map(({ nodes }) =>
		blocksOf(nodes).map(({ kind }) => kind),
	);
	if (found.join() === expected.join()) return [];
	return [`has ${listing(found)}; the English one ${listing(expected)}`];
}

export function compareTables(pair: SectionPair): string[] {
	return compareEach(pair, 'table', (english, translated) => {
		const [expected, found] = [english, translated].map(sizeOf);
		if (found.rows !== expected.rows) {
			return [`has ${found.rows} rows, the English one ${expected.rows}`];
		}
		if (found.columns !== expected.columns) {
			return [`has ${found.columns} columns, the English one ${expected.columns}`];
		}
		return english.rows.flatMap((row, rowIndex) =>
			row.flatMap((cell, column) => {
				const [wanted, code] = [cell, translated.rows[rowIndex][column]].map(codeOf);
				if (code === wanted) return [];
				const place = rowIndex === 0 ? 'the head' : `row ${rowIndex}`;
				return [`has ${code || 'no code'} in ${place}, the English one ${wanted || 'none'}`];
			}),
		);
	});
}

export function compareCodeBlocks(pair: SectionPair): string[] {
	return compareEach(pair, 'code block', (english, translated) => {
		if (translated.language !== english.language) {
			return [`is '${translated.language}', the English one '${english.language}'`];
		}
		const [expected, found] = [english, translated].map(({ text }) => withoutComments(text));
		const line = Math.max(expected.length, found.length);
		for (let index = 0; index < line; index++) {
			if (found[index] !== expected[index]) {
				return [`has "${found[index] ?? ''}", the English one "${expected[index] ?? ''}"`];
			}
		}
		return [];
	});
}

export function compareLists(pair: SectionPair): string[] {
	return compareEach(pair, 'list', (english, translated) => {
		if (translated.ordered !== english.ordered) {
			return [`is ${translated.ordered ? '' : 'not '}numbered, unlike the English one`];
		}
		return translated.items === english.items
			? []
			: [`has ${translated.items} items, the English one ${english.items}`];
	});
}

/** Compares the first table with the first one, and so on. Missing ones are found by `compareBlocks`. */
function compareEach<K extends Kind>(
	{ english, translated }: SectionPair,
	kind: K,
	compare: (english: BlockOf<K>, translated: BlockOf<K>) => string[],
): string[] {
	const [expected, found] = [english, translated].map(({ nodes }) =>
		blocksOf(nodes).filter((block): block is BlockOf<K> => block.kind === kind),
	);
	if (found.length !== expected.length) return [];
	return expected.flatMap((block, index) => {
		const name = expected.length === 1 ? `the ${kind}` : `${kind} ${index + 1}`;
		return compare(block, found[index]).map((what) => `${name} ${what}`);
	});
}

/** Without the row of the head. */
function sizeOf({ rows }: BlockOf<'table'>): { rows: number; columns: number } {
	return { rows: rows.length - 1, columns: rows[0].length };
}

function codeOf(cell: MarkdownNode): string {
	const codes = findAll([cell], 'inlineCode').map(({ value }) => `\`${value}\``);
	return [...new Set(codes)].sort().join(', ');
}

function withoutComments(code: string): string[] {
	return code.split('\n').map((line) => line.replace(/(?:^|\s+)#.*$/, ''));
}

function listing(kinds: Kind[]): string {
	return kinds.length === 0 ? 'nothing' : kinds.join(', ');
}
