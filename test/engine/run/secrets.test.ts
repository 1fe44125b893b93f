/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { inspect } from 'node:util';
import type { IDataObject, OnError } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import {
	MARTA_ORIGIN,
	martaStore,
	runNode,
	SAISON_ORIGIN,
	saisonStore,
	type EngineOptions,
	type EngineRun,
} from '../harness';
import { inVirtualTime } from '../virtual-time';
import { newKey } from '../marta/logged-in';
import { newClient } from '../saison/bound-data';
import {
	removeStubbedHosts,
	isolateNetwork,
	StubbedHost,
	type Reply,
	type RecordedRequest,
} from '../stubbed-host';

isolateNetwork();

const saison = {
	clientSecret: 'CANARY-client-secret-with-more-than-thirty-two-characters',
	authorizationCode: 'CANARY-code-with-more-than-thirty-two-characters',
	refreshToken: 'CANARY-refresh-token-with-more-than-thirty-two-characters',
	accessToken: 'CANARY-access-token-with-more-than-thirty-two-characters',
};
const marta = {
	apiKey: 'CANARY-api-key-with-more-than-thirty-two-characters',
	password: 'CANARY-password-with-more-than-thirty-two-characters',
	sessionToken: 'CANARY-session-token-with-more-than-thirty-two-characters',
};

/** Everything that n8n could store, show or log of a run. */
function everythingOf(result: EngineRun): string {
	return [
		JSON.stringify(result.run),
		inspect(result.run, {
			depth: 20,
			showHidden: true,
			maxStringLength: null,
			maxArrayLength: null,
		}),
		inspect(result.error, { depth: 20, showHidden: true, maxStringLength: null }),
		result.error?.stack ?? '',
	].join('\n');
}

function expectNoCanary(result: EngineRun): void {
	expect(result.items.length + result.errorItems.length + (result.error ? 1 : 0)).toBe(1);
	const found = /.{0,60}CANARY.{0,60}/.exec(everythingOf(result));
	expect(found?.[0]).toBeUndefined();
}

/** What a careless service could send back: all it was given. */
function echo({ headers, body }: RecordedRequest): string {
	return `${decodeURIComponent(body.replace(/\+/g, ' '))} ${JSON.stringify(headers)}`;
}

const encoded = (request: RecordedRequest): string => encodeURIComponent(echo(request));
const atTheCut = (secrets: string): string => `${'x'.repeat(280)} ${secrets}`;

const ECHOES: Array<[string, (request: RecordedRequest, secrets: string) => Reply]> = [
	[
		'error_msg',
		(request) => ({ status: 500, json: { error: 'unknown', error_msg: encoded(request) } }),
	],
	['error', (_seen, secrets) => ({ status: 422, json: { error: secrets } })],
	['a result code', (_seen, secrets) => ({ status: 500, json: { result_code: secrets } })],
	[
		'a code',
		(_seen, secrets) => ({ status: 400, json: { code: secrets, gw_result_code: secrets } }),
	],
	[
		'a long error_msg',
		(_seen, secrets) => ({ status: 500, json: { error: 'u', error_msg: atTheCut(secrets) } }),
	],
	['message', (request) => ({ status: 422, json: { message: echo(request) } })],
	['a long message', (_seen, secrets) => ({ status: 422, json: { message: atTheCut(secrets) } })],
	['HTML', (request) => ({ status: 200, body: `<html>${echo(request)}` })],
	['incomplete JSON', (request) => ({ status: 200, body: `{"a":"${echo(request)}` })],
	[
		'a redirect',
		(request) => ({ status: 302, headers: { location: `https://x.example/?${encoded(request)}` } }),
	],
	[
		'401',
		(request) => ({ status: 401, json: { error: 'invalid_token', error_msg: encoded(request) } }),
	],
	[
		'403',
		(request) => ({
			status: 403,
			json: { error: 'insufficient_scope', error_msg: encoded(request) },
		}),
	],
	['a dropped connection', () => ({ drop: true })],
];
const ON_ERROR: Array<OnError | undefined> = [undefined, 'continueErrorOutput'];

const cases = ECHOES.flatMap(([what, reply]) =>
	ON_ERROR.map((onError) => [what, onError ?? 'stop', reply, onError] as const),
);

const write: IDataObject = {
	resource: 'apiRequest',
	operation: 'send',
	method: 'POST',
	path: '/v1/x',
};

