/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { inspect } from 'node:util';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import { inVirtualTime } from '../virtual-time';
import {
	runNode,
	SAISON_ORIGIN,
	saisonStore,
	type EngineOptions,
	type EngineRun,
} from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork, StubbedHost, type Reply, type RecordedRequest } from '../stubbed-host';
import { exchangedStore, newClient, readAttributes } from './bound-data';
import { endpoint, exchange, grantsOf, refresh } from './grants';

isolateNetwork();

const BOTH: Array<[string, INodeParameters, string]> = [
	['Exchange Code', exchange, 'code'],
	['Refresh Tokens', refresh, 'refresh token'],
];

async function run(
	parameters: INodeParameters,
	grants: unknown[],
	options: Partial<EngineOptions> = {},
): Promise<EngineRun> {
	return await runNode({
		node: 'saisonConnect',
		parameters,
		store: saisonStore({ clientId: newClient() }),
		items: grants.map((grant) => ({ grant }) as IDataObject),
		onError: 'continueRegularOutput',
		...options,
	});
}

function expectUntouched(store: CredentialsStore, before: object): void {
	expect(store.stored).toEqual(before);
	expect(store.writes).toEqual([]);
	expect(store.hookCalls).toBe(0);
}

describe('The request', () => {
	test.each([
		['Exchange Code', exchange, 'grant_type=authorization_code', 'code'],
		['Refresh Tokens', refresh, 'grant_type=refresh_token', 'refresh_token'],
	])('of %s is the documented one, without a MAC', async (_name, parameters, type, field) => {
		const host = endpoint();
		const clientId = newClient();
		const store = saisonStore({ clientId, clientSecret: 'se&cr=et+/é' });
		const result = await run(parameters, ['G+R/A=N&T%'], { store });
		expect(result.items[0].json).toMatchObject({ accessToken: 'A-G+R/A=N&T%' });
		expect(host.requests).toHaveLength(1);
		const [request] = host.requests;
		expect(`${request.method} ${request.uri}`).toBe('POST /auth/token');
		expect(request.body).toBe(
			`${type}&client_id=${clientId}&client_secret=se%26cr%3Det%2B%2F%C3%A9&${field}=G%2BR%2FA%3DN%26T%25`,
		);
		expect(request.headers).toMatchObject({
			'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
			'x-api-version': '1',
			accept: 'application/json',
			host: 'apit.saisoncard.co.jp',
		});
		expect(request.headers).not.toHaveProperty('authorization');
	});

	test('follows the settings of the credential', async () => {
		const host = new StubbedHost('https://gateway.example:8443', () => ({
			json: { access_token: 'A' },
		}));
		const store = saisonStore({
			clientId: newClient(),
			environment: 'custom',
			baseUrl: 'https://gateway.example:8443',
			tokenUrlPath: '/na/token',
			apiVersion: '2',
		});
		await run(refresh, ['R1'], { store });
		expect(host.requests.map(({ uri, headers }) => [uri, headers['x-api-version']])).toEqual([
			['/na/token', '2'],
		]);
	});

	test('reads the code from the whole address the browser ended on', async () => {
		const host = endpoint();
		const result = await run(exchange, [
			' https://p.example/back?state=x&code=C+D%2FE#part ',
			'https://p.example/back?code=F',
			' G\n',
		]);
		expect(grantsOf(host)).toEqual(['C+D/E', 'F', 'G']);
		expect(result.items.map(({ json }) => json.accessToken)).toEqual(['A-C+D/E', 'A-F', 'A-G']);
	});
});

