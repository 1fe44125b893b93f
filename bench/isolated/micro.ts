/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-hardcoded-secrets, no-console */
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import type {
	IAuthenticate,
	IAuthenticateGeneric,
	IExecuteFunctions,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { Bench } from 'tinybench';

/** Runs on the host's Node.js with the folder of the installed package, and prints these figures as JSON. */
export interface Micro {
	/** Calls per second. */
	signing: { bareHmac: number; signature: number; authenticate: number };
	/** What the package itself does per item, in µs. */
	ownWork: { withSession: number; withMemberToken: number };
}

const [installed, rounds] = process.argv.slice(2);
const load = createRequire(`${installed}/dist/`);
const n8nWorkflow = load('n8n-workflow') as typeof import('n8n-workflow');
// Items start in turns of the event loop, which is waiting, not work.
load.cache[load.resolve('n8n-workflow')]!.exports = { ...n8nWorkflow, sleep: async () => {} };
const { SaisonConnect } = load(
	'./nodes/SaisonConnect/SaisonConnect.node',
) as typeof import('../../nodes/SaisonConnect/SaisonConnect.node');
const { SaisonConnectApi } = load(
	'./credentials/SaisonConnectApi.credentials',
) as typeof import('../../credentials/SaisonConnectApi.credentials');
const { authenticateSaison } = load(
	'./lib/saison/auth/authenticate',
) as typeof import('../../lib/saison/auth/authenticate');
const { bindingFor, readSaisonCredential } = load(
	'./lib/saison/auth/credential',
) as typeof import('../../lib/saison/auth/credential');
const { macHeader, makeNonce, normalizedString } = load(
	'./lib/saison/auth/mac',
) as typeof import('../../lib/saison/auth/mac');

const fields = {
	environment: 'test',
	clientId: 'bench',
	clientSecret: 'bench-client-secret-0001',
	tokenUrlPath: '/auth/token',
	apiVersion: '1',
	macSeparator: 'space',
	refreshToken: 'bench-refresh-token',
	authorizationCode: '',
	accessToken: 'bench-access-token-0001',
};
const data = {
	...fields,
	boundTo: bindingFor(readSaisonCredential(fields), fields.refreshToken),
};
const path = '/auth/account/profile';

async function measureSigning(): Promise<Micro['signing']> {
	const host = 'apit.saisoncard.co.jp';
	const input = { ts: 0, nonce: makeNonce(), method: 'POST', requestUri: path, host, port: 443 };
	const text = normalizedString(input);
	const { accessToken, clientSecret } = fields;
	const calls = {
		bareHmac: () => createHmac('sha256', clientSecret).update(text, 'utf8').digest('base64'),
		signature: () => {
			const fresh = { ...input, ts: Math.floor(Date.now() / 1000), nonce: makeNonce() };
			return macHeader(fresh, accessToken, clientSecret, 'space');
		},
		authenticate: () =>
			authenticateSaison(data, { method: 'POST', url: `https://${host}${path}`, headers: {} }),
	};
	const callsPerSample = 200;
	const bench = new Bench({ time: Number(rounds) * 250, throws: true });
	for (const [name, call] of Object.entries(calls)) {
		bench.add(name, () => {
			for (let count = 0; count < callsPerSample; count++) call();
		});
	}
	return await medians(bench, (ms) => (callsPerSample * 1000) / ms);
}

async function measureOwnWork(): Promise<Micro['ownWork']> {
	const items = 4000;
	const contexts = {
		withSession: contextOf(items),
		withMemberToken: contextOf(items, '={{ $json.token }}'),
	};
	const bench = new Bench({ time: 0, iterations: Number(rounds) * 4, throws: true });
	for (const [name, context] of Object.entries(contexts)) {
		bench.add(name, async () => await new SaisonConnect().execute.call(context));
	}
	return await medians(bench, (ms) => (ms * 1000) / items);
}

/** The context of a run with n8n and the network left out: it evaluates nothing and responds at once. */
function contextOf(count: number, memberAccessToken?: string): IExecuteFunctions {
	const bodyOf = (value: string) => ({ parameter: [{ name: 'member', value }] });
	const optionsWith = (token?: string) => ({
		maxConcurrentRequests: 50,
		...(token && { memberAccessToken: token }),
	});
	const parameters: Record<string, unknown> = {
		resource: 'apiRequest',
		operation: 'send',
		method: 'POST',
		path,
		bodyParameters: bodyOf('={{ $json.member }}'),
		queryParameters: {},
		headerParameters: {},
		safeToRepeat: true,
		options: optionsWith(memberAccessToken),
	};
	const evaluated = (index: number): Record<string, unknown> => ({
		bodyParameters: bodyOf(`m-${index}`),
		'options.memberAccessToken': `t-${index}`,
		'options.maxConcurrentRequests': 50,
	});
	const credentials = { saisonConnectApi: { id: '1', name: 'Bench' } };
	const node = { name: 'Bench', type: 'saisonConnect', parameters, credentials };
	const items = Array.from({ length: count }, (_, index) => ({ json: { member: index } }));
	const authenticate = new SaisonConnectApi().authenticate as Exclude<
		IAuthenticate,
		IAuthenticateGeneric
	>;
	const body = Buffer.from('{"result_code":"000","member":"m-1","birthday":"19700101"}');
	const headers = { 'content-type': 'application/json' };
	return {
		getInputData: () => items,
		getNode: () => n8nWorkflow.deepCopy(node),
		getNodeParameter: (name: string, index: number) => evaluated(index)[name] ?? parameters[name],
		getCredentials: async () => ({ ...data }),
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => false,
		helpers: {
			async httpRequestWithAuthentication(
				_type: string,
				request: IHttpRequestOptions,
				{ credentialsDecrypted }: { credentialsDecrypted: { data: typeof data } },
			) {
				await authenticate(credentialsDecrypted.data, request);
				return { statusCode: 200, headers, body };
			},
		},
	} as unknown as IExecuteFunctions;
}

/** The median time of each task in ms, converted. */
async function medians<T>(bench: Bench, convert: (ms: number) => number): Promise<T> {
	const tasks = await bench.run();
	const entries = tasks.map(({ name, result }) => {
		if (!('latency' in result)) throw new Error(`${name} was not measured`);
		return [name, convert(result.latency.p50)];
	});
	return Object.fromEntries(entries);
}

void (async () => {
	const micro: Micro = { signing: await measureSigning(), ownWork: await measureOwnWork() };
	console.log(JSON.stringify(micro));
})();
