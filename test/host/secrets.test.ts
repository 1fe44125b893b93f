/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { coreOf, filesOf, find, SHORTEST_CORE, type Secrets } from './secrets-search';
import {
	chainOf,
	httpRequestNode,
	martaNode,
	saisonNode,
	startWorld,
	type Reference,
	type World,
} from './world';

jest.setTimeout(600_000);
let world: World;
const secrets: Secrets = new Map();
const executions: Array<{ id: string; status: string; text: string }> = [];

/** Signs that every encoding changes stand around a core that none does. */
function canary(name: string, signs = `+/="&<'\\ é`): string {
	const text = `cn${signs}${randomBytes(12).toString('hex')}${signs}x`;
	secrets.set(name, text);
	return text;
}

const clientSecret = canary('client secret');
const apiKey = canary('api key', '+/=&-');
const password = canary('password');

const CLIENT = 'SANDBOX-PARTNER';
let withCode: Reference;
let withRefreshToken: Reference;
let wrongSaison: Reference;
let marta: Reference;
let wrongMarta: Reference;

beforeAll(async () => {
	world = await startWorld({ N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console' });
	await world.n8n.start();
	await world.n8n.rest.setUpOwner();
	collectTokens();
	const { saison: saisonServer, marta: martaServer, credentials } = world.sandbox;
	const { clients } = saisonServer.settings();
	saisonServer.settings({ clients: { ...clients, [CLIENT]: clientSecret } });
	martaServer.settings({ apiKey });
	const saison = { ...credentials.saisonConnectApi, clientSecret };
	const { code } = saisonServer.code();
	withCode = await create('saisonConnectApi', { ...saison, authorizationCode: code });
	const [{ refreshToken }] = saisonServer.memberTokens();
	const pasted = { ...saison, authorizationCode: '', refreshToken };
	withRefreshToken = await create('saisonConnectApi', pasted);
	wrongSaison = await create('saisonConnectApi', {
		...saison,
		authorizationCode: canary('spent code', '+/='),
		refreshToken: canary('unknown refresh token', '+/='),
	});
	// A scope whose login takes any user name and password.
	const prize = { ...credentials.martaApi.prize, apiKey, username: 'user-of-prize', password };
	marta = await create('martaApi', prize);
	wrongMarta = await create('martaApi', { ...prize, apiKey: canary('wrong api key', '+/=') });
});
afterAll(async () => await world?.stop());

/** Whatever the services give out from now on is a secret. */
function collectTokens(): void {
	const { tokens: saison } = world.sandbox.saison.state;
	for (const kind of ['addCode', 'addAccess', 'addRefresh'] as const) {
		const add = saison[kind].bind(saison) as (...all: unknown[]) => string;
		saison[kind] = (...all: unknown[]) => {
			const text = add(...all);
			secrets.set(`${kind} ${secrets.size}`, text);
			return text;
		};
	}
	const { tokens: marta_ } = world.sandbox.marta.state;
	const issue = marta_.issue.bind(marta_);
	marta_.issue = (order) => {
		const issued = issue(order);
		secrets.set(`session token ${secrets.size}`, issued.token);
		secrets.set(`session refresh token ${secrets.size}`, issued.refreshtoken);
		return issued;
	};
}

async function create(type: 'saisonConnectApi' | 'martaApi', data: object): Promise<Reference> {
	const { id, name } = await world.n8n.rest.createCredential({
		name: `Secrets ${type}`,
		type,
		data,
	});
	return { id, name };
}

/** Runs nodes in a row and keeps all that n8n gives out about it. */
async function run(...nodes: INode[]): Promise<string> {
	const { rest } = world.n8n;
	const named = nodes.map((node, index) => ({ ...node, id: `n${index}`, name: `Node ${index}` }));
	const workflow = await rest.createWorkflow(chainOf([{ index: 0 }], named));
	const { executionId } = await rest.call('POST', `/workflows/${workflow.id}/run`, {
		triggerToStartFrom: { name: 'Start' },
	});
	for (const giveUp = Date.now() + 60_000; Date.now() < giveUp;) {
		await sleep(150);
		const execution = await rest.call('GET', `/executions/${executionId}`);
		if (['new', 'running', 'waiting'].includes(execution.status)) continue;
		executions.push({
			id: executionId,
			status: execution.status,
			text: JSON.stringify(execution),
		});
		return execution.status;
	}
	return 'still running';
}

function places(): Record<string, Buffer | string> {
	const { server, dataFolder } = world.n8n;
	return {
		...Object.fromEntries(executions.map(({ id, text }) => [`execution ${id}`, text])),
		'n8n log': `${server?.stdout}${server?.stderr}`,
		...filesOf(dataFolder),
	};
}

const GOES_ON = { onError: 'continueRegularOutput' } as const;
const OPTIONS = { timeout: 1500 };

function saisonCalls(credential: Reference, more: Partial<INode> = {}, options = {}): INode[] {
	const all = { ...OPTIONS, ...options };
	return [
		saisonNode(credential, { resource: 'member', operation: 'getAttributes', options: all }, more),
		saisonNode(
			credential,
			{
				resource: 'apiRequest',
				operation: 'send',
				method: 'POST',
				path: '/sandbox-made-up/wallet',
				options: all,
			},
			more,
		),
	];
}

function martaCalls(credential: Reference, more: Partial<INode> = {}): INode[] {
	return [
		martaNode(credential, { resource: 'session', operation: 'logIn', options: OPTIONS }, more),
		martaNode(
			credential,
			{
				resource: 'apiRequest',
				operation: 'send',
				method: 'POST',
				path: '/sandbox-made-up/echo/secrets',
				jsonBody: '{"a":1}',
				options: OPTIONS,
			},
			more,
		),
		martaNode(
			credential,
			{
				resource: 'apiRequest',
				operation: 'send',
				method: 'GET',
				path: '/sandbox-made-up/echo/secrets',
				options: OPTIONS,
			},
			more,
		),
	];
}

/** One secret in every encoding a service could echo it in. */
function inEveryEncoding(secret: string): string {
	return [
		secret,
		encodeURIComponent(secret),
		new URLSearchParams({ '': secret }).toString().slice(1),
		JSON.stringify(secret),
	].join(' ');
}

/** What a service that echoes what it was sent may answer. */
const ECHOES: Array<(text: string) => Fault> = [
	(text) => ({
		kind: 'status',
		status: 400,
		body: { error: text, error_msg: text, message: text, code: text },
	}),
	(text) => ({
		kind: 'status',
		status: 401,
		body: { error: 'invalid_token', result_code: text, message: text },
	}),
	(text) => ({
		kind: 'status',
		status: 403,
		body: { error: 'insufficient_scope', error_msg: text, message: text },
	}),
	(text) => ({ kind: 'status', status: 404, text }),
	(text) => ({ kind: 'status', status: 418, text: `{"message": ${JSON.stringify(text)}` }),
	(text) => ({ kind: 'html', html: `<!DOCTYPE html><p>${text}</p>` }),
];
/** A login that fails so is tried again by reads, which takes 7 s each time: for calls only. */
const ECHOES_OF_CALLS: typeof ECHOES = [
	(text) => ({
		kind: 'status',
		status: 429,
		retryAfter: 120,
		body: { message: text, error_msg: text },
	}),
	(text) => ({
		kind: 'status',
		status: 503,
		body: { error: 'maintenance', error_msg: text, message: text },
	}),
	(text) => ({ kind: 'html', status: 502, html: `<!DOCTYPE html><p>${text}</p>` }),
];
/** For MARTA this is an answer like any other, given out as it is. */
const SAISON_RESULT = (text: string): Fault => ({
	kind: 'status',
	status: 200,
	body: { result_code: text, error_msg: text },
});

it('runs: successes with each kind of credential', async () => {
	expect(await run(...saisonCalls(withCode))).toBe('success');
	world.sandbox.saison.expire();
	expect(await run(...saisonCalls(withCode))).toBe('success');
	expect(await run(...saisonCalls(withRefreshToken))).toBe('success');
	expect(await run(...martaCalls(marta))).toBe('success');
	world.sandbox.marta.expire();
	expect(await run(...martaCalls(marta))).toBe('success');
	const url = `${world.sandbox.saison.url}/sandbox-made-up/wallet`;
	expect(await run(httpRequestNode('saisonConnectApi', withCode, { url }))).toBe('success');
});

it('runs: renewals and logins that are refused', async () => {
	const wrong = [saisonCalls(wrongSaison), martaCalls(wrongMarta)];
	for (const nodes of wrong) expect(await run(nodes[0])).toBe('error');
	for (const nodes of wrong) {
		expect(await run(...nodes.map((node) => ({ ...node, ...GOES_ON })))).toBe('success');
	}
});

/** The secrets that the last request with this credential was made with. */
function ownSecrets(service: 'saison' | 'marta'): string[] {
	const server = world.sandbox[service];
	const headers = server.requests().map(({ headers: all }) => all.authorization ?? '');
	const last = headers.filter((header) => header !== '').pop() ?? '';
	const parts = /id="([^"]+)"|^Bearer (.+)$/.exec(last) ?? [];
	const token = parts[1] ?? parts[2] ?? '';
	expect([...secrets.values()]).toContain(token);
	if (service === 'marta') return [apiKey, password, token];
	const refreshTokens = [...secrets].filter(([name]) => name.startsWith('addRefresh'));
	return [clientSecret, token, ...refreshTokens.map(([, text]) => text).slice(-1)];
}