/** A login is retried after a while, a write's too. */
async function run(options: EngineOptions): Promise<EngineRun> {
	return await inVirtualTime(async () => await runNode(options));
}

async function saisonWithToken(): Promise<CredentialsStore> {
	const { clientSecret, authorizationCode, refreshToken, accessToken } = saison;
	const store = saisonStore({ clientId: newClient(), clientSecret, authorizationCode });
	const host = new StubbedHost(SAISON_ORIGIN, ({ pathname }) =>
		pathname === '/auth/token'
			? { json: { access_token: accessToken, refresh_token: refreshToken } }
			: { json: {} },
	);
	const result = await run({ node: 'saisonConnect', parameters: write as never, store });
	expectNoCanary(result);
	expect(host.requests).toHaveLength(2);
	removeStubbedHosts();
	return store;
}

describe('Saison Connect', () => {
	const { clientSecret, authorizationCode, refreshToken, accessToken } = saison;

	test.each([
		['secret', saison.clientSecret],
		['token', saison.accessToken],
	])(
		'an error with status 200 that is the %s does not show it, not even its beginning',
		async (_what, error) => {
			const store = await saisonWithToken();
			const host = new StubbedHost(SAISON_ORIGIN, () => ({ json: { error } }));
			const result = await run({ node: 'saisonConnect', parameters: write as never, store });
			expect(host.requests).toHaveLength(1);
			expectNoCanary(result);
		},
	);

	test.each(cases)(
		'no secret leaks through %s of a call, with %s',
		async (_what, _on, reply, onError) => {
			const store = await saisonWithToken();
			const secrets = [clientSecret, accessToken, refreshToken].join(' ');
			const host = new StubbedHost(SAISON_ORIGIN, (request) => reply(request, secrets));
			const result = await run({
				node: 'saisonConnect',
				parameters: write as never,
				store,
				onError,
			});
			expect(host.requests.length).toBeGreaterThan(0);
			expectNoCanary(result);
		},
	);

	test.each(cases)(
		'no secret leaks through %s of the token endpoint, with %s',
		async (_what, _on, reply, onError) => {
			const store = saisonStore({ clientId: newClient(), clientSecret, authorizationCode });
			const secrets = [clientSecret, authorizationCode].join(' ');
			const host = new StubbedHost(SAISON_ORIGIN, (request) => reply(request, secrets));
			const result = await run({
				node: 'saisonConnect',
				parameters: write as never,
				store,
				onError,
			});
			expect(host.requests.length).toBeGreaterThan(0);
			expectNoCanary(result);
		},
	);
});

describe('MARTA', () => {
	const { password, sessionToken } = marta;
	const login = { scope: 'backoffice', username: 'u', password };
	const newCanaryKey = (): string => `${marta.apiKey}-${newKey()}`;

	test.each(cases)(
		'no secret leaks through %s of a call, with %s',
		async (_what, _on, reply, onError) => {
			const apiKey = newCanaryKey();
			const secrets = [apiKey, password, sessionToken].join(' ');
			const host = new StubbedHost(MARTA_ORIGIN, (request) =>
				request.pathname === '/auth' ? { json: { token: sessionToken } } : reply(request, secrets),
			);
			const store = martaStore({ ...login, apiKey, apiKeyOn: 'all' });
			const result = await run({ node: 'marta', parameters: write as never, store, onError });
			expect(host.except('/auth').length).toBeGreaterThan(0);
			expectNoCanary(result);
		},
	);

	test.each(cases)(
		'no secret leaks through %s of the login, with %s',
		async (_what, _on, reply, onError) => {
			const apiKey = newCanaryKey();
			const secrets = [apiKey, password].join(' ');
			const host = new StubbedHost(MARTA_ORIGIN, (request) => reply(request, secrets));
			const store = martaStore({ ...login, apiKey });
			const result = await run({ node: 'marta', parameters: write as never, store, onError });
			expect(host.requests.length).toBeGreaterThan(0);
			expectNoCanary(result);
		},
	);
});

test('a failing expression does not reveal a secret', async () => {
	const store = await saisonWithToken();
	const result = await run({
		node: 'saisonConnect',
		parameters: { ...write, path: '={{ $("None").item.json.x }}' } as never,
		store,
	});
	expectNoCanary(result);
});
