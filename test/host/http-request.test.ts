import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { startMarta, startSaison } from '../../sandbox';
import {
	createBothCredentials,
	createCredential,
	httpRequestNode,
	runInEditor,
	startEditorEnvironment,
	type Reference,
	type Environment,
} from './environment';

jest.setTimeout(600_000);
let environment: Environment;
let saison: Reference;
let marta: Reference;

beforeAll(async () => {
	environment = await startEditorEnvironment();
	({ saison, marta } = await createBothCredentials(environment));
});
afterAll(async () => await environment?.stop());

const AWKWARD = "a b+/~*'()&=日本";

describe('HTTP Request with Saison Connect API', () => {
	const send = async (parameters: object, items: unknown[] = [{}]) =>
		await runInEditor(
			environment,
			items,
			httpRequestNode('saisonConnectApi', saison, parameters as never),
		);
	const echo = (rest = ''): string =>
		`${environment.sandbox.saison.url}/sandbox-made-up/echo${rest}`;

	it('signs a GET with the query in the address and by parameters', async () => {
		const run = await send({
			method: 'GET',
			url: echo('/a%2Fb%20c/%E6%97%A5?x=1 2&j=日本&e='),
			sendQuery: true,
			queryParameters: {
				parameters: [
					{ name: 'awkward', value: AWKWARD },
					{ name: 'empty', value: '' },
				],
			},
		});
		expect(run.error).toBeUndefined();
		const seen = new URL(String(run.items[0].url), environment.sandbox.saison.url);
		expect(seen.pathname).toBe('/sandbox-made-up/echo/a%2Fb%20c/%E6%97%A5');
		expect(Object.fromEntries(seen.searchParams)).toEqual({
			x: '1 2',
			j: '日本',
			e: '',
			awkward: AWKWARD,
			empty: '',
		});
	});

	it('signs a POST with a form body', async () => {
		const run = await send({
			method: 'POST',
			url: echo('?q=1'),
			sendBody: true,
			contentType: 'form-urlencoded',
			bodyParameters: { parameters: [{ name: 'v', value: AWKWARD }] },
		});
		expect(run.items[0]).toMatchObject({ method: 'POST', form: [['v', AWKWARD]] });
	});

	it('rejects another host without any call', async () => {
		environment.sandbox.saison.reset();
		environment.sandbox.marta.reset();
		const run = await send({ method: 'POST', url: `${environment.sandbox.marta.url}/auth` });
		expect(run.error?.message).toMatch(/only, so nothing was sent/);
		expect(environment.sandbox.saison.counts().total).toBe(0);
		expect(environment.sandbox.marta.counts().total).toBe(0);
	});
});

describe('HTTP Request with MARTA API', () => {
	const send = async (parameters: object, items: unknown[] = [{}]) =>
		await runInEditor(environment, items, httpRequestNode('martaApi', marta, parameters as never));

	it('sends the session, also for 12 items at once with one login', async () => {
		environment.sandbox.marta.reset();
		const run = await send(
			{
				method: 'GET',
				url: `${environment.sandbox.marta.url}/customer/checkcard`,
				sendQuery: true,
				queryParameters: { parameters: [{ name: 'card', value: '2990000000001' }] },
			},
			Array.from({ length: 12 }, (_, index) => ({ json: { index } })),
		);
		expect(run.items).toHaveLength(12);
		expect(run.items[0]).toMatchObject({ exists: true });
		expect(environment.sandbox.marta.counts().logins).toBe(1);
	});

	it('rejects another host without any call', async () => {
		environment.sandbox.saison.reset();
		environment.sandbox.marta.reset();
		const run = await send({ method: 'GET', url: `${environment.sandbox.saison.url}/x` });
		expect(run.error?.message).toMatch(/only, so nothing was sent/);
		expect(
			environment.sandbox.saison.counts().total + environment.sandbox.marta.counts().total,
		).toBe(0);
	});
});