describe.each(['saison', 'marta'] as const)(
	'runs: a %s that echoes what it was sent',
	(service) => {
		const calls = (more: Partial<INode>): INode[] =>
			service === 'saison' ? saisonCalls(withRefreshToken, more) : martaCalls(marta, more);

		it.each([
			['the calls', false],
			['the login', true],
		])('in %s', async (_name, isLogin) => {
			const server = world.sandbox[service];
			const path = service === 'saison' ? '/auth/token' : '/auth';
			const paths = isLogin ? [path] : ['/sandbox-made-up/*', '/auth/account/*'];
			const echoes = isLogin
				? ECHOES
				: [...ECHOES, ...ECHOES_OF_CALLS, ...(service === 'saison' ? [SAISON_RESULT] : [])];
			for (const which of [0, 1, 2]) {
				for (const echo of echoes) {
					server.faults({ clear: true });
					await run(calls(GOES_ON)[1]);
					const fault = echo(inEveryEncoding(ownSecrets(service)[which]));
					if (isLogin) server.expire();
					server.faults(paths.map((one) => ({ match: { path: one }, fault, times: 0 })));
					// A refused token is renewed: nodes after that one never held it.
					const isRenewed = fault.kind === 'status' && fault.status === 401 && !isLogin;
					await run(...(isRenewed ? [calls(GOES_ON)[1]] : [...calls(GOES_ON), ...calls({})]));
				}
			}
			server.faults({ clear: true });
			await run(...calls(GOES_ON));
		});

		it('in what the network does to it', async () => {
			const server = world.sandbox[service];
			const text = [...secrets.values()].map(inEveryEncoding).join(' ');
			const faults: Fault[] = [
				{
					kind: 'redirect',
					location: `http://127.0.0.1:1/?${encodeURIComponent(text.slice(0, 2000))}`,
				},
				{
					kind: 'status',
					status: 400,
					text,
					headers: { 'X-Echo': encodeURIComponent(text.slice(0, 2000)) },
				},
				{ kind: 'cutJson' },
				{ kind: 'wrongCharset' },
				{ kind: 'empty' },
				{ kind: 'hang' },
				{ kind: 'reset' },
				{ kind: 'resetInBody' },
			];
			for (const fault of faults) {
				server.faults({ clear: true });
				server.faults({ fault, times: 0 });
				await run(...calls(GOES_ON).slice(0, 2), calls({})[1]);
			}
			server.faults({ clear: true });
		});
	},
);

