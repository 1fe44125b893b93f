import type { INode } from 'n8n-workflow';
import { benchNodes, node } from '../nodes';

export interface SoakTarget {
	/** Origin of both services. */
	url: string;
	credentials: Record<'saisonConnectApi' | 'martaApi', { id: string; name: string }>;
}

export interface Load {
	title: string;
	nodes: (target: SoakTarget) => INode[];
}

const memberToken = "={{ $('Webhook').item.json.body.memberToken }}";
const card = "={{ $('Webhook').item.json.body.card }}";
/** A call whose token is rejected fails, as in production. */
const onError = 'stopWorkflow';

/** Two requests for each call, with as many expressions. */
export const loads = {
	ours: {
		title: 'our nodes',
		nodes: ({ credentials: { saisonConnectApi, martaApi } }) => [
			node('Saison Connect', 'n8n-nodes-saison-marta.saisonConnect', {
				onError,
				credentials: { saisonConnectApi },
				parameters: {
					resource: 'apiRequest',
					operation: 'send',
					method: 'POST',
					path: '/data',
					options: { memberAccessToken: memberToken },
				},
			}),
			node('Check Card', 'n8n-nodes-saison-marta.marta', {
				onError,
				credentials: { martaApi },
				parameters: { resource: 'card', operation: 'check', lookupBy: 'card', value: card },
			}),
		],
	},
	plain: {
		title: 'two plain requests',
		nodes: ({ url }) => [
			plainRequest('First Request', `${url}/floor`, memberToken),
			plainRequest('Second Request', `${url}/floor`, card),
		],
	},
} satisfies Record<string, Load>;

export type LoadName = keyof typeof loads;

function plainRequest(name: string, url: string, member: string): INode {
	return node(name, `${benchNodes}.benchFloor`, {
		onError,
		parameters: { url, member, concurrency: 1 },
	});
}
