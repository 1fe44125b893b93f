import { findAll, textOf, type MarkdownNode, type SectionPair } from './markdown';

export function compareInlineCode({ english, translated }: SectionPair): string[] {
	const [expected, found] = [english, translated].map(
		// In tables, code is compared cell by cell; in links, it may name a page, whose path is another one.
		({ nodes }) => new Set(findAll(without(nodes, 'table', 'link'), 'inlineCode').map(textOf)),
	);
	return [
		...missingFrom(found, expected).map((code) => `\`${code}\` is missing`),
		...missingFrom(expected, found).map((code) => `\`${code}\` is not in the English one`),
	];
}

function without(nodes: MarkdownNode[], ...types: string[]): MarkdownNode[] {
	return nodes
		.filter(({ type }) => !types.includes(type))
		.map((node) => ({ ...node, children: node.children && without(node.children, ...types) }));
}

/** Labels in bold or in italics. Bold sentences and single words in the middle of one are no labels. */
export function compareLabels({ english, translated }: SectionPair): string[] {
	const [expected, found] = [english, translated].map(
		({ nodes }) => new Set(findAll(nodes, 'strong', 'emphasis').map(textOf)),
	);
	const labels = [...expected].filter(isLabel);
	return missingFrom(found, new Set(labels)).map((label) => `the label "${label}" is missing`);
}

/** `Member → Get Attributes`, `Import → From file`: a capital first, and no long words in small letters. */
function isLabel(text: string): boolean {
	return /\p{Lu}/u.test(text) && !/^\p{Ll}|(?<!\p{L})\p{Ll}{5}|\.$/u.test(text);
}

/** A translation may write more of them in digits. */
export function compareNumbers({ english, translated }: SectionPair): string[] {
	const [expected, found] = [english, translated].map(({ nodes }) => numbersIn(nodes));
	return [...expected.entries()]
		.filter(([digits]) => !found.has(digits))
		.map(([, number]) => `the number ${number} is missing`);
}

/** By their digits alone, since 30,000 is 30.000 in other languages. */
function numbersIn(nodes: MarkdownNode[]): Map<string, string> {
	const numbers =
		nodes
			.map(textOf)
			.join('\n')
			.match(/\d+(?:[.,]\d+)*/g) ?? [];
	return new Map(numbers.map((number) => [number.replace(/\D/g, ''), number]));
}

function missingFrom(found: Set<string>, expected: Set<string>): string[] {
	return [...expected].filter((text) => !found.has(text));
}
