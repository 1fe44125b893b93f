import type { INodeProperties } from 'n8n-workflow';
import type { ServiceRequest } from '../../lib/core/http/service-request';
import type { ItemParameters } from '../../lib/core/operation/parameters';
import { specFile } from '../operations';
import { entriesOf, marta, saison, type Entry, type NodeUnderTest } from './support/nodes';
import { runOperation, type Trace } from './support/run-operation';
import { checkRules, type Rules } from './support/rules';
import { combinations } from './support/samples';
import { sampleField, sampleNode, sampleSpec, type SampleChanges } from './support/sample-table';

/** How n8n stores a field that a model fills in, written by hand or by the button in the editor. */
const FROM_MODEL = [
	"={{ $fromAI('x') }}",
	"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Path', ``, 'string') }}",
	"=/v1/{{ $fromai('x') }}",
];

/**
 * Fields that decide what a signed request does. Whoever talks to an AI agent must not choose it:
 * some requests change a payment and cannot be undone.
 */
const guardedFields = ({ spec }: Entry): string[] =>
	Object.entries(spec?.fields ?? {})
		.filter(([, { notForModels }]) => notForModels)
		.map(([name]) => name);

/** A list may contain it in a name or in a value. */
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

/** Runs each operation with one field after another filled in by a model, in every combination of choices. */
async function handOver(
	node: NodeUnderTest,
	find: (trace: Trace, field: INodeProperties, isGuarded: boolean) => string[],
): Promise<string[]> {
	const found = new Set<string>();
	for (const entry of entriesOf(node)) {
		const { id, resource, operation } = entry;
		const guarded = guardedFields(entry);
		for (const field of operation.fields) {
			const isGuarded = guarded.includes(field.name);
			for (const value of handedOver(field)) {
				for (const [values] of combinations(entry)) {
					const raw = { [field.name]: value };
					const [trace] = await runOperation(node, [resource.value, operation], [values], { raw });
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

const rules: Rules<NodeUnderTest> = {
	'a model that fills in what decides the request is refused by name, before anything is sent':
		async (node) =>
			await handOver(node, (trace, { displayName }, isGuarded) => {
				if (!isGuarded) return [];
				const { message = 'taken' } = trace.serviceError ?? {};
				const isRight = message === `'${displayName}' ${REFUSAL}` && trace.requests.length === 0;
				return isRight ? [] : [message];
			}),
	'everything else may come from a model': async (node) =>
		await handOver(node, ({ serviceError }, _field, isGuarded) =>
			!isGuarded && serviceError?.message.endsWith(REFUSAL) ? [serviceError.message] : [],
		),
	'a refusal is plain text that says what to do': async (node) =>
		await handOver(node, (trace, _field, isGuarded) => {
			if (!isGuarded || !trace.serviceError) return [];
			const isPlain =
				!/[<>*`[\]{}]|\n/.test(textOf(trace)) && trace.serviceError.description !== '';
			return isPlain ? [] : [textOf(trace)];
		}),
	// MARTA's requests are not signed, and its API Request may be an agent's tool.
	'the path of a signed request is guarded': (node) =>
		node.service === 'marta'
			? []
			: entriesOf(node)
					.filter(({ operation }) => operation.fields.some(({ name }) => name === 'path'))
					.filter((entry) => !guardedFields(entry).includes('path'))
					.map(({ id }) => `${specFile(node.service, id)}: path needs notForModels`),
};

const { ticketId } = sampleSpec.fields;
const guarded = (operation: SampleChanges['operation']): NodeUnderTest =>
	sampleNode({ operation, spec: { fields: { ticketId: { ...ticketId, notForModels: true } } } });
const refusing = {
	buildRequest: (input: ItemParameters): ServiceRequest => {
		input.rejectModelInput('ticketId');
		return { method: 'GET', path: `/${input.requiredText('ticketId')}` };
	},
};

checkRules({
	rules,
	real: { 'Saison Connect': saison, MARTA: marta },
	good: guarded(refusing),
	planted: {
		'a model that fills in what decides the request is refused by name, before anything is sent': {
			'a field that is not checked': guarded({}),
			'a field that is checked too late': guarded({
				parseResponse: (_response, input) => {
					input.rejectModelInput('ticketId');
					return {};
				},
			}),
		},
		'everything else may come from a model': {
			'a refusal for no reason': sampleNode({ operation: refusing }),
		},
		'a refusal is plain text that says what to do': {
			'a refusal with markup': guarded({
				...refusing,
				fields: [sampleField({ displayName: '<b>Ticket</b>' })],
			}),
		},
		'the path of a signed request is guarded': {
			'a path that a model may choose': sampleNode({
				operation: {
					fields: [sampleField({ name: 'path', displayName: 'Path' })],
					buildRequest: (input) => ({ method: 'GET', path: input.requiredText('path') }),
				},
				spec: { fields: { path: { label: 'Path', default: '', samples: ['/a', '/b'] } } },
			}),
		},
	},
});

test('API Request of Saison Connect is guarded as a whole', () => {
	const send = entriesOf(saison).find(({ id }) => id === 'apiRequest.send');
	expect(send?.operation.fields.map(({ name }) => name).sort()).toEqual(
		guardedFields(send!).sort(),
	);
});
