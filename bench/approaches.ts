import type { INode } from 'n8n-workflow';
import { type Approach, benchNodes, code, httpRequest, node, type Target } from './nodes';
import { clientSecret } from './service';

/** Each approach evaluates one expression per item for what it sends. */
export const approaches = {
	floor50: floor(50),
	ours50: ours(50),
	floor10: floor(10),
	ours10: ours(10),
	floor100: floor(100),
	ours100: ours(100),
	keepAlive50: keepAlive(50),
	keepAlive10: keepAlive(10),
	httpRequest: {
		title: 'HTTP Request node with the same credential',
		nodes: ({ url, member, credentials: { saisonConnectApi } }) => [
			httpRequest('HTTP Request', {
				url: `${url}/data`,
				member,
				credentials: { saisonConnectApi },
				parameters: {
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'saisonConnectApi',
				},
			}),
		],
	},
	byHand: {
		title: 'Code + Crypto + HTTP Request, signing by hand',
		before: (target) => [logIn(target)],
		nodes: ({ url, member, credentials: { crypto } }) => [
			code('Prepare', partsToSign(url)),
			node('Sign', 'n8n-nodes-base.crypto', {
				typeVersion: 2,
				credentials: { crypto },
				parameters: {
					action: 'hmac',
					type: 'SHA256',
					value: '={{ $json.base }}',
					dataPropertyName: 'mac',
					encoding: 'base64',
				},
			}),
			httpRequest('HTTP Request', {
				url: `${url}/data`,
				member,
				parameters: {
					sendHeaders: true,
					headerParameters: {
						parameters: [
							{ name: 'X-API-VERSION', value: '1' },
							{
								name: 'Authorization',
								value:
									'=MAC id="{{ $json.token }}" ts="{{ $json.ts }}" nonce="{{ $json.nonce }}" mac="{{ $json.mac }}"',
							},
						],
					},
				},
			}),
		],
	},
	sequential: {
		title: 'one item after the other',
		concurrency: 1,
		nodes: ({ url, member, credentials: { saisonConnectApi } }) => [
			node('Sequential', `${benchNodes}.benchSequential`, {
				parameters: { url: `${url}/data`, member },
				credentials: { saisonConnectApi },
			}),
		],
	},
} satisfies Record<string, Approach>;

export type ApproachName = keyof typeof approaches;

/** What is compared with a service on the same machine. */
export const loopbackNames: ApproachName[] = [
	...(['floor50', 'ours50', 'floor10', 'ours10'] as const),
	...(['httpRequest', 'byHand', 'sequential'] as const),
];

/** What is compared over a distance. One item after the other would take minutes to show what arithmetic says. */
export const distanceNames: ApproachName[] = [
	...(['keepAlive50', 'floor50', 'ours50', 'floor100', 'ours100'] as const),
	...(['keepAlive10', 'floor10', 'ours10', 'httpRequest', 'byHand'] as const),
];

export function approachOf(name: ApproachName): Approach {
	return approaches[name];
}

function ours(concurrency: number): Approach {
	return {
		title: `our node, ${concurrency} at once`,
		concurrency,
		nodes: ({ member, credentials: { saisonConnectApi } }) => [
			node('Saison Connect', 'n8n-nodes-saison-marta.saisonConnect', {
				credentials: { saisonConnectApi },
				parameters: {
					resource: 'apiRequest',
					operation: 'send',
					method: 'POST',
					path: '/data',
					bodyParameters: { parameter: [{ name: 'member', value: member }] },
					safeToRepeat: true,
					options: { maxConcurrentRequests: concurrency },
				},
			}),
		],
	};
}

function floor(concurrency: number): Approach {
	return {
		title: `the host's floor, ${concurrency} at once`,
		concurrency,
		hasNoLogin: true,
		nodes: ({ url, member }) => [
			node('Floor', `${benchNodes}.benchFloor`, {
				parameters: { url: `${url}/floor`, member, concurrency },
			}),
		],
	};
}

/** Speaks TLS only, so it has no place where the service does not. */
function keepAlive(concurrency: number): Approach {
	return {
		title: `a client that keeps connections, ${concurrency} at once`,
		concurrency,
		hasNoLogin: true,
		nodes: ({ url, member }) => [
			node('Keep Alive', `${benchNodes}.benchKeepAlive`, {
				parameters: { url: `${url}/floor`, member, concurrency },
			}),
		],
	};
}

/** The token request that goes with signing by hand. */
function logIn({ url, member }: Target): INode {
	const form = {
		grant_type: 'refresh_token',
		client_id: 'bench',
		client_secret: clientSecret,
		refresh_token: 'bench-refresh-token',
	};
	const parameters = Object.entries(form).map(([name, value]) => ({ name, value }));
	return httpRequest('Log In', {
		url: `${url}/auth/token`,
		member,
		parameters: { bodyParameters: { parameters } },
	});
}

function partsToSign(url: string): string {
	const { hostname, port } = new URL(url);
	return `const token = $('Log In').first().json.access_token;
const ts = Math.floor(Date.now() / 1000);
return $input.all().map(({ json }, index) => {
	const nonce = (Math.random().toString(36) + '0000000000').slice(2, 12);
	const base = [ts, nonce, 'POST', '/data', '${hostname}', '${port}', '', ''].join('\\n');
	return { json: { ...json, token, ts, nonce, base }, pairedItem: index };
});`;
}
