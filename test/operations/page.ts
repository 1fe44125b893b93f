import type { OperationTable } from '../../lib/core/operation/operation';
import { modelFieldsOf } from './model-fields';
import type { Example, Specs } from './spec';

interface Service {
	title: string;
	table: OperationTable<object>;
	specs: Specs;
}

export const UPDATE =
	'UPDATE_DOCS=1 npx jest --selectProjects unit --testPathPatterns operations-page';

const INTRO = `<!-- Written by test/conformance/operations-page.test.ts from the examples in test/operations, which an engine test runs. Update it with: ${UPDATE} -->

# Every operation by example

For each operation: what is set in the node, as n8n copies it, then the request it sends for one item and the item it returns. People, cards and tokens are made up, and \`…\` stands for text left out. The [README](../README.md#operations) lists the requests behind the operations; [\`sources.md\`](sources.md) says what is documented about them. [The end of this page](#what-an-ai-model-may-fill-in) lists what an AI model may fill in.
`;

const MODELS = `## What an AI model may fill in

This applies if the node is a tool of an AI agent or of an MCP server. [\`agents.md\`](agents.md) explains it.
`;

/** docs/operations.md, API Request last; written as Prettier would write it. */
export function operationsPage(services: Service[]): string {
	const sections = services.flatMap((service) => {
		const { title, specs } = service;
		return [
			`## ${title}\n`,
			...resourcesOf(service).flatMap((resource) =>
				resource.operations.flatMap((operation) => {
					const example = specs[`${resource.value}.${operation.value}`]?.example;
					// A missing spec is reported by a test of its own.
					if (!example) return [];
					const parameters = { resource: resource.value, operation: operation.value };
					return section(`${resource.name}: ${operation.name}`, parameters, example);
				}),
			),
		];
	});
	return [INTRO, ...sections, MODELS, ...services.map(modelList)].join('\n');
}

function resourcesOf({ table }: Service): Service['table']['resources'] {
	const isFree = ({ value }: { value: string }): number => Number(value === 'apiRequest');
	return [...table.resources].sort((a, b) => isFree(a) - isFree(b));
}

/** `- **Card → Check**: Look Up By, Value`, for each operation. */
function modelList(service: Service): string {
	const lines = resourcesOf(service).flatMap(({ name, operations }) =>
		operations.map((operation) => `- **${name} → ${operation.name}**: ${modelFieldsOf(operation)}`),
	);
	return [`${service.title}:`, '', ...lines, ''].join('\n');
}

function section(title: string, names: object, example: Example): string {
	const { note, parameters, sends, output } = example;
	const [line, body] = sends?.split('\n') ?? [];
	return [
		`### ${title}`,
		...(note ? [note] : []),
		block('json', json({ ...names, ...parameters })),
		sends ? 'Sends:' : 'Sends nothing.',
		...(sends ? [block('http', body ? `${line}\n\n${body}` : line)] : []),
		...(output ? ['Returns:', block('json', json(output))] : []),
	]
		.join('\n\n')
		.concat('\n');
}

const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** One line per member at the top, inner values on one line where they fit. */
function json(value: object, indent = ''): string {
	const isList = Array.isArray(value);
	const lines = Object.entries(value).map(([name, inner]: [string, unknown]) => {
		const start = isList ? `${indent}\t` : `${indent}\t${JSON.stringify(name)}: `;
		const short = inline(inner);
		const isShort = start.length + short.length < 96;
		return start + (isShort ? short : json(inner as object, `${indent}\t`));
	});
	const [open, close] = isList ? '[]' : '{}';
	return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function inline(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const members = Object.entries(value).map(([name, inner]) => `"${name}": ${inline(inner)}`);
	return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