it('runs: the HTTP Request node with our credentials when the service fails', async () => {
	const { saison, marta: martaServer } = world.sandbox;
	for (const status of [404, 500, 401]) {
		for (const server of [saison, martaServer]) {
			server.faults({ clear: true });
			server.faults({
				match: { path: '/sandbox-made-up/*' },
				fault: { kind: 'status', status, body: { a: 1 } },
				times: 0,
			});
		}
		const path = '/sandbox-made-up/echo/http';
		const body = { method: 'POST', sendBody: true, contentType: 'json' };
		const nodes = [
			httpRequestNode('saisonConnectApi', withCode, { ...body, url: `${saison.url}${path}` }),
			httpRequestNode('martaApi', marta, { ...body, url: `${martaServer.url}${path}` }),
		];
		for (const node of nodes) {
			expect(await run(node)).toBe('error');
			expect(await run({ ...node, ...GOES_ON })).toBe('success');
		}
	}
	saison.faults({ clear: true });
	martaServer.faults({ clear: true });
});

describe('the search', () => {
	it('has secrets to look for that nothing else holds by chance', () => {
		const names = [...secrets.keys()].map((name) => name.replace(/ \d+$/, ''));
		expect([...new Set(names)].sort()).toEqual([
			'addAccess',
			'addCode',
			'addRefresh',
			'api key',
			'client secret',
			'password',
			'session refresh token',
			'session token',
			'spent code',
			'unknown refresh token',
			'wrong api key',
		]);
		for (const secret of secrets.values()) {
			expect(coreOf(secret).length).toBeGreaterThanOrEqual(SHORTEST_CORE);
		}
	});

	it('finds a text that was planted in the open, in every kind of place', async () => {
		const planted = randomBytes(12).toString('hex');
		const node = saisonNode(withCode, {
			resource: 'apiRequest',
			operation: 'send',
			path: `/sandbox-made-up/${planted}`,
		});
		const workflow = chainOf([{ index: 0 }], [node]);
		const { id } = await world.n8n.rest.createWorkflow({ ...workflow, name: `Named ${planted}` });
		const { executionId } = await world.n8n.rest.call('POST', `/workflows/${id}/run`, {
			triggerToStartFrom: { name: 'Start' },
		});
		await sleep(2000);
		const execution = await world.n8n.rest.call('GET', `/executions/${executionId}`);
		const found = find(new Map([['planted', planted]]), {
			...places(),
			execution: JSON.stringify(execution),
		});
		expect(found).toEqual(expect.arrayContaining(['execution: planted', 'n8n log: planted']));
		expect(found.join()).toMatch(/database\.sqlite(-wal)?: planted/);
	});

	it('finds no secret in outputs, errors, the debug log, the database or any other file', () => {
		expect(executions.length).toBeGreaterThan(100);
		expect(world.n8n.server?.stdout).toMatch(/debug/i);
		expect(find(secrets, places())).toEqual([]);
	});

	it('finds the session only where the user asked for it', async () => {
		const node = martaNode(marta, { resource: 'session', operation: 'logIn', includeTokens: true });
		const before = new Set(secrets.keys());
		expect(await run(node)).toBe('success');
		const asked = new Map([...secrets].filter(([name]) => !before.has(name)));
		const others = new Map([...secrets].filter(([name]) => before.has(name)));
		expect(asked.size).toBe(2);
		const last = { execution: executions[executions.length - 1].text };
		expect(find(asked, last)).toHaveLength(2);
		expect(find(others, places())).toEqual([]);
	});
});