/** What would let those who may use a credential read it. `other` is a server of theirs. */
const REVEALING: Array<[string, (other: string) => IDataObject]> = [
	["The option 'Proxy'", (other) => ({ options: { proxy: other } })],
	[
		"The option 'Ignore SSL Issues (Insecure)'",
		() => ({ options: { allowUnauthorizedCerts: true } }),
	],
	["The setting 'SSL Certificates'", () => ({ provideSslCertificates: true })],
	[
		"The header 'Host'",
		() => ({
			sendHeaders: true,
			headerParameters: { parameters: [{ name: 'hOsT', value: 'evil.test' }] },
		}),
	],
	[
		"The header 'Host'",
		() => ({
			options: {
				pagination: {
					pagination: {
						paginationMode: 'updateAParameterInEachRequest',
						parameters: { parameters: [{ type: 'headers', name: 'host', value: 'evil.test' }] },
						paginationCompleteWhen: 'responseIsEmpty',
						limitPagesFetched: true,
						maxRequests: 1,
					},
				},
			},
		}),
	],
	['The method', () => ({ method: '={{ "TRACE" }}' })],
];

describe.each(['saisonConnectApi', 'martaApi'] as const)('HTTP Request with %s', (type) => {
	it.each(REVEALING)('rejects without any call: %s', async (name, revealing) => {
		const { sandbox, n8n } = environment;
		const calls = (): number => sandbox.saison.counts().total + sandbox.marta.counts().total;
		const before = calls();
		const isSaison = type === 'saisonConnectApi';
		const [own, other] = isSaison
			? [sandbox.saison, sandbox.marta]
			: [sandbox.marta, sandbox.saison];
		const node = httpRequestNode(type, isSaison ? saison : marta, {
			method: 'GET',
			url: `${own.url}/x`,
			...revealing(other.url),
		} as never);
		const data = { ca: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----' };
		const certificates = await n8n.rest.createCredential({
			name: 'Own authority',
			type: 'httpSslAuth',
			data,
		});
		node.credentials = { ...node.credentials, httpSslAuth: certificates };
		const run = await runInEditor(environment, [{}], node);
		expect(`${run.error?.message} ${run.error?.description}`).toContain(
			`${name} cannot be used with this credential`,
		);
		expect(calls()).toBe(before);
	});
});

describe('HTTP Request, which sees no 401, with a token past its expiry', () => {
	const neverError = { response: { response: { neverError: true } } };
	const pagination = {
		pagination: {
			pagination: {
				paginationMode: 'updateAParameterInEachRequest',
				parameters: {
					parameters: [{ type: 'headers', name: 'x-page', value: '={{ $pageCount }}' }],
				},
				paginationCompleteWhen: 'other',
				completeExpression: '={{ true }}',
			},
		},
	};
	const servers: Array<{ stop: () => Promise<unknown> }> = [];
	afterAll(async () => await Promise.all(servers.map(async (server) => await server.stop())));

	it.each([
		['Never Error', neverError],
		['pagination', pagination],
	])('logs in to MARTA again with %s', async (_what, options) => {
		const server = await startMarta({ settings: { tokenLifetimeMs: 1_000 } });
		servers.push(server);
		const data = { ...environment.sandbox.credentials.martaApi.customersynchro };
		const credential = await createCredential(environment, 'martaApi', {
			...data,
			baseUrl: server.url,
		});
		const node = httpRequestNode('martaApi', credential, {
			url: `${server.url}/customer/checkcard?card=2990000000001`,
			options,
		});
		await runInEditor(environment, [{}], node);
		await sleep(2_000);
		server.settings({ tokenLifetimeMs: 900_000 });
		const logins = server.counts().logins;
		const run = await runInEditor(environment, [{}], node);
		expect(run.items[0]).toMatchObject({ exists: true });
		expect(server.counts().logins).toBe(logins + 1);
	});

	it('refreshes the token of Saison Connect with Never Error', async () => {
		const server = await startSaison({
			settings: { accessTokenLifetimeMs: 1_000, sendExpiresIn: true },
		});
		servers.push(server);
		const credential = await createCredential(environment, 'saisonConnectApi', {
			...environment.sandbox.credentials.saisonConnectApi,
			baseUrl: server.url,
			authorizationCode: server.code().code,
		});
		const node = httpRequestNode('saisonConnectApi', credential, {
			url: `${server.url}/sandbox-made-up/echo`,
			options: neverError,
		});
		await runInEditor(environment, [{}], node);
		await sleep(2_000);
		server.settings({ accessTokenLifetimeMs: 900_000 });
		const run = await runInEditor(environment, [{}], node);
		expect(run.items[0]).toMatchObject({ method: 'GET' });
	});
});
