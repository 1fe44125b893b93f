import type { INodeProperties } from 'n8n-workflow';
import { specFile } from '../operations';
import { entriesOf, marta, saison, type Entry, type NodeUnderTest } from './support/nodes';
import { runOperation, type Trace } from './support/run-operation';
import { checkRules, type Rules } from './support/rules';
import { combinations } from './support/samples';
import { sampleField, sampleNode, sampleSpec } from './support/sample-table';

/** How n8n stores a field that a model fills in, written by hand or by the button in the editor. */
const FROM_MODEL = [
	"={{ $fromAI('x') }}",
	"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Path', ``, 'string') }}",
	"=/v1/{{ $fromai('x') }}",
];
/** In a tool, the item contains what the model said. */
const FROM_ITEM = [
	'={{ $json.x }}',
	'=/v1/{{ $input.first().json.x }}',
	"={{ $from\\u0041I('x') }}",
];

/** Each field, and where in it an expression stands: a list has names and values. */
interface Handed {
	stored: unknown;
	/** Whether it is a value, and not the name of one. */
	isValue: boolean;
}

function handedOver(field: INodeProperties, texts: string[]): Handed[] {
	if (field.type !== 'fixedCollection') return texts.map((stored) => ({ stored, isValue: true }));
	return texts.flatMap((text) => [
		{ stored: { parameter: [{ name: 'a', value: text }] }, isValue: true },
		{
			stored: {
				parameter: [
					{ name: 'a', value: '1' },
					{ name: text, value: '1' },
				],
			},
			isValue: false,
		},
		{ stored: text, isValue: false },
	]);
}

interface Case {
	field: INodeProperties;
	/** Whether the specification lets a model fill it in. */
	isForModels: boolean;
}

/** Runs each operation with one field after another handed over, in every combination of choices. */
async function handOver(
	node: NodeUnderTest,
	[texts, asTool]: [string[], boolean],
	find: (trace: Trace, one: Case) => string[],
): Promise<string[]> {
	const found = new Set<string>();
	for (const entry of entriesOf(node)) {
		const { id, resource, operation, spec } = entry;
		for (const field of operation.fields) {
			for (const { stored, isValue } of handedOver(field, texts)) {
				const isForModels = isValue && spec?.fields[field.name]?.forModels === true;
				for (const [values] of combinations(entry)) {
					const options = { raw: { [field.name]: stored }, asTool };
					const [trace] = await runOperation(node, [resource.value, operation], [values], options);
					for (const finding of find(trace, { field, isForModels })) {
						found.add(`${id}.${field.name}: ${finding}`);
					}
				}
			}
		}
	}
	return [...found];
}

const FILLED_IN = 'must not be filled in by an AI model.';
const INFLUENCED = 'has an expression that an AI model could influence.';

/** Rejected in these words, and nothing sent. */
function expectRejection(
	{ serviceError, requests }: Trace,
	{ field }: Case,
	why: string,
): string[] {
	const { message = 'taken' } = serviceError ?? {};
	return message === `'${field.displayName}' ${why}` && requests.length === 0 ? [] : [message];
}

/** Whatever they contain: they decide which request is made, for whom, and how often. */
const NEVER = ['method', 'path', 'headerParameters', 'safeToRepeat', 'includeTokens', 'password'];

const forModels = ({ spec }: Entry): string[] =>
	Object.entries(spec?.fields ?? {})
		.filter(([, field]) => field.forModels)
		.map(([name]) => name);

const rules: Rules<NodeUnderTest> = {
	'what a model would fill in or influence is rejected by name, before anything is sent': async (
		node,
	) => {
		const find = (trace: Trace, one: Case): string[] =>
			one.isForModels ? [] : expectRejection(trace, one, FILLED_IN);
		return [
			...(await handOver(node, [FROM_MODEL, false], find)),
			...(await handOver(node, [FROM_MODEL, true], find)),
			// What is for models too: only `$fromAI` shows that the author meant it.
			...(await handOver(node, [FROM_ITEM, true], (trace, one) =>
				expectRejection(trace, one, INFLUENCED),
			)),
		];
	},
	'what is for models may come from a model': async (node) =>
		await handOver(node, [FROM_MODEL, true], ({ serviceError }, { isForModels }) =>
			isForModels && serviceError?.message.endsWith(FILLED_IN) ? [serviceError.message] : [],
		),
	'a rejection is plain text that says what to do': async (node) =>
		await handOver(node, [[...FROM_ITEM, ...FROM_MODEL], true], ({ serviceError }, one) => {
			if (!serviceError || one.isForModels) return [];
			const { text, description } = serviceError;
			return /[<>*`[\]{}]|\n/.test(text) || description === '' ? [text] : [];
		}),
	'a model chooses neither the call nor anything that Saison Connect writes': (node) =>
		entriesOf(node).flatMap((entry) => {
			const writes = node.service === 'saison' && entry.operation.effect !== 'read';
			return forModels(entry)
				.filter((name) => writes || NEVER.includes(name))
				.map((name) => `${specFile(node.service, entry.id)}: ${name} must not be forModels`);
		}),
};

const { ticketId } = sampleSpec.fields;
const opened = (name = 'ticketId'): NodeUnderTest =>
	sampleNode({
		operation: {
			fields: [sampleField({ name, displayName: 'Ticket ID' })],
			modelFields: [name],
			buildRequest: (input) => ({ method: 'GET', path: `/${input.requiredText(name)}` }),
		},
		spec: { fields: { [name]: { ...ticketId, forModels: true } } },
	});

checkRules({
	rules,
	real: { 'Saison Connect': saison, MARTA: marta },
	good: opened(),
	planted: {
		'what a model would fill in or influence is rejected by name, before anything is sent': {
			'a field that the operation opens to models by itself': sampleNode({
				operation: { modelFields: ['ticketId'] },
			}),
		},
		'what is for models may come from a model': {
			'a field that the operation does not open': sampleNode({
				spec: { fields: { ticketId: { ...ticketId, forModels: true } } },
			}),
		},
		'a rejection is plain text that says what to do': {
			'a rejection with markup': sampleNode({
				operation: { fields: [sampleField({ displayName: '<b>Ticket</b>' })] },
			}),
		},
		'a model chooses neither the call nor anything that Saison Connect writes': {
			'a path that a model may choose': opened('path'),
		},
	},
});
