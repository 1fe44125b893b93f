import type { INode } from 'n8n-workflow';

export const benchNodes = 'n8n-nodes-bench';

/** What the nodes of an approach are made for. */
export interface Target {
	/** Origin of the service. */
	url: string;
	/** The one expression per item, for what it sends. */
	member: string;
	credentials: Record<'saisonConnectApi' | 'crypto', { id: string; name: string }>;
}

export interface Approach {
	title: string;
	/** Requests at once, where the approach has such a limit. */
	concurrency?: number;
	hasNoLogin?: boolean;
	/** Nodes that must have run before the clock starts. */
	before?: (target: Target) => INode[];
	/** The nodes that are measured. */
	nodes: (target: Target) => INode[];
}

/** Failed items go to the node that reports, which does not expect them. */
const onError = 'continueRegularOutput';

export function node(name: string, type: string, rest: Partial<INode> = {}): INode {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		onError,
		...rest,
	};
}

export function code(name: string, jsCode: string): INode {
	return node(name, 'n8n-nodes-base.code', { typeVersion: 2, parameters: { jsCode } });
}

/** A form-encoded POST; `parameters` is added to the node's own. */
export function httpRequest(
	name: string,
	{
		url,
		member,
		parameters,
		credentials,
	}: Pick<Target, 'url' | 'member'> &
		Pick<INode, 'parameters'> &
		Partial<Pick<INode, 'credentials'>>,
): INode {
	return node(name, 'n8n-nodes-base.httpRequest', {
		typeVersion: 4.2,
		credentials,
		parameters: {
			method: 'POST',
			url,
			sendBody: true,
			contentType: 'form-urlencoded',
			bodyParameters: { parameters: [{ name: 'member', value: member }] },
			options: {},
			...parameters,
		},
	});
}

/** The workflow of an approach: its nodes between the one that makes the items and the one that reports. */
export function workflowOf(
	approach: Approach,
	{
		items,
		profile,
		file,
		isLast,
		...target
	}: Target & { items: number; profile: boolean; file: string; isLast: boolean },
) {
	return chain(`Bench: ${approach.title}`, [
		node('Start', 'n8n-nodes-base.manualTrigger'),
		...(approach.before?.(target) ?? []),
		node('Items', `${benchNodes}.benchItems`, { parameters: { count: items, profile } }),
		...approach.nodes(target),
		node('Report', `${benchNodes}.benchReport`, { parameters: { count: items, file, isLast } }),
	]);
}

/** A workflow that a webhook starts: it responds with what the last node of the approach returns. */
export function webhookWorkflowOf(
	approach: Approach,
	{ path, ...target }: Target & { path: string },
) {
	return webhookChain(`Bench webhook: ${approach.title}`, path, approach.nodes(target));
}

/** Nodes behind a webhook, which responds with what the last of them returns. */
export function webhookChain(name: string, path: string, nodes: INode[]) {
	const webhook = node('Webhook', 'n8n-nodes-base.webhook', {
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	});
	return chain(name, [webhook, ...nodes]);
}

/** A workflow in which each node is connected to the next one. */
function chain(name: string, nodes: INode[]) {
	const connections = nodes.slice(1).map((next, index) => {
		return [nodes[index].name, { main: [[{ node: next.name, type: 'main', index: 0 }]] }];
	});
	return { name, settings: {}, nodes, connections: Object.fromEntries(connections) };
}