describe('The output', () => {
	test.each(BOTH)('of %s is the tokens with their lifetime and time', async (_name, parameters) => {
		endpoint(() => ({
			json: {
				access_token: 'A',
				refresh_token: 'R',
				token_type: 'MAC',
				expires_in: 3600,
				mac_key: 'K',
			},
		}));
		jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-15T12:34:56.789Z'));
		const result = await run(parameters, ['G']).finally(() => jest.restoreAllMocks());
		expect(result.items).toEqual([
			{
				json: {
					accessToken: 'A',
					refreshToken: 'R',
					tokenType: 'MAC',
					expiresIn: 3600,
					receivedAt: '2026-01-15T12:34:56.789Z',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('keeps the refresh token if the service returns no new one', async () => {
		endpoint(() => ({ json: { access_token: 'A' } }));
		const [refreshed, exchanged] = [await run(refresh, [' R1\n']), await run(exchange, ['C1'])];
		expect(refreshed.items[0].json).toMatchObject({
			refreshToken: 'R1',
			tokenType: '',
			expiresIn: null,
		});
		expect(exchanged.items[0].json).toMatchObject({ refreshToken: '' });
	});

	test.each(BOTH)(
		'of %s is returned in order and paired, each member with its own',
		async (_n, parameters) => {
			const grants = Array.from({ length: 120 }, (_, row) => `M${row}`);
			// Later items get their response sooner.
			const host = endpoint((grant) => ({ delay: 80 - 10 * (Number(grant.slice(1)) % 8) }));
			const at20 = { ...parameters, options: { maxConcurrentRequests: 20 } };
			const result = await inVirtualTime(async () => await run(at20, grants));
			result.items.forEach(({ json, pairedItem }, row) => {
				expect(json).toMatchObject({ accessToken: `A-M${row}`, refreshToken: `R-M${row}` });
				expect(pairedItem).toEqual({ item: row });
			});
			expect(host.requests).toHaveLength(120);
			expect(host.mostOpen).toBe(20);
		},
	);
});

describe('The credential', () => {
	test.each(BOTH)(
		'with tokens of its own is neither used nor changed by %s',
		async (_n, parameters) => {
			const service = new SaisonStandIn({ codes: ['CODE', 'MEMBER'], refreshTokens: ['MEMBER'] });
			const store = await exchangedStore(service);
			service.expire();
			const before = { ...store.stored };
			const result = await run(parameters, ['MEMBER', 'EXPIRED-1'], { store });
			expect(result.items.map(({ json }) => json.accessToken)).toEqual(['AT2', undefined]);
			expect(service.tokenCalls.map(({ body }) => body).join()).not.toMatch(/RT1|AT1/);
			expect(service.signatureErrors).toEqual([]);
			expectUntouched(store, before);
		},
	);

	test.each(BOTH)('keeps a code that waits to be exchanged during %s', async (_n, parameters) => {
		const host = endpoint();
		const store = saisonStore({
			clientId: newClient(),
			authorizationCode: 'WAITS',
			refreshToken: 'HELD',
		});
		const before = { ...store.stored };
		await run(parameters, ['MEMBER'], { store });
		expect(grantsOf(host)).toEqual(['MEMBER']);
		expectUntouched(store, before);
	});

	test('and a member with the same refresh token use it once together', async () => {
		const service = new SaisonStandIn({ codes: ['CODE'], refreshTokens: [] });
		const store = await exchangedStore(service);
		service.expire();
		const own = await run(refresh, ['RT1'], { store });
		expect(own.items[0].json).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
		const result = await readAttributes(store);
		expect(result.error?.message).toBeUndefined();
		expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
		expect(service.usedRefreshTokens).toEqual(['RT1']);
	});
});

describe('The same grant', () => {
	test.each(BOTH)('of several items at once is sent once by %s', async (_name, parameters) => {
		const host = endpoint();
		const grants = ['X', 'Y', 'X', 'X', 'Y', ' X '];
		const result = await inVirtualTime(async () => await run(parameters, grants));
		expect(grantsOf(host)).toEqual(['X', 'Y']);
		expect(result.items.map(({ json }) => json.accessToken)).toEqual(
			['X', 'Y', 'X', 'X', 'Y', 'X'].map((grant) => `A-${grant}`),
		);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4, 5].map((item) => ({ item })),
		);
	});

	test('one after the other, and in the next run, gets the same by Refresh Tokens', async () => {
		const host = endpoint();
		const store = saisonStore({ clientId: newClient() });
		const oneByOne = { ...refresh, options: { maxConcurrentRequests: 1 } };
		const first = await run(oneByOne, ['X', 'X'], { store });
		const second = await run(oneByOne, ['X'], { store });
		expect(host.requests).toHaveLength(1);
		// The time as well: from it the lifetime counts.
		expect(first.items[1].json).toEqual(first.items[0].json);
		expect(second.items[0].json).toEqual(first.items[0].json);
	});

	test('as a code used again after its exchange is sent to the service, as an attacker would', async () => {
		const host = endpoint((_grant, count) =>
			count === 1 ? {} : { status: 400, json: { error: 'invalid_grant' } },
		);
		const store = saisonStore({ clientId: newClient() });
		await run(exchange, ['X'], { store });
		const second = await run(exchange, ['X'], { store });
		expect(host.requests).toHaveLength(2);
		expect(second.items[0].json).not.toHaveProperty('accessToken');
		expect(second.items[0].json.details).toMatchObject({ reason: 'consent_needed' });
	});

	test('later is not sent again when it was replaced, and the error says so', async () => {
		const host = endpoint();
		const store = saisonStore({ clientId: newClient() });
		await run(refresh, ['X'], { store });
		jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 30_000);
		const result = await run(refresh, ['X', 'Y'], { store }).finally(() => jest.restoreAllMocks());
		expect(grantsOf(host)).toEqual(['X', 'Y']);
		expect(result.items[0].json).toEqual({
			error:
				'The refresh token was already used, so it was not sent again. Ask the member for consent again, unless a newer refresh token is stored for this member.',
			details: { reason: 'consent_needed', httpStatus: null, resultCode: null },
		});
		expect(result.items[1].json.accessToken).toBe('A-Y');
	});

	test('later is sent again where the service did not replace it', async () => {
		const host = endpoint((grant) => ({ json: { access_token: `A-${grant}` } }));
		const store = saisonStore({ clientId: newClient() });
		await run(refresh, ['X'], { store });
		jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 30_000);
		await run(refresh, ['X'], { store }).finally(() => jest.restoreAllMocks());
		expect(host.requests).toHaveLength(2);
	});

	test.each<[string, IDataObject]>([
		['client', { clientId: 'the-others-client' }],
		['secret', { clientSecret: 'guessed' }],
		['token path', { tokenUrlPath: '/other/token' }],
	])('with another %s gets nothing of what the first one got', async (_what, change) => {
		const host = endpoint((_grant, count) =>
			count === 1 ? {} : { status: 400, json: { error: 'invalid_grant' } },
		);
		const clientId = newClient();
		await run(refresh, ['X'], { store: saisonStore({ clientId }) });
		const other = await run(refresh, ['X'], {
			store: saisonStore({ clientId, ...change } as never),
		});
		expect(host.requests).toHaveLength(2);
		expect(other.items[0].json).not.toHaveProperty('accessToken');
		expect(other.items[0].json.details).toMatchObject({ reason: 'consent_needed' });
	});

	test.each(BOTH)(
		'rejected once for several items of %s is an error of each, after one call',
		async (_n, parameters) => {
			const host = endpoint(() => ({ status: 400, json: { error: 'invalid_grant' } }));
			const result = await run(parameters, ['X', 'X', 'X']);
			expect(host.requests).toHaveLength(1);
			expect(result.items.map(({ json }) => (json.details as IDataObject).reason)).toEqual(
				Array(3).fill('consent_needed'),
			);
		},
	);
});

describe('A response without tokens', () => {
	const MEMBER = /Ask the member for consent again/;
	const USED_UP = (name: string): RegExp =>
		new RegExp(
			`The ${name} may already have been used: if it is rejected when you run the item again, ask the member`,
		);

	test.each(BOTH)(
		'of %s: invalid_grant asks for the member, not for the credential',
		async (_n, parameters, name) => {
			const host = endpoint((grant) =>
				grant === 'EXPIRED-1' ? { status: 400, json: { error: 'invalid_grant' } } : {},
			);
			const store = saisonStore({ clientId: newClient(), accessToken: 'X', refreshToken: 'HELD' });
			store.reads = 0;
			const result = await run(parameters, ['M1', 'EXPIRED-1', 'M2'], { store });
			expect(result.items.map(({ json }) => json.accessToken)).toEqual(['A-M1', undefined, 'A-M2']);
			expect(result.items[1]).toEqual({
				json: {
					error: expect.stringMatching(`^The .*${name} was not accepted`) as string,
					details: { reason: 'consent_needed', httpStatus: 400, resultCode: null },
				},
				pairedItem: { item: 1 },
			});
			expect(result.items[1].json.error).toMatch(MEMBER);
			expect(result.items[1].json.error).not.toMatch(/paste|credential/);
			expect(host.requests).toHaveLength(3);
			// The stored credential is not waited for: no other run can have renewed a member's token.
			expect(store.reads).toBe(2);
		},
	);

	const unavailable = /token endpoint of Saison Connect is not available \(HTTP \d+\)/;
	const CASES: Array<[string, Reply, string, number, RegExp, boolean]> = [
		[
			'invalid_client',
			{ status: 401, json: { error: 'invalid_client' } },
			'service_error',
			401,
			/rejected the client.*'Client Secret'/,
			false,
		],
		['429', { status: 429, body: '' }, 'rate_limited', 429, unavailable, false],
		['500', { status: 500, body: '' }, 'temporarily_unavailable', 500, unavailable, true],
		['503', { status: 503, body: 'busy' }, 'temporarily_unavailable', 503, unavailable, true],
		[
			'504 with HTML',
			{ status: 504, body: '<html>' },
			'temporarily_unavailable',
			504,
			unavailable,
			true,
		],
		[
			'maintenance',
			{ status: 503, json: { error: 'maintenance' } },
			'maintenance',
			503,
			/under maintenance/,
			false,
		],
		['404', { status: 404, body: 'no' }, 'service_error', 404, /HTTP 404.*Token URL Path/, false],
		[
			'a redirect',
			{ status: 307, headers: { location: 'https://elsewhere.example/auth/token' } },
			'service_error',
			307,
			/rejected the request \(HTTP 307\)/,
			false,
		],
		[
			'a 401 as of a data call',
			{ status: 401, json: { error: 'invalid_token', result_code: '101' } },
			'service_error',
			401,
			/rejected the request \(HTTP 401\)/,
			false,
		],
		[
			'HTML',
			{ body: '<!DOCTYPE html><p>Login' },
			'bad_answer',
			200,
			/web page instead of data/,
			true,
		],
		['nothing', { body: '' }, 'bad_answer', 200, /empty body/, true],
		['incomplete JSON', { body: '{"access_token":"A' }, 'bad_answer', 200, /incomplete JSON/, true],
		['no token', { json: { error: 'none' } }, 'bad_answer', 200, /without an access token/, true],
		[
			'a bearer token',
			{ json: { access_token: 'AAAA', token_type: 'bearer' } },
			'bad_answer',
			200,
			/type "bearer".*server client/,
			true,
		],
		[
			'a token with a quote',
			{ json: { access_token: 'a"b' } },
			'bad_answer',
			200,
			/cannot be sent/,
			true,
		],
	];
	test.each(
		CASES.flatMap(([what, ...expected]) =>
			BOTH.map((operation) => [what, operation[0], operation, expected] as const),
		),
	)('as %s of %s is one clear error, sent once', async (_what, _name, operation, expected) => {
		const [, parameters, name] = operation;
		const [reply, reason, httpStatus, says, maybeUsedUp] = expected;
		const elsewhere = new StubbedHost('https://elsewhere.example', () => ({ json: {} }));
		const host = endpoint(() => ({ json: undefined, ...reply }));
		const store = saisonStore({ clientId: newClient() });
		const before = { ...store.stored };
		const { items } = await run(parameters, ['GRANT'], { store });
		expect(items).toEqual([
			{
				json: {
					error: expect.stringMatching(says) as string,
					details: { reason, httpStatus, resultCode: null },
				},
				pairedItem: { item: 0 },
			},
		]);
		const text = String(items[0].json.error);
		if (maybeUsedUp) expect(text).toMatch(USED_UP(name));
		else expect(text).not.toMatch(/already be used/);
		expect(text).not.toMatch(/been processed|Run the item again/);
		expect(host.requests).toHaveLength(1);
		expectUntouched(store, before);
		expect(elsewhere.requests).toEqual([]);
	});

	test.each(BOTH)(
		'of %s: a dropped connection is not retried, and the error says what it may have cost',
		async (_n, parameters, name) => {
			const host = endpoint(() => ({ drop: true }));
			const { items } = await run(parameters, ['X', 'X']);
			expect(host.requests).toHaveLength(1);
			for (const { json } of items) {
				expect(json.error).toMatch(/^The connection to Saison Connect was dropped/);
				expect(json.error).toMatch(USED_UP(name));
				expect(json.error).not.toMatch(/been processed|Run the item again/);
				expect(json.details).toMatchObject({ reason: 'network', httpStatus: null });
			}
		},
	);

	test.each(BOTH)('of %s: a timeout names the option to increase', async (_n, parameters, name) => {
		const host = endpoint(() => ({ delay: 400 }));
		const options = { timeout: 60 };
		const { items } = await inVirtualTime(async () => await run({ ...parameters, options }, ['X']));
		expect(items[0].json.error).toMatch(/^Saison Connect did not respond within 60 ms\. Increase/);
		expect(items[0].json.error).toMatch(USED_UP(name));
		expect(items[0].json.details).toMatchObject({ reason: 'timeout' });
		expect(host.requests).toHaveLength(1);
	});

	test('a connection that was never made costs nothing', async () => {
		const store = saisonStore({
			clientId: newClient(),
			environment: 'custom',
			baseUrl: 'https://nowhere.example',
		});
		const { items } = await run(refresh, ['X'], { store });
		expect(items[0].json.details).toMatchObject({ reason: 'network' });
		expect(items[0].json.error).not.toMatch(/already be used|been processed/);
	});

	test('after a drop the same refresh token may be tried again, once', async () => {
		const host = endpoint((_grant, count) => (count === 1 ? { drop: true } : {}));
		const store = saisonStore({ clientId: newClient() });
		await run(refresh, ['X'], { store });
		const again = await run(refresh, ['X'], { store });
		expect(again.items[0].json.accessToken).toBe('A-X');
		expect(host.requests).toHaveLength(2);
	});

	test('a rate limit pauses the other items of the run; the one that met it is not retried', async () => {
		const host = endpoint((_grant, count) =>
			count === 1 ? { status: 429, body: '', headers: { 'retry-after': '5' } } : {},
		);
		const parameters = { ...refresh, options: { maxConcurrentRequests: 1 } };
		const { items } = await inVirtualTime(async () => await run(parameters, ['X', 'Y', 'Z']));
		expect(grantsOf(host)).toEqual(['X', 'Y', 'Z']);
		expect(host.requests[1].at - host.requests[0].at).toBeGreaterThanOrEqual(5_000);
		expect(items[0].json.error).toMatch(/HTTP 429.*asked to wait 5 s/);
		expect(items.slice(1).map(({ json }) => json.accessToken)).toEqual(['A-Y', 'A-Z']);
	});

	test('without continue on fail the run stops with the error of the service', async () => {
		const host = endpoint(() => ({ status: 400, json: { error: 'invalid_grant' } }));
		const parameters = { ...refresh, options: { maxConcurrentRequests: 1 } };
		const result = await run(parameters, ['X', 'Y'], { onError: undefined });
		expect(result.error?.name).toBe('NodeApiError');
		expect(result.error?.message).toMatch(/refresh token was not accepted/);
		expect(result.error?.description).toMatch(MEMBER);
		expect(result.error?.context).toMatchObject({ itemIndex: 0 });
		expect(grantsOf(host)).toEqual(['X']);
	});
});

describe('An empty or unusable field', () => {
	test.each<[string, INodeParameters, unknown, RegExp]>([
		...['', '   ', '\n', null, undefined].flatMap(
			(grant): Array<[string, INodeParameters, unknown, RegExp]> => [
				['Exchange Code', exchange, grant, /^'Code' is empty/],
				['Refresh Tokens', refresh, grant, /^'Refresh Token' is empty/],
			],
		),
		['Exchange Code', exchange, { a: 1 }, /^'Code' must be text/],
		['Refresh Tokens', refresh, ['a'], /^'Refresh Token' must be text/],
		['Exchange Code', exchange, 'two words', /^'Code' is neither a code nor an address/],
		[
			'Exchange Code',
			exchange,
			'https://p.example/?state=x',
			/^'Code' is an address that does not contain exactly one/,
		],
		[
			'Exchange Code',
			exchange,
			'https://p.example/?error=access_denied',
			/^'Code' is the address you get when consent was denied/,
		],
	])(
		'of %s is rejected by its name, before anything is sent (%#)',
		async (_n, parameters, grant, says) => {
			const service = new SaisonStandIn({ codes: ['CODE', 'GOOD'], refreshTokens: ['GOOD'] });
			const store = await exchangedStore(service);
			const { items } = await run(parameters, [grant, 'GOOD'], { store });
			expect(items[0].json).toEqual({
				error: expect.stringMatching(says) as string,
				details: { reason: 'invalid_input', httpStatus: null, resultCode: null },
			});
			expect(items[1].json.accessToken).toBe('AT2');
			expect(service.tokenCalls).toHaveLength(1);
			expect(store.writes).toEqual([]);
		},
	);

	test.each(['/a b', '/トークン'])(
		'a token path of %s names the field of the credential',
		async (path) => {
			const host = endpoint();
			const store = saisonStore({ clientId: newClient(), tokenUrlPath: path });
			const { items } = await run(refresh, ['X'], { store });
			expect(items[0].json.error).toMatch(/^'Token URL Path'/);
			expect(host.requests).toEqual([]);
		},
	);
});

describe('A secret', () => {
	const CANARY = 'CANARY-grant-with-more-than-thirty-two-characters';
	const SECRET = 'CANARY-client-secret-with-more-than-thirty-two-characters';
	const NEW = 'CANARY-new-token-with-more-than-thirty-two-characters';

	const echo = ({ headers, body }: RecordedRequest): string =>
		`${decodeURIComponent(body.replace(/\+/g, ' '))} ${JSON.stringify(headers)} ${NEW}`;
	const ECHOES: Array<[string, (request: RecordedRequest) => Reply]> = [
		['error', (request) => ({ status: 400, json: { error: echo(request) } })],
		[
			'invalid_grant',
			(request) => ({
				status: 400,
				json: { error: 'invalid_grant', error_description: echo(request) },
			}),
		],
		[
			'invalid_client',
			(request) => ({
				status: 401,
				json: { error: 'invalid_client', error_description: echo(request) },
			}),
		],
		[
			'500',
			(request) => ({
				status: 500,
				json: { error: 'x', error_msg: echo(request), message: echo(request) },
			}),
		],
		['HTML', (request) => ({ body: `<html>${echo(request)}` })],
		['incomplete JSON', (request) => ({ body: `{"access_token":"${NEW}","a":"${echo(request)}` })],
		[
			'a redirect',
			(request) => ({
				status: 302,
				headers: { location: `https://x.example/?${encodeURIComponent(echo(request))}` },
			}),
		],
		[
			'the token type',
			() => ({ json: { access_token: NEW, token_type: `x ${NEW}`, refresh_token: `${NEW}-2` } }),
		],
		[
			'a token type that is the refresh token',
			() => ({ json: { access_token: 'A', token_type: NEW, refresh_token: NEW } }),
		],
		[
			'a token type of what was sent',
			({ form }) => ({
				json: { access_token: 'A', token_type: form.get('code') ?? form.get('refresh_token') },
			}),
		],
		[
			'a token type that is the client secret',
			() => ({ json: { access_token: 'A', token_type: SECRET } }),
		],
		['a token that cannot be sent', () => ({ json: { access_token: `${NEW}"` } })],
		['Retry-After', () => ({ status: 429, headers: { 'retry-after': CANARY } })],
		['a dropped connection', () => ({ drop: true })],
	];

	/** Items come in with the grant, so only what the node made of them is looked at. */
	function everythingOf({ run: { data }, error }: EngineRun): string {
		const task = data.resultData.runData['Under Test'][0];
		const failed = error && {
			...error,
			node: undefined,
			message: error.message,
			stack: error.stack,
		};
		return [task.data, task.error && { ...task.error, node: undefined }, failed]
			.flatMap((part) => [
				JSON.stringify(part) ?? '',
				inspect(part, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null }),
			])
			.join('\n');
	}

	test.each(
		ECHOES.flatMap(([what, reply]) =>
			BOTH.flatMap(([name, parameters]) =>
				([undefined, 'continueErrorOutput'] as const).map(
					(onError) => [what, name, onError, parameters, reply] as const,
				),
			),
		),
	)('does not get out by %s of %s, with %s', async (_what, _name, onError, parameters, reply) => {
		const host = new StubbedHost(SAISON_ORIGIN, (request) => ({ delay: 5, ...reply(request) }));
		const store = saisonStore({ clientId: newClient(), clientSecret: SECRET });
		// Two items: the second one waits for the call of the first.
		const result = await inVirtualTime(
			async () => await run(parameters, [CANARY, CANARY], { store, onError }),
		);
		expect(host.requests).toHaveLength(1);
		expect(result.items).toEqual([]);
		if (onError === undefined) expect(result.error).toBeDefined();
		// n8n puts the item that came in beside the error.
		for (const item of result.errorItems) {
			const { grant, ...rest } = item.json;
			expect(grant ?? CANARY).toBe(CANARY);
			item.json = rest;
		}
		const found = /.{0,60}CANARY.{0,60}/.exec(everythingOf(result));
		expect(found?.[0]).toBeUndefined();
	});

	test('of the credential does not get into the tokens of a member', async () => {
		endpoint();
		const store = saisonStore({
			clientId: newClient(),
			clientSecret: SECRET,
			accessToken: NEW,
			refreshToken: NEW,
		});
		const result = await run(refresh, ['X'], { store });
		expect(result.items[0].json.accessToken).toBe('A-X');
		expect(JSON.stringify(result.run.data.resultData)).not.toContain('CANARY');
	});
});
