import 'reflect-metadata';
import { resolveOutputSchemaPath } from 'n8n-core/dist/nodes-loader/output-schema-resolver';
import type { HttpResponse } from '../../../lib/core/http/response';
import { response } from '../support/responses';
import { ANSWERS } from './support/answers';
import { exists, filesBelow, pathOf, readJson } from './support/files';
import { claimsOf, misfits, provenBy, type OutputSchema } from './support/json-schema';
import { entriesOf, marta, saison, type Entry, type NodeUnderTest } from './support/nodes';
import { play } from './support/play';
import { checkRules, type Rules } from './support/rules';
import { samplesOf } from './support/samples';
import { sampleNode } from './support/sample-table';

/** A node, the schemas of its folder by `resource.operation`, and answers to compare them with. */
interface Described {
	node: NodeUnderTest;
	schemas: Record<string, OutputSchema>;
	answers: Record<string, HttpResponse[]>;
}

/** Operations without a schema: what they give out is not public. */
const UNKNOWN_OUTPUT = ['apiRequest.send', 'campaign.get'];

/** What an operation gives out when nothing of the form is changed but what must be filled in. */
async function outputsOf({ node, answers }: Described, entry: Entry): Promise<object[]> {
	const { fields } = entry.operation;
	const outputs: object[] = [];
	for (const [index, respond] of (answers[entry.id] ?? []).entries()) {
		const values = Object.fromEntries(
			fields.map((field) => [
				field.name,
				// A grant works once.
				field.required ? `${String(samplesOf(field)?.[0])}${index}` : field.default,
			]),
		);
		const options = { respond: () => respond };
		const [trace] = await play(node, [entry.resource.value, entry.operation], [values], options);
		outputs.push(trace.output ?? { failed: trace.serviceError?.message });
	}
	return outputs;
}

const described = ({ node, schemas }: Described): Entry[] =>
	entriesOf(node.table).filter(({ id }) => schemas[id] !== undefined);

const rules: Rules<Described> = {
	'every operation whose output is public has a schema': ({ node, schemas }) =>
		entriesOf(node.table)
			.map(({ id }) => id)
			.filter((id) => (schemas[id] === undefined) !== UNKNOWN_OUTPUT.includes(id)),
	'every schema is of an operation': ({ node, schemas }) =>
		Object.keys(schemas).filter((id) => !entriesOf(node.table).some((entry) => entry.id === id)),
	'a schema has the form the editor reads': ({ schemas }) =>
		Object.entries(schemas)
			.filter(([, { type, properties = {} }]) => {
				return type !== 'object' || Object.keys(properties).length === 0;
			})
			.map(([id]) => id),
	'what comes out is in the schema, in type and name': async (subject) => {
		const found = new Set<string>();
		for (const entry of described(subject)) {
			for (const output of await outputsOf(subject, entry)) {
				for (const misfit of misfits(subject.schemas[entry.id], output)) {
					found.add(`${entry.id}: ${misfit}`);
				}
			}
		}
		return [...found];
	},
	'what is in the schema comes out': async (subject) => {
		const found: string[] = [];
		for (const entry of described(subject)) {
			const outputs = await outputsOf(subject, entry);
			const proven = new Set(outputs.flatMap((output) => provenBy(output)));
			const claims = claimsOf(subject.schemas[entry.id]);
			for (const claim of claims) if (!proven.has(claim)) found.push(`${entry.id}: ${claim}`);
		}
		return found;
	},
};

function schemasIn(folder: string): Record<string, OutputSchema> {
	return Object.fromEntries(
		filesBelow(`${folder}/__schema__`)
			.filter((file) => file.endsWith('.json'))
			.map((file) => {
				const id = /\/v1\.0\.0\/(\w+)\/(\w+)\.json$/.exec(file)?.slice(1).join('.') ?? file;
				return [id, readJson<OutputSchema>(file)];
			}),
	);
}

const good: Described = {
	node: sampleNode(),
	schemas: { 'ticket.get': { type: 'object', properties: { ok: { type: 'boolean' } } } },
	answers: { 'ticket.get': [response(200)] },
};
const withSchema = (schema: OutputSchema): Described => ({
	...good,
	schemas: { 'ticket.get': schema },
});

checkRules({
	rules,
	real: {
		'Saison Connect': { node: saison, schemas: schemasIn('nodes/SaisonConnect'), answers: ANSWERS },
		MARTA: { node: marta, schemas: schemasIn('nodes/Marta'), answers: ANSWERS },
	},
	good,
	planted: {
		'every operation whose output is public has a schema': {
			'no schema': { ...good, schemas: {} },
		},
		'every schema is of an operation': {
			'a schema of an operation that is gone': {
				...good,
				schemas: { ...good.schemas, 'ticket.buy': good.schemas['ticket.get'] },
			},
		},
		'a schema has the form the editor reads': {
			'no fields': { ...withSchema({ type: 'object', properties: {} }), answers: {} },
		},
		'what comes out is in the schema, in type and name': {
			'another type': {
				...good,
				node: sampleNode({
					operation: { parseResponse: ({ status }) => ({ ok: status === 200 ? true : null }) },
				}),
				answers: { 'ticket.get': [response(200), response(404)] },
			},
			'a field that is not listed': {
				...good,
				node: sampleNode({ operation: { parseResponse: () => ({ ok: true, more: 1 }) } }),
			},
		},
		'what is in the schema comes out': {
			'a field that never comes': withSchema({
				type: 'object',
				properties: { ok: { type: 'boolean' }, more: { type: 'string' } },
			}),
			'a type that never comes': withSchema({
				type: 'object',
				properties: { ok: { type: ['boolean', 'null'] } },
			}),
		},
	},
});

test('n8n finds every schema beside the node', () => {
	for (const [folder, { table }] of [
		['nodes/SaisonConnect', saison],
		['nodes/Marta', marta],
	] as const) {
		for (const { id, resource, operation } of entriesOf(table)) {
			const nodeDir = pathOf(folder);
			const file = resolveOutputSchemaPath({
				nodeDir,
				version: '1.0.0',
				resource: resource.value,
				operation: operation.value,
			});
			expect(file?.startsWith(nodeDir)).toBe(true);
			const isThere = exists(folder + file!.slice(nodeDir.length).split('\\').join('/'));
			expect([id, isThere]).toEqual([id, !UNKNOWN_OUTPUT.includes(id)]);
		}
	}
});
