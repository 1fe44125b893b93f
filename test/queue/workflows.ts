import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { martaNode, PACKAGE, saisonNode, type Reference } from '../host/environment';
import type { QueueEnvironment } from './environment';

export const ECHO = '/sandbox-made-up/echo';

export interface Published {
	id: string;
	path: string;
}

/** A webhook that responds with the output of the last node, and the nodes behind it, published everywhere. */
export async function publishChain(
	environment: QueueEnvironment,
	path: string,
	nodes: INode[],
): Promise<Published> {
	const webhook = node('Webhook', 'n8n-nodes-base.webhook', {
		httpMethod: 'POST',
		path,
		responseMode: 'lastNode',
		options: {},
	});
	const placed = [{ ...webhook, typeVersion: 2, webhookId: path }, ...nodes];
	const links = placed
		.slice(1)
		.map(({ name }, index) => [
			placed[index].name,
			{ main: [[{ node: name, type: 'main', index: 0 }]] },
		]);
	return await publish(environment, path, {
		name: `Queue test: ${path}`,
		settings: {},
		nodes: placed,
		connections: Object.fromEntries(links),
	});
}

export async function publish(
	{ cluster, rest }: QueueEnvironment,
	path: string,
	workflow: IDataObject,
): Promise<Published> {
	const created = await rest.createWorkflow(workflow);
	await rest.publish(created);
	await cluster.webhook.waitForWebhook(path);
	return { id: created.id, path };
}

export interface Called {
	status: number;
	body: IDataObject;
	ms: number;
}

/** A call of the webhook process. */
export async function call(
	{ cluster }: QueueEnvironment,
	path: string,
	body: IDataObject = {},
): Promise<Called> {
	const began = Date.now();
	const response = await fetch(cluster.webhook.webhookUrl(path), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, body: parse(text), ms: Date.now() - began };
}

function parse(text: string): IDataObject {
	try {
		return JSON.parse(text);
	} catch {
		return { text };
	}
}

/** One item for each of `items` in the call's body, without a task runner. */
export function splitItems(): INode {
	return node('Items', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'body.items', options: {} });
}

export function numbered(count: number, first = 0): Array<{ item: number }> {
	return Array.from({ length: count }, (_, index) => ({ item: first + index }));
}

/** Returns what arrived, so that each request can be found in what the sandbox saw. */
export function echo(
	credential: Reference,
	method: 'GET' | 'POST',
	{ field, options = {} }: { field: string; options?: INodeParameters },
): INode {
	const parameter = [
		{ name: 'item', value: `={{ ${field} }}` },
		{ name: 'execution', value: '={{ $execution.id }}' },
	];
	return named(
		'Echo',
		saisonNode(credential, {
			resource: 'apiRequest',
			operation: 'send',
			method,
			path: ECHO,
			[method === 'GET' ? 'queryParameters' : 'bodyParameters']: { parameter },
			options,
		}),
	);
}

export function attributes(credential: Reference): INode {
	return named(
		'Attributes',
		saisonNode(credential, { resource: 'member', operation: 'getAttributes', options: {} }),
	);
}

export function checkCard(credential: Reference): INode {
	const lookup = { lookupBy: 'card', value: '2990000000001' };
	return named(
		'Card',
		martaNode(credential, { resource: 'card', operation: 'check', ...lookup, options: {} }),
	);
}

/** The trigger in front of nothing. */
export function consentTrigger(
	credential: Reference,
	path: string,
	parameters: IDataObject,
): INode {
	return {
		...node('Trigger', `${PACKAGE}.saisonConnectTrigger`, { path, ...(parameters as object) }),
		credentials: { saisonConnectApi: credential },
	};
}

function named(name: string, of: INode): INode {
	return { ...of, id: name, name };
}

function node(name: string, type: string, parameters: INode['parameters']): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}
