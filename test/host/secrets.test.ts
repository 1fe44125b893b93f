import { randomBytes } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { pollUntil } from '../../tools/support/poll';
import { PATIENCE_MS } from './gate';
import { ECHOES, ECHOES_OF_CALLS, inEveryEncoding, SAISON_RESULT } from './secrets-echoes';
import { GOES_ON, martaCalls, saisonCalls } from './secrets-nodes';
import { coreOf, find, SHORTEST_CORE } from './secrets-search';
import { SecretsEnvironment, type SecretCredentials } from './secrets-environment';
import { chainOf, httpRequestNode, martaNode, saisonNode } from './environment';

jest.setTimeout(600_000);
let scene: SecretsEnvironment;
let credentials: SecretCredentials;

beforeAll(async () => {
	({ secrets: scene, credentials } = await SecretsEnvironment.start());
});
afterAll(async () => await scene?.environment.stop());

it('runs: successes with each kind of credential', async () => {
	expect(await scene.run(...saisonCalls(credentials.withCode))).toBe('success');
	scene.environment.sandbox.saison.expire();
	expect(await scene.run(...saisonCalls(credentials.withCode))).toBe('success');
	expect(await scene.run(...saisonCalls(credentials.withRefreshToken))).toBe('success');
	expect(await scene.run(...martaCalls(credentials.marta))).toBe('success');
	scene.environment.sandbox.marta.expire();
	expect(await scene.run(...martaCalls(credentials.marta))).toBe('success');
	const url = `${scene.environment.sandbox.saison.url}/sandbox-made-up/wallet`;
	expect(await scene.run(httpRequestNode('saisonConnectApi', credentials.withCode, { url }))).toBe(
		'success',
	);
});

it('runs: renewals and logins that are rejected', async () => {
	const wrong = [saisonCalls(credentials.wrongSaison), martaCalls(credentials.wrongMarta)];
	for (const nodes of wrong) expect(await scene.run(nodes[0])).toBe('error');
	for (const nodes of wrong) {
		expect(await scene.run(...nodes.map((node) => ({ ...node, ...GOES_ON })))).toBe('success');
	}
});

describe.each(['saison', 'marta'] as const)(
	'runs: a %s that echoes what it was sent',
	(service) => {
		const calls = (more: Partial<INode>, isUnanswered?: boolean): INode[] =>
			service === 'saison'
				? saisonCalls(credentials.withRefreshToken, more, isUnanswered)
				: martaCalls(credentials.marta, more, isUnanswered);

		it.each([
			['the calls', false],
			['the login', true],
		])('in %s', async (_name, isLogin) => {
			const server = scene.environment.sandbox[service];
			const path = service === 'saison' ? '/auth/token' : '/auth';
			const paths = isLogin ? [path] : ['/sandbox-made-up/*', '/auth/account/*'];
			const echoes = isLogin
				? ECHOES
				: [...ECHOES, ...ECHOES_OF_CALLS, ...(service === 'saison' ? [SAISON_RESULT] : [])];
			for (const which of [0, 1, 2]) {
				for (const echo of echoes) {
					server.faults({ clear: true });
					await scene.run(calls(GOES_ON)[1]);
					const fault = echo(inEveryEncoding(scene.ownSecrets(service)[which]));
					if (isLogin) server.expire();
					server.faults(paths.map((one) => ({ match: { path: one }, fault, times: 0 })));
					// A rejected token is renewed: nodes after that one never had it.
					const isRenewed = fault.kind === 'status' && fault.status === 401 && !isLogin;
					await scene.run(...(isRenewed ? [calls(GOES_ON)[1]] : [...calls(GOES_ON), ...calls({})]));
				}
			}
			server.faults({ clear: true });
			await scene.run(...calls(GOES_ON));
		});

		it('in what the network does to it', async () => {
			const server = scene.environment.sandbox[service];
			const text = [...scene.secrets.values()].map(inEveryEncoding).join(' ');
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
				const all = [GOES_ON, {}].map((more) => calls(more, fault.kind === 'hang'));
				await scene.run(...all[0].slice(0, 2), all[1][1]);
			}
			server.faults({ clear: true });
		});
	},
);

