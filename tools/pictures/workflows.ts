import { randomUUID } from 'node:crypto';
import type { CreatedWorkflow } from '../demo/examples';
import type { N8nRest } from '../n8n-host/n8n-rest';

const prefix = 'n8n-nodes-saison-marta.';

/** A credential as a node refers to it. */
export interface CredentialReference {
	id: string;
	name: string;
}

export interface ServiceCredentials {
	saison: CredentialReference;
	marta: CredentialReference;
}

export interface ChainNode {
	name: string;
	/** Of a node of ours without the package's name. */
	type: string;
	parameters?: object;
	credentials?: Record<string, CredentialReference>;
	onError?: 'continueRegularOutput';
	/** What the node outputs without running; only the first one may have it. */
	items?: object[];
}

/** A node whose form is looked at. */
export interface FormNode {
	node: 'marta' | 'saisonConnect' | 'saisonConnectTrigger';
	name: string;
	parameters: object;
}

/** Members of the sandbox, whose tokens always work there, and a token that does not. */
const members = ['na001', 'na002', 'na003'].map((member) => ({
	memberReference: member,
	accessToken: `sandbox-access-${member}`,
}));
const expired = { memberReference: 'na004', accessToken: 'sandbox-access-expired' };
/** Known, known with incomplete data, and unknown. */
const cards = ['2990000000001', '2990000000012', '2990000009999'].map((card) => ({ card }));

/** Creates the workflows that are made for the pictures. */
export async function createRuns(
	rest: N8nRest,
	{ saison, marta }: ServiceCredentials,
): Promise<Record<'members' | 'cards' | 'expired' | 'continued' | 'both', CreatedWorkflow>> {
	const credentials = { saisonConnectApi: saison };
	const options = { memberAccessToken: '={{ $json.accessToken }}' };
	const readMember: ChainNode = {
		name: 'Saison Connect',
		type: 'saisonConnect',
		parameters: { resource: 'member', operation: 'getAttributes', options },
		credentials,
	};
	const checkCard: ChainNode = {
		name: 'MARTA',
		type: 'marta',
		parameters: { resource: 'card', operation: 'check', value: '={{ $json.card }}' },
		credentials: { martaApi: marta },
	};
	const trigger = { name: 'Saison Connect Trigger', type: 'saisonConnectTrigger', credentials };
	return {
		members: await createChain(rest, 'Read members', [startWith(members), readMember]),
		cards: await createChain(rest, 'Check cards', [startWith(cards), checkCard]),
		expired: await createChain(rest, 'Read a member', [
			startWith([members[0], expired]),
			readMember,
		]),
		continued: await createChain(rest, 'Read members', [
			startWith([expired, members[0], members[1]]),
			{ ...readMember, onError: 'continueRegularOutput' },
		]),
		both: await createChain(rest, 'Both services', [trigger, readMember, checkCard]),
	};
}

/** A trigger that outputs these items, so that no other node has to run for them. */
function startWith(items: object[]): ChainNode {
	return { name: 'Start', type: 'n8n-nodes-base.manualTrigger', items };
}

/** Creates a workflow of one node after the other. */
async function createChain(
	rest: N8nRest,
	name: string,
	nodes: ChainNode[],
): Promise<CreatedWorkflow> {
	const pinData = nodes[0].items?.map((json) => ({ json }));
	return await rest.createWorkflow({
		name,
		settings: {},
		nodes: nodes.map((node, index) => ({
			id: randomUUID(),
			typeVersion: 1,
			parameters: {},
			...node,
			items: undefined,
			type: node.type.includes('.') ? node.type : prefix + node.type,
			position: [index * 220, 0],
		})),
		connections: Object.fromEntries(
			nodes
				.slice(1)
				.map(({ name: to }, index) => [
					nodes[index].name,
					{ main: [[{ node: to, type: 'main', index: 0 }]] },
				]),
		),
		...(pinData && { pinData: { [nodes[0].name]: pinData } }),
	});
}

/** Creates one workflow with a node for each form, side by side and not connected. */
export async function createForms(
	rest: N8nRest,
	{ saison, marta }: ServiceCredentials,
	forms: FormNode[],
): Promise<CreatedWorkflow> {
	return await rest.createWorkflow({
		name: 'Every form',
		settings: {},
		nodes: forms.map(({ node, name, parameters }, index) => ({
			id: randomUUID(),
			name,
			type: prefix + node,
			typeVersion: 1,
			parameters,
			credentials: node === 'marta' ? { martaApi: marta } : { saisonConnectApi: saison },
			position: [(index % 4) * 320, Math.floor(index / 4) * 200],
		})),
		connections: {},
	});
}
