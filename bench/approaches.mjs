import { clientSecret } from './service.mjs';

const bench = 'n8n-nodes-bench';
const member = '={{ $json.member }}';
const bodyParameters = { parameter: [{ name: 'member', value: member }] };

/**
 * The ways that are compared. Each has one expression per item for what it sends; `nodes` gives the
 * nodes between the clock's start and its end, `before` what must have run earlier.
 */
export const ways = {
	floor50: floor(50),
	ours50: ours(50),
	floor10: floor(10),
	ours10: ours(10),
	httpRequest: {
		title: 'HTTP Request node with the same credential',
		nodes: ({ service, credentials }) => [
			httpRequest('HTTP Request', service, {
				parameters: {
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'saisonConnectApi',
				},
				credentials: { saisonConnectApi: credentials.saisonConnectApi },
			}),
		],
	},
	byHand: {
		title: 'Code + Crypto + HTTP Request, signing by hand',
		before: ({ service }) => [logIn(service)],
		nodes: ({ service, credentials }) => [
			code('Prepare', prepare(service)),
			{
				...node('Sign', 'n8n-nodes-base.crypto', 2),
				parameters: {
					action: 'hmac',
					type: 'SHA256',
					value: '={{ $json.base }}',
					dataPropertyName: 'mac',
					encoding: 'base64',
				},
				credentials: { crypto: credentials.crypto },
			},
			httpRequest('HTTP Request', service, {
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
		nodes: ({ service, credentials }) => [
			{
				...node('Sequential', `${bench}.benchSequential`),
				parameters: { url: `${service.url}/data`, member },
				credentials: { saisonConnectApi: credentials.saisonConnectApi },
			},
		],
	},
};

function ours(concurrency) {
	return {
		title: `our node, ${concurrency} at once`,
		concurrency,
		nodes: ({ credentials }) => [
			{
				...node('Saison Connect', 'n8n-nodes-saison-marta.saisonConnect'),
				parameters: {
					resource: 'apiRequest',
					operation: 'send',
					method: 'POST',
					path: '/data',
					bodyParameters,
					safeToRepeat: true,
					options: { maxConcurrentRequests: concurrency },
				},
				credentials: { saisonConnectApi: credentials.saisonConnectApi },
			},
		],
	};
}

function floor(concurrency) {
	return {
		title: `the host's floor, ${concurrency} at once`,
		concurrency,
		hasNoLogin: true,
		nodes: ({ service }) => [
			{
				...node('Floor', `${bench}.benchFloor`),
				parameters: { url: `${service.url}/floor`, member, concurrency },
			},
		],
	};
}

/** The token request that goes with signing by hand. */
function logIn({ url }) {
	return httpRequest(
		'Log In',
		{ url },
		{
			parameters: {
				url: `${url}/auth/token`,
				bodyParameters: {
					parameters: [
						{ name: 'grant_type', value: 'refresh_token' },
						{ name: 'client_id', value: 'bench' },
						{ name: 'client_secret', value: clientSecret },
						{ name: 'refresh_token', value: 'bench-refresh-token' },
					],
				},
			},
		},
	);
}

function prepare({ url }) {
	const { hostname, port } = new URL(url);
	return `const token = $('Log In').first().json.access_token;
const ts = Math.floor(Date.now() / 1000);
return $input.all().map(({ json }, index) => {
	const nonce = (Math.random().toString(36) + '0000000000').slice(2, 12);
	const base = [ts, nonce, 'POST', '/data', '${hostname}', '${port}', '', ''].join('\\n');
	return { json: { ...json, token, ts, nonce, base }, pairedItem: index };
});`;
}

function httpRequest(name, { url }, { parameters, ...more }) {
	return {
		...node(name, 'n8n-nodes-base.httpRequest', 4.2),
		parameters: {
			method: 'POST',
			url: `${url}/data`,
			sendBody: true,
			contentType: 'form-urlencoded',
			bodyParameters: { parameters: bodyParameters.parameter },
			options: {},
			...parameters,
		},
		...more,
	};
}

function code(name, jsCode) {
	return { ...node(name, 'n8n-nodes-base.code', 2), parameters: { jsCode } };
}

function node(name, type, typeVersion = 1) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters: {} };
}

/** The workflow of one way: its nodes between those that make the items and stop the clock. */
export function workflowOf(way, { items, control, ...world }) {
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger'),
		...(way.before?.(world) ?? []),
		{ ...node('Items', `${bench}.benchItems`), parameters: { count: items, control } },
		...way.nodes(world),
		{ ...node('Report', `${bench}.benchReport`), parameters: { count: items } },
	];
	return {
		name: `Bench: ${way.title}`,
		settings: {},
		nodes: nodes.map((one, index) => ({ ...one, position: [index * 200, 0] })),
		connections: Object.fromEntries(
			nodes
				.slice(1)
				.map(({ name }, index) => [
					nodes[index].name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		),
	};
}
