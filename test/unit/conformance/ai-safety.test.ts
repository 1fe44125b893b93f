import type { INodeProperties } from 'n8n-workflow';
import type { ServiceRequest } from '../../../lib/core/operation/operation';
import type { ItemParameters } from '../../../lib/core/operation/parameters';
import { ACTION_NODES, entriesOf, saison, type NodeUnderTest } from './support/nodes';
import { play, type Trace } from './support/play';
import { checkRules, type Rules } from './support/rules';
import { combinations } from './support/samples';
import { sampleField, sampleNode, type SampleChanges } from './support/sample-table';

/**
 * Fields that decide what a signed call does. One who talks to an AI agent must not choose it:
 * there are calls that change a payment and cannot be undone.
 */
const NOT_FOR_MODELS: Record<string, string[]> = {
	'apiRequest.send': [
		'method',
		'path',
		'bodyParameters',
		'queryParameters',
		'headerParameters',
		'safeToRepeat',
	],
	'statement.get': ['path'],
	'creditLine.get': ['path'],
	'wallet.getBalance': ['path'],
};

/** How n8n stores a field that is handed to the model, by hand or by the button in the editor. */
const FROM_MODEL = [
	"={{ $fromAI('x') }}",
	"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Path', ``, 'string') }}",
	"=/v1/{{ $fromai('x') }}",
];

interface Guarded {
	node: NodeUnderTest;
	notForModels: Record<string, string[]>;
}

/** A list may hold it in a name or in a value. */
function handedOver(field: INodeProperties): unknown[] {
	if (field.type !== 'fixedCollection') return FROM_MODEL;
	return FROM_MODEL.flatMap((text) => [
		{ parameter: [{ name: 'a', value: text }] },
		{
			parameter: [
				{ name: 'a', value: '1' },
				{ name: text, value: '1' },
			],
		},
		text,
	]);
}

/** Plays an operation with every field handed over in turn, in every combination of choices. */
async function handOver(
	{ node, notForModels }: Guarded,
	find: (trace: Trace, field: INodeProperties, isGuarded: boolean) => string[],
): Promise<string[]> {
	const found = new Set<string>();
	for (const { id, resource, operation } of entriesOf(node.table)) {
		for (const field of operation.fields) {
			const isGuarded = notForModels[id]?.includes(field.name) ?? false;
			for (const value of handedOver(field)) {
				for (const [values] of combinations(operation.fields)) {
					const raw = { [field.name]: value };
					const [trace] = await play(node, [resource.value, operation], [values], { raw });
					for (const finding of find(trace, field, isGuarded)) {
						found.add(`${id}.${field.name}: ${finding}`);
					}
				}
			}
		}
	}
	return [...found];
}

const REFUSAL = 'must not be filled in by an AI model.';
const textOf = ({ serviceError }: Trace): string =>
	`${serviceError?.message} ${serviceError?.description}`;

const rules: Rules<Guarded> = {
	'what decides the call is refused from a model by name, before anything is sent': async (
		guarded,
	) =>
		await handOver(guarded, (trace, { displayName }, isGuarded) => {
			if (!isGuarded) return [];
			const { message = 'taken' } = trace.serviceError ?? {};
			const isRight = message === `'${displayName}' ${REFUSAL}` && trace.calls.length === 0;
			return isRight ? [] : [message];
		}),
	'everything else may come from a model': async (guarded) =>
		await handOver(guarded, ({ serviceError }, _field, isGuarded) =>
			!isGuarded && serviceError?.message.endsWith(REFUSAL) ? [serviceError.message] : [],
		),
	'a refusal is plain text that says what to do': async (guarded) =>
		await handOver(guarded, (trace, _field, isGuarded) => {
			if (!isGuarded || !trace.serviceError) return [];
			const isPlain =
				!/[<>*`[\]{}]|\n/.test(textOf(trace)) && trace.serviceError.description !== '';
			return isPlain ? [] : [textOf(trace)];
		}),
	// MARTA's calls are not signed, and its own API Request may be an agent's tool.
	'a field that is the path of a signed call is guarded': ({ node, notForModels }) =>
		node.table === ACTION_NODES.marta.table
			? []
			: entriesOf(node.table)
					.filter(({ operation }) => operation.fields.some(({ name }) => name === 'path'))
					.filter(({ id }) => !notForModels[id]?.includes('path'))
					.map(({ id }) => id),
};

const guarded = (changes: SampleChanges, names: string[] = ['ticketId']): Guarded => ({
	node: sampleNode(changes),
	notForModels: { 'ticket.get': names },
});
const refusing = {
	buildRequest: (input: ItemParameters): ServiceRequest => {
		input.rejectModelInput('ticketId');
		return { method: 'GET', path: `/${input.requiredText('ticketId')}` };
	},
};

checkRules({
	rules,
	real: {
		'Saison Connect': { node: saison, notForModels: NOT_FOR_MODELS },
		MARTA: { node: ACTION_NODES.marta, notForModels: {} },
	},
	good: guarded({ operation: refusing }),
	planted: {
		'what decides the call is refused from a model by name, before anything is sent': {
			'a field that is not looked at': guarded({}),
			'a field that is looked at too late': guarded({
				operation: {
					parseResponse: (_answer, input) => {
						input.rejectModelInput('ticketId');
						return {};
					},
				},
			}),
		},
		'everything else may come from a model': {
			'a refusal for no reason': guarded({ operation: refusing }, []),
		},
		'a refusal is plain text that says what to do': {
			'a refusal with markup': guarded({
				operation: {
					...refusing,
					fields: [sampleField({ displayName: '<b>Ticket</b>' })],
				},
			}),
		},
		'a field that is the path of a signed call is guarded': {
			'a path for everybody': guarded(
				{
					operation: {
						fields: [sampleField({ name: 'path', displayName: 'Path' })],
						buildRequest: (input) => ({ method: 'GET', path: input.requiredText('path') }),
					},
				},
				[],
			),
		},
	},
});

test('the operations that are guarded exist, with every field', () => {
	for (const [id, names] of Object.entries(NOT_FOR_MODELS)) {
		const operation = entriesOf(saison.table).find((entry) => entry.id === id)?.operation;
		expect(operation?.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
	}
	const send = entriesOf(saison.table).find(({ id }) => id === 'apiRequest.send');
	expect(send?.operation.fields.map(({ name }) => name).sort()).toEqual(
		[...NOT_FOR_MODELS['apiRequest.send']].sort(),
	);
});
