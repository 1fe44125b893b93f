import type { IDataObject, INode } from 'n8n-workflow';
import { ensureHost } from '../../tools/n8n-host/install';
import { N8n } from '../../tools/n8n-host/n8n';
import { itemsOf } from '../../tools/n8n-host/n8n-rest';
import { buildAndPack, installPackage } from '../../tools/n8n-host/package-folder';
import { startSandbox, type Sandbox } from '../../sandbox';

export { itemsOf };
export const PACKAGE = 'n8n-nodes-saison-marta';

/** A real n8n with the packed package as a user installs it, and the sandbox beside it. */
export interface Environment {
	n8n: N8n;
	sandbox: Sandbox;
	stop(): Promise<void>;
}

/** @param env is added to n8n's environment */
export async function startEnvironment(env: Record<string, string> = {}): Promise<Environment> {
	const host = await ensureHost();
	const n8n = await N8n.create({ host, env });
	const sandbox = await startSandbox();
	const stop = async (): Promise<void> => {
		await n8n.dispose();
		await sandbox.stop();
	};
	try {
		await installPackage(await buildAndPack(), n8n.dataFolder);
	} catch (error) {
		await stop();
		return await Promise.reject(error);
	}
	return { n8n, sandbox, stop };
}

/** The same with n8n running and its owner signed in, as for whoever opens the editor. */
export async function startEditorEnvironment(
	env: Record<string, string> = {},
): Promise<Environment> {
	const environment = await startEnvironment(env);
	try {
		await environment.n8n.start();
		await environment.n8n.rest.setUpOwner();
	} catch (error) {
		await environment.stop();
		return await Promise.reject(error);
	}
	return environment;
}

export interface Reference {
	id: string;
	name: string;
}

export async function createCredential(
	{ n8n }: Environment,
	type: 'saisonConnectApi' | 'martaApi',
	data: object,
): Promise<Reference> {
	const { id, name } = await n8n.rest.createCredential({ name: `Host ${type}`, type, data });
	return { id, name };
}

/** Those of the sandbox: a member's for Saison Connect, the web form's for MARTA. */
export async function createBothCredentials(
	environment: Environment,
): Promise<{ saison: Reference; marta: Reference }> {
	const { saisonConnectApi, martaApi } = environment.sandbox.credentials;
	return {
		saison: await createCredential(environment, 'saisonConnectApi', saisonConnectApi),
		marta: await createCredential(environment, 'martaApi', martaApi.customersynchro),
	};
}

/** What a partner has whose members bring their own tokens: client id and secret alone. */
export async function createPartnerCredential(environment: Environment): Promise<Reference> {
	const data = environment.sandbox.credentials.saisonConnectApi;
	return await createCredential(environment, 'saisonConnectApi', {
		...data,
		authorizationCode: '',
	});
}

/** The node under test, behind a manual trigger and the given items. */
export function workflowWith(items: unknown[] | string, node: INode): IDataObject {
	const jsCode = typeof items === 'string' ? items : `return ${JSON.stringify(items)}`;
	return {
		id: `w${Math.random().toString(36).slice(2, 12)}`,
		name: `Host test: ${node.name}`,
		active: false,
		settings: {},
		nodes: [
			place('Start', 'n8n-nodes-base.manualTrigger', 0),
			{ ...place('Items', 'n8n-nodes-base.code', 200), typeVersion: 2, parameters: { jsCode } },
			{ ...node, position: [400, 0] },
		],
		connections: {
			Start: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
			Items: { main: [[{ node: node.name, type: 'main', index: 0 }]] },
		},
	};
}

export function saisonNode(
	credential: Reference,
	parameters: INode['parameters'],
	more: Partial<INode> = {},
): INode {
	return {
		...place('Under Test', `${PACKAGE}.saisonConnect`, 400),
		parameters,
		credentials: { saisonConnectApi: credential },
		...more,
	};
}

export function martaNode(
	credential: Reference,
	parameters: INode['parameters'],
	more: Partial<INode> = {},
): INode {
	return {
		...place('Under Test', `${PACKAGE}.marta`, 400),
		parameters,
		credentials: { martaApi: credential },
		...more,
	};
}

/** n8n's own HTTP Request node with one of our credentials. */
export function httpRequestNode(
	type: 'saisonConnectApi' | 'martaApi',
	credential: Reference,
	parameters: INode['parameters'],
): INode {
	return {
		...place('Under Test', 'n8n-nodes-base.httpRequest', 400),
		typeVersion: 4.2,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: type,
			options: {},
			...parameters,
		},
		credentials: { [type]: credential },
	};
}

function place(name: string, type: string, x: number): INode {
	return { id: name, name, type, typeVersion: 1, position: [x, 0], parameters: {} };
}

export interface HostRun {
	status: string;
	items: IDataObject[];
	error?: { message: string; description?: string };
}

/** Runs a workflow as a click on "Execute workflow" does. */
export async function runInEditor(
	{ n8n }: Environment,
	items: unknown[] | string,
	node: INode,
): Promise<HostRun> {
	const workflow = await n8n.rest.createWorkflow(workflowWith(items, node));
	const execution = await n8n.rest.runWorkflow(workflow.id, 'Start');
	const { error } = execution.data.resultData;
	return { status: execution.status, items: itemsOf(execution.data, node.name), error };
}

/** A chain of nodes behind a manual trigger whose items are pinned: no other node has to run. */
export function chainOf(items: IDataObject[], nodes: INode[]): IDataObject {
	const names = ['Start', ...nodes.map(({ name }) => name)];
	return {
		name: `Host test: ${names.slice(1).join(', ')}`,
		settings: {},
		nodes: [place('Start', 'n8n-nodes-base.manualTrigger', 0), ...nodes],
		connections: Object.fromEntries(
			nodes.map(({ name }, index) => [
				names[index],
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
		),
		pinData: { Start: items.map((json) => ({ json })) },
	};
}
