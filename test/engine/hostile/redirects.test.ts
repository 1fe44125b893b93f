import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { martaStore, runNode, saisonStore, type EngineOptions, type EngineRun } from '../harness';
import { newKey } from '../marta/logged-in';
import { newClient } from '../saison/bound-data';
import { SECRET } from './run-items';
import { RawServer, type RawResponse, type RawRequest } from './raw-server';

const STATUSES = [301, 302, 303, 307, 308];
/** THIEF stands for the origin of another server, HOST for what follows the scheme of this one. */
const LOCATIONS = [
	...['THIEF/stolen', 'HOST/elsewhere', '/elsewhere', 'elsewhere', '?elsewhere', '', 'http://['],
	...[
		'javascript:alert(1)',
		'http://user:pw@127.0.0.1:1/',
		'//127.0.0.1:1/',
		'\\\\127.0.0.1',
		'THIEF',
	],
];
const CASES = STATUSES.flatMap((status) => LOCATIONS.map((location) => ({ status, location })));

let service: RawServer;
let thief: RawServer;
let response: (request: RawRequest) => RawResponse;

beforeAll(async () => {
	service = await RawServer.start((request) => response(request));
	thief = await RawServer.start(() => ({
		status: 200,
		json: { access_token: 'THIEF', token_type: 'mac', token: 'THIEF', result_code: '000' },
	}));
});
beforeEach(() => {
	service.requests.length = 0;
	thief.connections = 0;
});
afterEach(() => expect(thief.connections).toBe(0));
afterAll(async () => {
	await service.stop();
	await thief.stop();
});

function redirect(status: number, pattern: string): RawResponse {
	const location = pattern.replace('THIEF', thief.origin).replace('HOST', service.origin);
	return { status, headers: { Location: location } };
}

const custom = (): ICredentialDataDecryptedObject => ({
	environment: 'custom',
	baseUrl: service.origin,
});
const attributes: INodeParameters = { resource: 'member', operation: 'getAttributes' };

async function run(
	options: Pick<EngineOptions, 'node' | 'parameters' | 'store'>,
): Promise<EngineRun> {
	return await runNode({ ...options, onError: 'continueRegularOutput' });
}

/** The requests as method and target, and the text of the one item. */
function outcome(result: EngineRun) {
	const { error, details } = result.items[0].json;
	return {
		error: String(error),
		details,
		requests: service.requests.map(({ method, target }) => `${method} ${target}`),
	};
}

describe.each(STATUSES)('A %i', (status) => {
	test.each(LOCATIONS)('to %j is not followed by the login of MARTA', async (location) => {
		response = () => redirect(status, location);
		const key = newKey();
		const result = await run({
			node: 'marta',
			parameters: { resource: 'card', operation: 'check', value: '1' },
			store: martaStore({ ...custom(), apiKey: key }),
		});
		const { error, details, requests } = outcome(result);
		expect(requests).toEqual(['POST /auth']);
		expect(details).toMatchObject({ httpStatus: status });
		expect(error).toContain(`HTTP ${status}`);
		expect(error).toContain('redirects are not followed');
		expect(error).not.toContain(key);
	});

	test.each(LOCATIONS)('to %j is not followed by code exchange and refresh', async (location) => {
		response = () => redirect(status, location);
		for (const field of ['authorizationCode', 'refreshToken']) {
			service.requests.length = 0;
			const grant = `grant-of-${newClient()}`;
			const result = await run({
				node: 'saisonConnect',
				parameters: attributes,
				store: saisonStore({
					...custom(),
					clientId: newClient(),
					clientSecret: SECRET,
					[field]: grant,
				}),
			});
			const { error, details, requests } = outcome(result);
			expect(requests).toEqual(['POST /auth/token']);
			expect(service.requests[0].body.toString()).toContain(grant);
			expect(details).toMatchObject({ httpStatus: status });
			expect(error).toContain(`HTTP ${status}`);
			expect(error).toContain('redirects are not followed');
			expect(error).not.toContain(grant);
			expect(error).not.toContain(SECRET);
		}
	});
});

