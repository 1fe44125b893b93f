import 'reflect-metadata';
import { resolveOutputSchemaPath } from 'n8n-core/dist/nodes-loader/output-schema-resolver';
import { specFile } from '../operations';
import { response } from '../unit/support/responses';
import { exists, filesBelow, pathOf, readJson } from './support/files';
import { claimsOf, misfits, provenBy, type OutputSchema } from './support/json-schema';
import { entriesOf, marta, saison, type Entry, type NodeUnderTest } from './support/nodes';
import { runOperation } from './support/run-operation';
import { checkRules, type Rules } from './support/rules';
import { samplesOf } from './support/samples';
import { sampleNode } from './support/sample-table';

/** A node, and the schemas of its folder by `resource.operation`. */
interface Described {
	node: NodeUnderTest;
	schemas: Record<string, OutputSchema>;
}

const FOLDERS = { saison: 'nodes/SaisonConnect', marta: 'nodes/Marta' };
const schemaFile = ({ service }: NodeUnderTest, id: string): string =>
	`${FOLDERS[service]}/__schema__/v1.0.0/${id.replace('.', '/')}.json`;
const isPublic = ({ spec }: Entry): boolean => spec?.example.output !== undefined;

/** What an operation outputs when only the required fields are filled in. */
async function outputsOf({ node }: Described, entry: Entry): Promise<object[]> {
	const { operation, spec } = entry;
	if (!spec) return [];
	const outputs: object[] = [];
	const responses = [spec.example.response ?? {}, ...(spec.responses ?? [])];
	for (const [index, { status = 200, body }] of responses.entries()) {
		const values = Object.fromEntries(
			operation.fields.map((field) => [
				field.name,
				// A grant works once.
				field.required ? `${String(samplesOf(field, spec)?.[0])}${index}` : field.default,
			]),
		);
		const options = { respond: () => response(status, body) };
		const [trace] = await runOperation(node, [entry.resource.value, operation], [values], options);
		outputs.push(trace.output ?? { failed: trace.serviceError?.message });
	}
	return outputs;
}

const described = ({ node, schemas }: Described): Entry[] =>
	entriesOf(node).filter(({ id }) => schemas[id] !== undefined);

const rules: Rules<Described> = {
	'every operation whose output is public has a schema': ({ node, schemas }) =>
		entriesOf(node)
			.filter((entry) => (schemas[entry.id] !== undefined) !== isPublic(entry))
			.map((entry) =>
				isPublic(entry)
					? `${schemaFile(node, entry.id)} is missing`
					: `${specFile(node.service, entry.id)}: example.output is missing`,
			),
	'every schema belongs to an operation': ({ node, schemas }) =>
		Object.keys(schemas)
			.filter((id) => !entriesOf(node).some((entry) => entry.id === id))
			.map((id) => `${schemaFile(node, id)} is of no operation`),
	'a schema has the form the editor reads': ({ schemas }) =>
		Object.entries(schemas)
			.filter(([, { type, properties = {} }]) => {
				return type !== 'object' || Object.keys(properties).length === 0;
			})
			.map(([id]) => id),
	'every output matches the schema in names and types': async (subject) => {
		const found = new Set<string>();
		for (const entry of described(subject)) {
			for (const output of await outputsOf(subject, entry)) {
				for (const misfit of misfits(subject.schemas[entry.id], output)) {
					found.add(`${schemaFile(subject.node, entry.id)}: ${misfit}`);
				}
			}
		}
		return [...found];
	},
	'every field and type of the schema appears in an output': async (subject) => {
		const found: string[] = [];
		for (const entry of described(subject)) {
			const outputs = await outputsOf(subject, entry);
			const proven = new Set(outputs.flatMap((output) => provenBy(output)));
			const claims = claimsOf(subject.schemas[entry.id]);
			for (const claim of claims) {
				if (!proven.has(claim)) found.push(`${specFile(subject.node.service, entry.id)}: ${claim}`);
			}
		}
		return found;
	},
};

function schemasOf({ service }: NodeUnderTest): Record<string, OutputSchema> {
	return Object.fromEntries(
		filesBelow(`${FOLDERS[service]}/__schema__`)
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
};
const withSchema = (schema: OutputSchema): Described => ({
	...good,
	schemas: { 'ticket.get': schema },
});

checkRules({
	rules,
	real: {
		'Saison Connect': { node: saison, schemas: schemasOf(saison) },
		MARTA: { node: marta, schemas: schemasOf(marta) },
	},
	good,
	planted: {
		'every operation whose output is public has a schema': {
			'no schema': { ...good, schemas: {} },
			'a schema of an output that is not public': {
				...good,
				node: sampleNode({ spec: { example: { parameters: {} } } }),
			},
		},
		'every schema belongs to an operation': {
			'a schema of an operation that is gone': {
				...good,
				schemas: { ...good.schemas, 'ticket.buy': good.schemas['ticket.get'] },
			},
		},
		'a schema has the form the editor reads': {
			'no fields': {
				...withSchema({ type: 'object', properties: {} }),
				node: sampleNode({ operation: { parseResponse: () => ({}) } }),
			},
		},
		'every output matches the schema in names and types': {
			'another type': {
				...good,
				node: sampleNode({
					operation: { parseResponse: ({ status }) => ({ ok: status === 200 ? true : null }) },
					spec: { responses: [{ status: 404 }] },
				}),
			},
			'a field that is not listed': {
				...good,
				node: sampleNode({ operation: { parseResponse: () => ({ ok: true, more: 1 }) } }),
			},
		},
		'every field and type of the schema appears in an output': {
			'a field that never appears': withSchema({
				type: 'object',
				properties: { ok: { type: 'boolean' }, more: { type: 'string' } },
			}),
			'a type that never appears': withSchema({
				type: 'object',
				properties: { ok: { type: ['boolean', 'null'] } },
			}),
		},
	},
});

test('n8n finds every schema beside the node', () => {
	for (const node of [saison, marta]) {
		const folder = FOLDERS[node.service];
		const nodeDir = pathOf(folder);
		for (const entry of entriesOf(node)) {
			const file = resolveOutputSchemaPath({
				nodeDir,
				version: '1.0.0',
				resource: entry.resource.value,
				operation: entry.operation.value,
			});
			expect(file?.startsWith(nodeDir)).toBe(true);
			const isThere = exists(folder + file!.slice(nodeDir.length).split('\\').join('/'));
			expect([entry.id, isThere]).toEqual([entry.id, isPublic(entry)]);
		}
	}
});