it('runs: the HTTP Request node with our credentials when the service fails', async () => {
	const { saison, marta: martaServer } = scene.environment.sandbox;
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
			httpRequestNode('saisonConnectApi', credentials.withCode, {
				...body,
				url: `${saison.url}${path}`,
			}),
			httpRequestNode('martaApi', credentials.marta, { ...body, url: `${martaServer.url}${path}` }),
		];
		for (const node of nodes) {
			expect(await scene.run(node)).toBe('error');
			expect(await scene.run({ ...node, ...GOES_ON })).toBe('success');
		}
	}
	saison.faults({ clear: true });
	martaServer.faults({ clear: true });
});

describe('the search', () => {
	it('has secrets to look for that nothing else contains by chance', () => {
		const names = [...scene.secrets.keys()].map((name) => name.replace(/ \d+$/, ''));
		expect([...new Set(names)].sort()).toEqual([
			'addAccess',
			'addCode',
			'addRefresh',
			'api key',
			'client secret',
			'password',
			'session refresh token',
			'session token',
			'unknown refresh token',
			'used code',
			'wrong api key',
		]);
		for (const secret of scene.secrets.values()) {
			expect(coreOf(secret).length).toBeGreaterThanOrEqual(SHORTEST_CORE);
		}
	});

	it('finds a text that was planted in the open, in every kind of place', async () => {
		const planted = randomBytes(12).toString('hex');
		const node = saisonNode(credentials.withCode, {
			resource: 'apiRequest',
			operation: 'send',
			path: `/sandbox-made-up/${planted}`,
		});
		const workflow = chainOf([{ index: 0 }], [node]);
		const { id } = await scene.environment.n8n.rest.createWorkflow({
			...workflow,
			name: `Named ${planted}`,
		});
		const { rest } = scene.environment.n8n;
		const { executionId } = await rest.startRun(id, 'Start');
		const search = async (): Promise<string> => {
			const execution = await rest.call('GET', `/executions/${executionId}`);
			const places = { ...scene.places(), execution: JSON.stringify(execution) };
			return find(new Map([['planted', planted]]), places).join('\n');
		};
		// n8n writes its log and its database shortly after the run.
		const everywhere = [
			/^execution: planted$/m,
			/^n8n log: planted$/m,
			/database\.sqlite(-wal)?: planted/,
		];
		let found = '';
		const isEverywhere = async (): Promise<boolean> => {
			found = await search();
			return everywhere.every((place) => place.test(found));
		};
		await pollUntil(isEverywhere, { timeout: PATIENCE_MS, interval: 500 });
		for (const place of everywhere) expect(found).toMatch(place);
	});

	it('finds no secret in outputs, errors, the debug log, the database or any other file', () => {
		expect(scene.executions.length).toBeGreaterThan(100);
		expect(scene.environment.n8n.server?.stdout).toMatch(/debug/i);
		expect(find(scene.secrets, scene.places())).toEqual([]);
	});

	it('finds the session only where the user asked for it', async () => {
		const node = martaNode(credentials.marta, {
			resource: 'session',
			operation: 'logIn',
			includeTokens: true,
		});
		const before = new Set(scene.secrets.keys());
		expect(await scene.run(node)).toBe('success');
		const asked = new Map([...scene.secrets].filter(([name]) => !before.has(name)));
		const others = new Map([...scene.secrets].filter(([name]) => before.has(name)));
		expect(asked.size).toBe(2);
		const last = { execution: scene.executions[scene.executions.length - 1].text };
		expect(find(asked, last)).toHaveLength(2);
		expect(find(others, scene.places())).toEqual([]);
	});
});
