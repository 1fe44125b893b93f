/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { SandboxCredentials } from '../../sandbox';
import type { N8nRest } from '../n8n-host/n8n-rest';
import { root } from '../support/root';

const folder = join(root, 'examples');
const ending = '.workflow.json';

export interface DemoCredential {
	name: string;
	type: string;
	data: object;
}

interface WorkflowNode {
	name?: string;
	type?: string;
	parameters?: IDataObject;
	credentials?: Record<string, { name: string }>;
	[field: string]: unknown;
}

/** A workflow as its file contains it. */
interface Workflow {
	id?: string;
	nodes: WorkflowNode[];
	settings?: IDataObject;
	[field: string]: unknown;
}

/** A workflow in a running n8n. */
export interface CreatedWorkflow {
	id: string;
	versionId: string;
	name: string;
}

/** What the web form sends with each question: without it, anyone could ask who has a card. */
export const FORM_HEADER = { name: 'X-Form-Key', value: 'demo-form-key-for-this-machine' };
/** Likewise for the server of the shop's app, whose customers ask an AI agent. */
export const APP_HEADER = { name: 'X-App-Key', value: 'demo-app-key-for-this-machine' };
/** Likewise for MCP clients. */
export const MCP_TOKEN = 'demo-mcp-token-for-this-machine';

/** With what the shop's tablet opens the form: without it, nobody sees the form. */
export const TABLET_LOGIN = { user: 'tablet', password: 'demo-tablet-on-this-machine' };

/** The credentials that the examples name, filled in for the sandbox. */
export function demoCredentials(credentials: SandboxCredentials): DemoCredential[] {
	const { saisonConnectApi, martaApi } = credentials;
	return [
		{ name: 'Saison Connect', type: 'saisonConnectApi', data: saisonConnectApi },
		{ name: 'MARTA (till)', type: 'martaApi', data: martaApi.terminal },
		{ name: 'MARTA (web form)', type: 'martaApi', data: martaApi.customersynchro },
		{ name: 'Web form', type: 'httpHeaderAuth', data: FORM_HEADER },
		{ name: 'Shop app', type: 'httpHeaderAuth', data: APP_HEADER },
		{ name: 'MCP client', type: 'httpBearerAuth', data: { token: MCP_TOKEN } },
		{ name: 'Shop tablet', type: 'httpBasicAuth', data: TABLET_LOGIN },
	];
}

/** For the model of an AI agent, which a script stands in for. */
export function modelCredential({ url }: { url: string }): DemoCredential {
	return { name: 'Scripted model', type: 'openAiApi', data: { apiKey: 'any', url } };
}

/** Every workflow of `examples/`, by the name of its file. */
export function readExamples(): Record<string, Workflow> {
	return Object.fromEntries(
		readdirSync(folder)
			.filter((file) => file.endsWith(ending))
			.map((file) => [
				file.slice(0, -ending.length),
				JSON.parse(readFileSync(join(folder, file), 'utf8')) as Workflow,
			]),
	);
}

/** Fills in fields of a Set node, as the example's note tells the user to. */
export function fillIn(
	workflow: { nodes: WorkflowNode[] },
	node: string,
	values: Record<string, string | number>,
): void {
	const set = workflow.nodes.find(({ name }) => name === node);
	const { assignments } = set?.parameters?.assignments as { assignments: IDataObject[] };
	for (const [name, value] of Object.entries(values)) {
		const field = assignments.find((assignment) => assignment.name === name);
		if (!field) throw new Error(`"${node}" has no field "${name}"`);
		field.value = value;
	}
}

/** Creates both in a running n8n as the editor would; returns the workflows by the name of their file. */
export async function importInto(
	rest: N8nRest,
	credentials: DemoCredential[],
	examples: Record<string, Workflow>,
): Promise<Record<string, CreatedWorkflow>> {
	const ids: Record<string, string> = {};
	for (const credential of credentials) {
		ids[credential.name] = (await rest.createCredential(credential)).id;
	}
	const created: Record<string, CreatedWorkflow> = {};
	const workflowIds: Record<string, string> = {};
	for (const [name, workflow] of callersLast(examples)) {
		const nodes = workflow.nodes.map((node) =>
			withWorkflowId(withCredentialIds(node, ids), workflowIds),
		);
		// Without the file's own id: n8n gives each a new one.
		created[name] = await rest.createWorkflow({ ...workflow, id: undefined, nodes });
		if (workflow.id) workflowIds[workflow.id] = created[name].id;
	}
	return created;
}

/** A workflow that calls another can only be created once the other has its id. */
function callersLast(examples: Record<string, Workflow>): Array<[string, Workflow]> {
	const isCaller = ({ nodes }: Workflow): boolean =>
		nodes.some(({ type }) => type === 'n8n-nodes-base.executeWorkflow');
	const entries = Object.entries(examples);
	return [
		...entries.filter(([, workflow]) => !isCaller(workflow)),
		...entries.filter(([, workflow]) => isCaller(workflow)),
	];
}

/** In the editor one chooses the workflow to call from a list; here the id in its file decides. */
function withWorkflowId(node: WorkflowNode, ids: Record<string, string>): WorkflowNode {
	const chosen = node.parameters?.workflowId as { value: string } | undefined;
	if (!chosen) return node;
	const workflowId = { ...chosen, value: ids[chosen.value] ?? chosen.value };
	return { ...node, parameters: { ...node.parameters, workflowId } };
}

/** In the editor one chooses the credential from a list; here its name decides. */
function withCredentialIds(node: WorkflowNode, ids: Record<string, string>): WorkflowNode {
	if (!node.credentials) return node;
	const credentials = Object.fromEntries(
		Object.entries(node.credentials).map(([type, { name }]) => [type, { id: ids[name], name }]),
	);
	return { ...node, credentials };
}
