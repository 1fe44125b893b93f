/* eslint-disable @n8n/community-nodes/no-restricted-imports -- loads code from a page */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { toProperties } from '../../lib/core/operation/properties';
import type { Operation } from '../../lib/core/operation/operation';
import type { OperationSpec } from '../operations/spec';
import { response } from '../unit/support/responses';
import { pathOf, read } from './support/files';
import { misfits, type OutputSchema } from './support/json-schema';
import { marta, type NodeUnderTest } from './support/nodes';
import { differences, requestOf } from './support/requests';
import { runOperation } from './support/run-operation';

/** The example in CONTRIBUTING.md, loaded as if its files existed. */
const page = read('CONTRIBUTING.md');
const OPERATION = 'nodes/Marta/resources/card/getPoints.operation.ts';
const SCHEMA = 'nodes/Marta/__schema__/v1.0.0/card/getPoints.json';
const SPEC = 'test/operations/marta/card.getPoints.ts';
const ID = 'card.getPoints';

/** The code block after a step that names a file. */
function blockOf(file: string): string {
	const [, text = ''] = page.split(`**, \`${file}\``);
	return /^```\w+\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '';
}

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'contributing-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load<Exported extends object>(file: string): Exported {
	const code = blockOf(file).replace(
		/(?<=from ')\.[^']*/g,
		(path) => `${join(dirname(pathOf(file)), path)}`,
	);
	const copy = join(folder, basename(file));
	writeFileSync(copy, code);
	return jest.requireActual<Exported>(copy);
}

test('the operation of CONTRIBUTING.md sends and returns what its spec says', async () => {
	const { getPoints } = load<{ getPoints: Operation<object> }>(OPERATION);
	const { spec } = load<{ spec: OperationSpec }>(SPEC);
	const table: NodeUnderTest['table'] = {
		...marta.table,
		resources: marta.table.resources.map((resource) =>
			resource.value === 'card'
				? { ...resource, operations: [...resource.operations, getPoints] }
				: resource,
		),
	};
	const description = { ...marta.description, properties: toProperties(table) };
	const node: NodeUnderTest = { ...marta, table, description, specs: { [ID]: spec } };

	const { item, sends, output, response: reply } = spec.example;
	const [trace] = await runOperation(node, ['card', getPoints], [{ ...item, options: {} }], {
		respond: () => response(200, reply?.body),
	});
	const request = requestOf(trace, true);
	expect(differences(spec.endpoint!, request)).toEqual([]);
	expect(`GET ${request?.url.pathname}${request?.url.search}`).toBe(sends);
	expect(trace.output).toEqual(output);
	expect(misfits(JSON.parse(blockOf(SCHEMA)) as OutputSchema, trace.output)).toEqual([]);
	expect(getPoints.fields.map(({ displayName }) => displayName)).toEqual(
		Object.values(spec.fields).map(({ label }) => label),
	);
});

test('CONTRIBUTING.md lists six files for an operation, and shows where each is changed', () => {
	const [, list = ''] = page.split(/^\| file +\|.*$/m);
	const files = [...list.split('\n\n', 1)[0].matchAll(/^\| `(.*?)` +\|/gm)].map(([, file]) => file);
	expect(files).toHaveLength(6);
	expect(files).toEqual(expect.arrayContaining([OPERATION, SCHEMA, SPEC]));
	const [, steps] = page.split('**1. The operation**');
	const shown = `**1. The operation**${steps}`;
	expect(files.filter((file) => !shown.includes(`\`${file}\``))).toEqual([]);
});
