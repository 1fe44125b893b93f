import { specFile } from '../operations';
import { ACTION_NODES, entriesOf, type Entry, type NodeUnderTest } from './support/nodes';
import { HiddenRead, runOperation, type Trace } from './support/run-operation';
import { checkRules, type Rules } from './support/rules';
import { combinations, samplesOf, type Values } from './support/samples';
import { sampleField, sampleNode, sampleSpec, type SampleChanges } from './support/sample-table';

/** Stops the clock: what is made from the time must not differ between two items. */
beforeAll(() => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-15T12:34:56.000Z')));
afterAll(() => jest.restoreAllMocks());

/** Runs a rule for every operation and every combination of its choices. */
function forEachForm(
	find: (node: NodeUnderTest, entry: Entry, pair: [Values, Values]) => Promise<string[]>,
): (node: NodeUnderTest) => Promise<string[]> {
	return async (node) => {
		const found: string[] = [];
		for (const entry of entriesOf(node)) {
			for (const pair of combinations(entry)) {
				for (const finding of await find(node, entry, pair)) found.push(`${entry.id} ${finding}`);
			}
		}
		return [...new Set(found)];
	};
}

async function traces(
	node: NodeUnderTest,
	entry: Entry,
	items: Values[],
	isFirstRun = false,
): Promise<Trace[]> {
	return await runOperation(node, [entry.resource.value, entry.operation], items, { isFirstRun });
}

/** The names an item read; `[]` if it read a hidden field, which another rule reports. */
async function namesRead(node: NodeUnderTest, entry: Entry, values: Values): Promise<string[]> {
	try {
		return (await traces(node, entry, [values]))[0].reads.map(({ name }) => name);
	} catch (error) {
		if (error instanceof HiddenRead) return [];
		return await Promise.reject(error);
	}
}

const rules: Rules<NodeUnderTest> = {
	'every field has values to test it with': (node) =>
		entriesOf(node).flatMap(({ id, operation, spec }) =>
			operation.fields
				.filter((field) => samplesOf(field, spec) === undefined)
				.map(({ name }) => `${specFile(node.service, id)}: fields.${name} needs samples`),
		),
	'every parameter that is read is declared': forEachForm(async (node, entry, [values]) => {
		const declared = ['options', ...entry.operation.fields.map(({ name }) => name)];
		const read = await namesRead(node, entry, values);
		return read.filter((name) => !declared.includes(name)).map((name) => `reads ${name}`);
	}),
	'every parameter that is declared is read': async (node) => {
		const found: string[] = [];
		for (const entry of entriesOf(node)) {
			const read = new Set<string>();
			for (const [values] of combinations(entry)) {
				for (const name of await namesRead(node, entry, values)) read.add(name);
			}
			const { fields } = entry.operation;
			for (const { name } of fields) if (!read.has(name)) found.push(`${entry.id}.${name}`);
		}
		return found;
	},
	'only fields that the form shows are read': forEachForm(async (node, entry, [values]) => {
		try {
			await traces(node, entry, [values]);
			return [];
		} catch (error) {
			return error instanceof HiddenRead ? [error.message] : await Promise.reject(error);
		}
	}),
	'every item reads the same parameters, and only its own values': forEachForm(
		async (node, entry, pair) => {
			const all = await traces(node, entry, pair).catch(() => []);
			const [first, second] = all.map(({ reads }) => reads.map(({ name }) => name).join());
			const foreign = all.flatMap(({ reads }, index) =>
				reads
					.filter(({ item }) => item !== index)
					.map(({ name }) => `reads another item's ${name}`),
			);
			return first === second ? foreign : [...foreign, `reads ${first}, then ${second}`];
		},
	),
	'an item has the same result wherever it comes in the list': forEachForm(
		async (node, entry, [a, b]) => {
			const plain = ({ requests, output, serviceError }: Trace): string =>
				JSON.stringify([requests, output, serviceError?.message]);
			const [, second] = await traces(node, entry, [a, b], true).catch(() => []);
			const [alone] = await traces(node, entry, [b], true).catch(() => []);
			if (!second || !alone || plain(second) === plain(alone)) return [];
			return [`results in ${plain(second)} after another item, in ${plain(alone)} alone`];
		},
	),
	'an empty required field is rejected by name, before anything is sent': async (node) => {
		const found: string[] = [];
		for (const entry of entriesOf(node)) {
			const [[values]] = combinations(entry);
			for (const { name, displayName, required } of entry.operation.fields) {
				if (!required) continue;
				for (const empty of ['', '  ', null]) {
					const item = { ...values, [name]: empty };
					const [trace] = await traces(node, entry, [item]).catch(() => []);
					if (trace === undefined) continue;
					const { reason, message = 'nothing' } = trace.serviceError ?? {};
					const isRight = reason === 'invalid_input' && message.includes(`'${displayName}'`);
					if (!isRight || trace.requests.length > 0) {
						found.push(`${entry.id}.${name}: ${JSON.stringify(empty)} leads to ${message}`);
					}
				}
			}
		}
		return found;
	},
};

const field = sampleField();
const method = sampleField({
	name: 'method',
	displayName: 'Method',
	type: 'options',
	required: false,
	options: ['GET', 'POST'].map((name) => ({ name, value: name })),
	default: 'GET',
});
const body = sampleField({
	name: 'value',
	displayName: 'Value',
	required: false,
	displayOptions: { show: { method: ['POST'] } },
});
const withSamples = (changes: SampleChanges): NodeUnderTest =>
	sampleNode({
		...changes,
		spec: {
			fields: {
				...sampleSpec.fields,
				value: { label: 'Value', default: '', samples: ['first', 'second'] },
			},
		},
	});
/** What a faulty operation keeps from one item to the next. */
let kept: string | undefined;

checkRules({
	rules,
	real: ACTION_NODES,
	good: withSamples({
		operation: {
			fields: [field, method, body],
			effect: (input) => (input.text('method') === 'GET' ? 'read' : 'write'),
			buildRequest: (input) => ({
				method: 'GET',
				path: `/${input.requiredText('ticketId')}`,
				body: input.text('method') === 'POST' ? input.text('value') : undefined,
			}),
		},
	}),
	planted: {
		'every field has values to test it with': {
			'a field without samples': withSamples({
				operation: {
					fields: [field, sampleField({ name: 'unheardOf', required: false })],
					parseResponse: (_response, input) => ({ text: input.text('unheardOf') }),
				},
			}),
		},
		'every parameter that is read is declared': {
			'a parameter that is not a field': withSamples({
				operation: { parseResponse: (_response, input) => ({ text: input.text('simplify') }) },
			}),
			'a misspelled name': withSamples({
				operation: {
					parseResponse: (_response, input) => ({ text: input.text('ticketid') }),
				},
			}),
		},
		'every parameter that is declared is read': {
			'a field without effect': withSamples({
				operation: { fields: [field, { ...body, displayOptions: undefined }] },
			}),
		},
		'only fields that the form shows are read': {
			'a body of a GET': withSamples({
				operation: {
					fields: [field, method, body],
					buildRequest: (input) => ({
						method: 'GET',
						path: `/${input.requiredText('ticketId')}/${input.text('method')}`,
						body: input.text('value'),
					}),
				},
			}),
		},
		'every item reads the same parameters, and only its own values': {
			'a parameter that is read for the first item only': withSamples({
				operation: {
					fields: [field, { ...body, displayOptions: undefined }],
					parseResponse: (_response, input) => {
						if (input.itemIndex === 0) input.text('value');
						return {};
					},
				},
			}),
		},
		'an item has the same result wherever it comes in the list': {
			"the first item's value for all": withSamples({
				operation: {
					buildRequest: (input) => {
						const text = input.requiredText('ticketId');
						kept = input.itemIndex === 0 ? text : kept;
						return { method: 'GET', path: `/${kept ?? text}` };
					},
				},
			}),
		},
		'an empty required field is rejected by name, before anything is sent': {
			'a field that is not checked': withSamples({
				operation: {
					buildRequest: (input) => ({ method: 'GET', path: `/${input.text('ticketId')}` }),
				},
			}),
			'a field that is checked too late': withSamples({
				operation: {
					buildRequest: () => ({ method: 'GET', path: '/' }),
					parseResponse: (_response, input) => ({ text: input.requiredText('ticketId') }),
				},
			}),
		},
	},
});
