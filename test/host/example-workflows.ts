/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import type { N8nRest } from '../../tools/n8n-host/n8n-rest';
import type { Reference, Environment } from './environment';

const folder = join(__dirname, '..', '..', 'examples');

interface ExampleWorkflow extends IDataObject {
	name: string;
	nodes: Array<INode & IDataObject>;
	settings: IDataObject;
}

/** An example as its file contains it. */
export function readExample(file: string): ExampleWorkflow {
	return JSON.parse(readFileSync(join(folder, `${file}.workflow.json`), 'utf8'));
}

/**
 * Imports an example as the editor would, with this credential chosen in every node that takes one.
 *
 * @param settings what differs from the example's own
 */
export async function importExample(
	{ n8n }: Environment,
	file: string,
	credential: Reference,
	settings: IDataObject = {},
): Promise<{ id: string; versionId: string; name: string }> {
	const example = readExample(file);
	const nodes = example.nodes.map((node) =>
		node.credentials ? { ...node, credentials: { saisonConnectApi: credential } } : node,
	);
	return await n8n.rest.createWorkflow({
		name: example.name,
		nodes,
		connections: example.connections,
		settings: { ...example.settings, ...settings },
	});
}

/**
 * Publishes a workflow to be chosen as an error workflow, and returns its id: its executions show what it was
 * told, in the node "Failed".
 */
export async function publishErrorReceiver(rest: N8nRest): Promise<string> {
	const receiver = await rest.createWorkflow({
		name: 'Is told what failed',
		nodes: [
			{
				id: 'failed',
				name: 'Failed',
				type: 'n8n-nodes-base.errorTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
		],
		connections: {},
		settings: {},
	});
	await rest.publish(receiver);
	return receiver.id;
}
