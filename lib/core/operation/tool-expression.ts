import type { INode } from 'n8n-workflow';

/** Whether an AI agent runs the node as a tool. n8n gives such nodes a type of their own. */
export function isTool(node: Pick<INode, 'type'>): boolean {
	return node.type.endsWith('Tool');
}

/**
 * The expressions that may stand in a node that runs as a tool. n8n's agents put whatever a model says
 * over the item, so nothing that reads the item can be trusted. This lists what is allowed, in a
 * grammar so small that no spelling of anything else fits in: no escapes, braces, operators or calls
 * besides the ones named here.
 */
export type ToolExpression = 'trusted' | 'fromModel' | 'linkedItem' | 'rejected';

const IDENTIFIER = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
/** Text in quotes, without anything that would need an escape. */
const QUOTED = ["'", '"', '`'].map((quote) => `${quote}[^'"\`\\\\{}$\\r\\n]+${quote}`).join('|');
const PROPERTIES = String.raw`(?:\s*\.\s*${IDENTIFIER}|\s*\[\s*(?:${QUOTED}|\d+)\s*\])`;
const ITEM = String.raw`\.\s*(?:(?:first|last)\s*\(\s*\)|all\s*\(\s*\)\s*\[\s*\d+\s*\])`;
const VARIABLE = new RegExp(String.raw`^\s*\$vars${PROPERTIES}\s*$`, 'u');
const nodeData = (item: string): RegExp =>
	new RegExp(
		String.raw`^\s*\$\(\s*(?<name>${QUOTED})\s*\)\s*${item}\s*\.\s*json${PROPERTIES}+\s*$`,
		'u',
	);
const NODE_DATA = nodeData(ITEM);
const LINKED_ITEM = nodeData(String.raw`\.\s*item`);

/** Descriptions are prose, so these may contain other quotes, and escapes. */
const PROSE = ["'", '"', '`']
	.map((quote) => `${quote}(?:[^\\\\{}\\r\\n${quote}]|\\\\['"\`\\\\nt])*${quote}`)
	.join('|');
const DEFAULT = String.raw`(?:${PROSE}|-?\d+(?:\.\d+)?|true|false|null|undefined)`;
/** Written by the button in n8n's editor. */
const GENERATED = String.raw`(?:/\*n8n-auto-generated-fromAI-override\*/\s*)?`;
const FROM_MODEL = new RegExp(
	String.raw`^\s*${GENERATED}\$from(?:AI|Ai|ai)\s*\(\s*(?:${QUOTED})` +
		String.raw`(?:\s*,\s*(?:${PROSE}|undefined)(?:\s*,\s*(?:${PROSE})(?:\s*,\s*${DEFAULT})?)?)?\s*,?\s*\)\s*$`,
	'u',
);

/**
 * Classifies a parameter as the workflow stores it.
 *
 * @param self the name of the node itself, whose data is what models said to it
 * @returns `trusted` for fixed text, variables and data of a node that is named literally; `fromModel`
 *   if a plain `$fromAI` is among them; `linkedItem` for `.item`, which n8n's agents do not link to the
 *   item that they handle: they read the first one for all (measured, AI Agent 2.2 and 3.1); `rejected`
 *   for everything else
 */
export function classifyToolExpression(stored: string, self: string): ToolExpression {
	if (!stored.startsWith('=')) return 'trusted';
	const [, ...parts] = stored.split('{{');
	let found: ToolExpression = 'trusted';
	for (const part of parts) {
		const end = part.indexOf('}}');
		if (end < 0) return 'rejected';
		const code = part.slice(0, end);
		if (LINKED_ITEM.test(code)) return 'linkedItem';
		if (FROM_MODEL.test(code)) found = 'fromModel';
		else if (!isTrusted(code, self)) return 'rejected';
	}
	return found;
}

function isTrusted(code: string, self: string): boolean {
	if (VARIABLE.test(code)) return true;
	const name = NODE_DATA.exec(code)?.groups?.name.slice(1, -1);
	return name !== undefined && name !== self;
}