test.each<['saisonConnect' | 'marta', string, INodeParameters]>([
	['saisonConnect', 'GET', { resource: 'apiRequest', operation: 'send' }],
	['saisonConnect', 'POST', { resource: 'apiRequest', operation: 'send' }],
	['saisonConnect', 'POST', { resource: 'statement', operation: 'get' }],
	['marta', 'GET', { resource: 'apiRequest', operation: 'send' }],
	['marta', 'PUT', { resource: 'apiRequest', operation: 'send', jsonBody: '{"a":1}' }],
])('no redirect is followed by a call: %s %s %j', async (node, method, parameters) => {
	response = ({ target }) => {
		const { status, location } = CASES[Number(target.slice(3))];
		return redirect(status, location);
	};
	const isSaison = node === 'saisonConnect';
	const result = await runNode({
		node,
		onError: 'continueRegularOutput',
		items: CASES.map((_, index) => ({ path: `/r/${index}` })),
		store: isSaison ? saisonStore(custom()) : martaStore(custom()),
		parameters: {
			...parameters,
			method,
			path: '={{ $json.path }}',
			options: {
				...(isSaison ? { memberAccessToken: 'hidden-token' } : { sessionToken: 'hidden-token' }),
				maxConcurrentRequests: 1,
			},
		},
	});
	expect(service.requests.map((request) => `${request.method} ${request.target}`)).toEqual(
		CASES.map((_, index) => `${method} /r/${index}`),
	);
	for (const [index, { json }] of result.items.entries()) {
		expect(json.details).toMatchObject({ httpStatus: CASES[index].status });
		expect(json.error).toContain('redirects are not followed');
		expect(json.error).not.toContain('hidden-token');
	}
});

test.each<[string, INodeParameters, (text: string) => boolean]>([
	['check a card', { resource: 'card', operation: 'check', value: '1' }, () => true],
	[
		'log in a customer',
		{ resource: 'customer', operation: 'logIn', username: 'u', password: 'hidden-password' },
		(text) => !text.includes('hidden'),
	],
])('MARTA says that it does not follow when it should %s', async (_what, parameters, isClean) => {
	for (const { status, location } of CASES) {
		service.requests.length = 0;
		response = () => redirect(status, location);
		const isLogin = parameters.resource === 'customer';
		const result = await run({
			node: 'marta',
			parameters: { ...parameters, ...(!isLogin && { options: { sessionToken: 'own-session' } }) },
			store: martaStore({ ...custom(), apiKey: newKey() }),
		});
		const { error, details } = outcome(result);
		expect(service.requests).toHaveLength(1);
		expect(details).toMatchObject({ httpStatus: status });
		expect(error).toContain('redirects are not followed');
		expect(isClean(error)).toBe(true);
	}
});

describe("n8n's own HTTP Request, which asks for redirects to be followed", () => {
	test.each<['saisonConnectApi' | 'martaApi', string]>([
		['saisonConnectApi', '/auth/token'],
		['martaApi', '/auth'],
	])('follows none with %s', async (credential, tokenPath) => {
		for (const { status, location } of CASES) {
			service.requests.length = 0;
			response = ({ target }) =>
				target === tokenPath
					? { status: 200, json: { access_token: 'AT', token_type: 'mac', token: 'S' } }
					: redirect(status, location);
			const grants = { clientId: newClient(), authorizationCode: newClient() };
			await runNode({
				node: 'legacyRequest',
				parameters: { credential },
				items: [
					{
						uri: `${service.origin}/x`,
						method: status % 2 ? 'POST' : 'GET',
						followRedirect: true,
						followAllRedirects: true,
						maxRedirects: 21,
						sendCredentialsOnCrossOriginRedirect: true,
					},
				],
				store:
					credential === 'martaApi'
						? martaStore({ ...custom(), apiKey: newKey() })
						: saisonStore({ ...custom(), ...grants }),
			});
			const targets = new Set(service.requests.map(({ target }) => target));
			expect([...targets].sort()).toEqual([tokenPath, '/x'].sort());
		}
	});
});
