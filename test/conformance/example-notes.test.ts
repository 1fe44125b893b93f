/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads the examples */
import { readdirSync } from 'node:fs';
import { pathOf, readJson } from './support/files';
import { checkRules, type Rules } from './support/rules';

interface CanvasNode {
	name: string;
	type: string;
	position: [number, number];
	parameters: { content?: string; width?: number; height?: number };
}

interface Example {
	nodes: CanvasNode[];
}

interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** In px, as the editor of n8n 2.41.1 shows a note; a character is a little wider than the average. */
const HEADING = { character: 12, line: 32.4, after: 8 };
const PARAGRAPH = { character: 7, line: 18.9, after: 8 };
const LIST_ITEM = { character: 7, line: 18.2, after: 3.5 };
const AFTER_LIST = 8;
const PADDING = { top: 8, sides: 26 };
const LIST_INDENT = 20;
const NODE_SIZE = 96;

const isNote = ({ type }: CanvasNode): boolean => type === 'n8n-nodes-base.stickyNote';

function boxOf(node: CanvasNode): Box {
	const [left, top] = node.position;
	const { width = NODE_SIZE, height = NODE_SIZE } = isNote(node) ? node.parameters : {};
	return { name: node.name, left, top, right: left + width, bottom: top + height };
}

/** How high a note must be for its text. */
function estimatedHeight({ parameters: { content = '', width = 0 } }: CanvasNode): number {
	const room = width - PADDING.sides;
	const listItem = /^(\d+\.|-) /;
	const heights = content.split(/\n+/).map((block, index, blocks) => {
		const isListItem = listItem.test(block);
		const endsList = isListItem && !listItem.test(blocks[index + 1] ?? '');
		const style = block.startsWith('## ') ? HEADING : isListItem ? LIST_ITEM : PARAGRAPH;
		const text = block.replace(/^(## |\d+\. |- )/, '').replace(/\*\*|`/g, '');
		const perLine = Math.floor((isListItem ? room - LIST_INDENT : room) / style.character);
		const after = style.after + (endsList ? AFTER_LIST : 0);
		return Math.ceil(text.length / perLine) * style.line + after;
	});
	return Math.ceil(PADDING.top + heights.reduce((sum, height) => sum + height, 0));
}

function overlap(one: Box, other: Box): boolean {
	const isApart =
		one.right <= other.left ||
		other.right <= one.left ||
		one.bottom <= other.top ||
		other.bottom <= one.top;
	return !isApart;
}

const rules: Rules<Example> = {
	'a note is high enough for its text': ({ nodes }) =>
		nodes
			.filter(isNote)
			.map((note) => ({ note, needed: estimatedHeight(note) }))
			.filter(({ note, needed }) => needed > (note.parameters.height ?? 0))
			.map(
				({ note: { name, parameters }, needed }) =>
					`${name}: needs about ${needed} px, has ${parameters.height}`,
			),
	'a note touches no node': ({ nodes }) =>
		nodes
			.filter(isNote)
			.flatMap((note) =>
				nodes
					.filter((node) => node !== note && overlap(boxOf(note), boxOf(node)))
					.map(({ name }) => `${note.name} covers ${name}`),
			),
};

const note = (more: CanvasNode['parameters'] = {}): CanvasNode => ({
	name: 'Note',
	type: 'n8n-nodes-base.stickyNote',
	position: [0, -160],
	parameters: { content: `## Title\n\n1. ${'word '.repeat(20)}`, width: 400, height: 128, ...more },
});
const trigger: CanvasNode = { name: 'Try It', type: 'trigger', position: [0, 0], parameters: {} };
const files = readdirSync(pathOf('examples')).filter((name) => name.endsWith('.workflow.json'));

checkRules({
	rules,
	real: Object.fromEntries(files.map((file) => [file, readJson<Example>(`examples/${file}`)])),
	good: { nodes: [note(), trigger] },
	planted: {
		'a note is high enough for its text': {
			'a longer text': {
				nodes: [note({ content: `## Title\n\n${'word '.repeat(80)}` }), trigger],
			},
			'a narrower note': { nodes: [note({ width: 160 }), trigger] },
		},
		'a note touches no node': {
			'a note that reaches a node': { nodes: [note({ height: 176 }), trigger] },
			'a note on a note': { nodes: [note(), { ...note(), position: [384, -160] }, trigger] },
		},
	},
});
