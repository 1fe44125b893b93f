'use strict';

const path = require('node:path');
const { performance } = require('node:perf_hooks');

/**
 * What the package itself does per item, with n8n and the network left out: a context that evaluates
 * nothing and answers at once. Runs on the host's Node, prints µs per item of each round as JSON.
 */
const [installed, rounds] = process.argv.slice(2);
const workflowFile = require.resolve('n8n-workflow', { paths: [installed] });
const workflow = require(workflowFile);
// Items start one in each turn of the event loop, which is waiting, not work.
require.cache[workflowFile].exports = { ...workflow, sleep: async () => {} };
const load = (file, name) => new (require(path.join(installed, 'dist', file))[name])();
const node = load('nodes/SaisonConnect/SaisonConnect.node.js', 'SaisonConnect');
const { authenticate } = load('credentials/SaisonConnectApi.credentials.js', 'SaisonConnectApi');
const { bindingFor, readSaisonCredential } = require(
	path.join(installed, 'dist/lib/saison/credential.js'),
);
const itemsPerRound = 4000;

const data = {
	environment: 'custom',
	baseUrl: 'http://127.0.0.1:8801',
	clientId: 'bench',
	clientSecret: 'bench-client-secret-0001',
	tokenUrlPath: '/auth/token',
	apiVersion: '1',
	macSeparator: 'space',
	refreshToken: 'bench-refresh-token',
	authorizationCode: '',
	accessToken: 'bench-access-token-0001',
};
data.boundTo = bindingFor(readSaisonCredential(data), data.refreshToken);

const bodyOf = (value) => ({ parameter: [{ name: 'member', value }] });
const parametersOf = (options) => ({
	resource: 'apiRequest',
	operation: 'send',
	method: 'POST',
	path: '/auth/account/profile',
	bodyParameters: bodyOf('={{ $json.member }}'),
	queryParameters: {},
	headerParameters: {},
	safeToRepeat: true,
	options: { maxConcurrentRequests: 50, ...options },
});
const answer = JSON.stringify({ result_code: '000', member: 'm-1', birthday: '19700101' });

function contextWith(options) {
	const raw = { name: 'Bench', type: 'saisonConnect', parameters: parametersOf(options) };
	raw.credentials = { saisonConnectApi: { id: '1', name: 'Bench' } };
	const items = Array.from({ length: itemsPerRound }, (_, index) => ({ json: { member: index } }));
	const values = (index) => ({
		bodyParameters: bodyOf(`m-${index}`),
		options: { ...raw.parameters.options, ...(options && { memberAccessToken: `t-${index}` }) },
		'options.maxConcurrentRequests': 50,
	});
	return {
		getInputData: () => items,
		getNode: () => workflow.deepCopy(raw),
		getNodeParameter: (name, index) => values(index)[name] ?? raw.parameters[name],
		getCredentials: async () => ({ ...data }),
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => false,
		helpers: {
			async httpRequestWithAuthentication(_type, request, { credentialsDecrypted }) {
				await authenticate(credentialsDecrypted.data, request);
				const headers = { 'content-type': 'application/json' };
				return { statusCode: 200, headers, body: Buffer.from(answer) };
			},
		},
	};
}

async function main() {
	const contexts = {
		withSession: contextWith(undefined),
		withMemberToken: contextWith({ memberAccessToken: '={{ $json.token }}' }),
	};
	const times = { withSession: [], withMemberToken: [] };
	for (let round = -1; round < Number(rounds); round++) {
		for (const [name, context] of Object.entries(contexts)) {
			const began = performance.now();
			await node.execute.call(context);
			// The first round is for the compiler.
			if (round >= 0) times[name].push(((performance.now() - began) * 1000) / itemsPerRound);
		}
	}
	console.log(JSON.stringify(times));
}

void main();
