import { randomUUID } from 'node:crypto';

const prefix = 'n8n-nodes-saison-marta.';

/** Members of the sandbox, whose tokens always work there, and a token that does not. */
const members = ['na001', 'na002', 'na003'].map((member) => ({
	memberReference: member,
	accessToken: `sandbox-access-${member}`,
}));
const lapsed = { memberReference: 'na004', accessToken: 'sandbox-access-expired' };
/** Known, known with incomplete data, and unknown. */
const cards = ['2990000000001', '2990000000012', '2990000009999'].map((card) => ({ card }));

/**
 * Creates the workflows that are made for the pictures: members, cards, a member whose token has expired, and
 * all three nodes in a row. `saison` and `marta` are credentials as a node refers to them.
 */
export async function createRuns(rest, { saison, marta }) {
	const saisonNode = (more) => ({
		name: 'Saison Connect',
		credentials: { saisonConnectApi: saison },
		...more,
	});
	const readMember = saisonNode({
		type: 'saisonConnect',
		parameters: {
			resource: 'member',
			operation: 'getAttributes',
			options: { memberAccessToken: '={{ $json.accessToken }}' },
		},
	});
	const checkCard = {
		name: 'MARTA',
		type: 'marta',
		parameters: { resource: 'card', operation: 'check', value: '={{ $json.card }}' },
		credentials: { martaApi: marta },
	};
	const trigger = saisonNode({ name: 'Saison Connect Trigger', type: 'saisonConnectTrigger' });
	return {
		members: await createChain(rest, 'Read members', [pinned(members), readMember]),
		cards: await createChain(rest, 'Check cards', [pinned(cards), checkCard]),
		expired: await createChain(rest, 'Read a member', [pinned([members[0], lapsed]), readMember]),
		both: await createChain(rest, 'Both services', [trigger, readMember, checkCard]),
	};
}

/** A trigger that gives these items, so that no other node has to run for them. */
function pinned(items) {
	return { name: 'Start', type: 'n8n-nodes-base.manualTrigger', items };
}

/** One node after the other; only a first one may have pinned `items`. */
export async function createChain(rest, name, nodes) {
	const pinData = nodes[0].items?.map((json) => ({ json }));
	return await rest.createWorkflow({
		name,
		settings: {},
		nodes: nodes.map(({ items: _pinned, type, ...node }, index) => ({
			id: randomUUID(),
			typeVersion: 1,
			parameters: {},
			...node,
			type: type.includes('.') ? type : prefix + type,
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

/** One workflow with a node for each form, side by side and not connected. */
export async function createForms(rest, { saison, marta }, forms) {
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
