import { parsers } from 'prettier/plugins/markdown';
import { anchorsOf } from '../support/files';

/** A node of mdast, the syntax tree of Markdown, which Prettier's parser returns. */
export interface MarkdownNode {
	type: string;
	depth?: number;
	lang?: string | null;
	ordered?: boolean;
	url?: string;
	value?: string;
	children?: MarkdownNode[];
}

/** A heading and what is below it, up to the next heading of any level. */
export interface Section {
	/** The anchor of the English heading. A translated one has it in an `<a id>` of its own. */
	anchor: string | undefined;
	heading: string;
	level: number;
	nodes: MarkdownNode[];
}

/** The same section of an English page and of its translation. */
export type SectionPair = Record<'english' | 'translated', Section>;

/** What a reader sees as one thing. */
export type Block =
	| { kind: 'paragraph' }
	| { kind: 'picture' }
	| { kind: 'code block'; language: string; text: string }
	| { kind: 'list'; ordered: boolean; items: number }
	| { kind: 'table'; rows: MarkdownNode[][] };

/** Each rule reads the same pages. */
const parsed = new Map<string, Promise<Section[]>>();

export async function sectionsOf(markdown: string): Promise<Section[]> {
	const sections = parsed.get(markdown) ?? parseSections(markdown);
	parsed.set(markdown, sections);
	return await sections;
}

async function parseSections(markdown: string): Promise<Section[]> {
	const options = {} as Parameters<typeof parsers.markdown.parse>[1];
	const root = (await parsers.markdown.parse(markdown, options)) as MarkdownNode;
	const sections: Section[] = [];
	for (const node of root.children ?? []) {
		if (node.type === 'heading') {
			const above = sections.at(-1)?.nodes;
			const anchor = anchorIn(above?.at(-1));
			if (anchor !== undefined) above?.pop();
			sections.push({ anchor, heading: textOf(node), level: node.depth ?? 0, nodes: [] });
		} else {
			sections.at(-1)?.nodes.push(node);
		}
	}
	return sections;
}

/** The sections of a page whose headings make the anchors. */
export async function englishSectionsOf(markdown: string): Promise<Section[]> {
	const sections = await sectionsOf(markdown);
	const anchors = anchorsOf(sections.map(({ heading }) => `# ${heading}`).join('\n'));
	return sections.map((section, index) => ({ ...section, anchor: anchors[index] }));
}

/** The id of `<a id="…"></a>` if there is nothing else in a paragraph. */
function anchorIn(paragraph?: MarkdownNode): string | undefined {
	const html = (paragraph?.children ?? []).map(({ value }) => value).join('');
	return /^<a id="([^"]+)"><\/a>$/.exec(html)?.[1];
}

/** The text without markup, code blocks and the descriptions of pictures. */
export function textOf({ type, value, children = [] }: MarkdownNode): string {
	if (type === 'code' || type === 'html') return '';
	const between = type === 'tableRow' || type === 'table' || type === 'list' ? ' ' : '';
	return (value ?? children.map(textOf).join(between)).replace(/\s+/g, ' ');
}

export function findAll(nodes: MarkdownNode[], ...types: string[]): MarkdownNode[] {
	return nodes.flatMap((node) => [
		...(types.includes(node.type) ? [node] : []),
		...findAll(node.children ?? [], ...types),
	]);
}

export function blocksOf(nodes: MarkdownNode[]): Block[] {
	return nodes.flatMap((node): Block[] => {
		const { children = [] } = node;
		switch (node.type) {
			case 'paragraph':
				return children.every(({ type }) => type === 'image')
					? children.map(() => ({ kind: 'picture' }))
					: [{ kind: 'paragraph' }];
			case 'code':
				return [{ kind: 'code block', language: node.lang ?? '', text: node.value ?? '' }];
			case 'table':
				return [{ kind: 'table', rows: children.map((row) => row.children ?? []) }];
			case 'list': {
				// Each item begins with its own text.
				const inItems = children.flatMap((item) => blocksOf((item.children ?? []).slice(1)));
				const ordered = node.ordered ?? false;
				return [{ kind: 'list', ordered, items: children.length }, ...inItems];
			}
			default:
				return [];
		}
	});
}
