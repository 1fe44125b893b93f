import { PortInUseError, startMarta, startSaison, startSandbox } from '../../../sandbox';
import type { Sandbox } from '../../../sandbox';
import { call, holdTimers, openRaw, signedCall, waitUntil } from './support';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox({ saison: { keepRequests: 3 } })));
afterAll(async () => await sandbox.stop());
beforeEach(() => {
	sandbox.saison.reset({ settings: true });
	sandbox.marta.reset({ settings: true });
});
afterEach(() => jest.restoreAllMocks());

const DEMO_PATH = '/demo/api/screen_token';

const control = async (name: string, body?: unknown, origin = sandbox.saison.url) =>
	await call(
		origin,
		`/__sandbox/${name}`,
		body === undefined ? {} : { body: JSON.stringify(body) },
	);

describe('The control functions over HTTP', () => {
	it('count requests, but not the control requests', async () => {
		await signedCall(sandbox.saison.url, '/sandbox-made-up/wallet');
		await signedCall(sandbox.saison.url, '/sandbox-made-up/wallet', '', { port: '1' });
		await control('counts');
		const { json } = await control('counts');
		expect(json).toMatchObject({
			total: 2,
			requests: { 'POST /sandbox-made-up/wallet': 2 },
			statuses: { 200: 1, 401: 1 },
			signedCallsVerified: 1,
			macFailures: { wrong_mac: 1 },
			answered: { TED001: 1 },
			connectionsUsed: 2,
		});
		expect(json).toEqual(sandbox.saison.counts());
	});

	it('count connections separately from requests', async () => {
		const request = `GET ${DEMO_PATH} HTTP/1.1\r\nHost: a\r\n\r\n`;
		const connection = openRaw(sandbox.saison.url, `${request}${request}${request}`);
		await waitUntil(() => sandbox.saison.counts().statuses[200] === 3);
		connection.close();
		await waitUntil(() => sandbox.saison.counts().open.connections === 0);
		expect(sandbox.saison.counts()).toMatchObject({
			total: 3,
			connectionsUsed: 1,
			maxOpen: { connections: 1 },
		});
	});

	it('return the last requests byte for byte', async () => {
		const path = `${DEMO_PATH}?a=%2F&b=%zz`;
		const raw = `POST ${path} HTTP/1.1\r\nHOST: x\r\nx-Odd: 1\r\nContent-Length: 4\r\n\r\n\u00ff\u0000b`;
		for (let i = 0; i < 4; i += 1) await call(sandbox.saison.url, `/old/${i}`);
		const connection = openRaw(sandbox.saison.url, raw);
		await waitUntil(() => sandbox.saison.counts().statuses[404] === 5);
		connection.close();
		const { json } = await control('requests');
		expect(json).toHaveLength(3);
		const [last] = (await control('requests?last=1')).json;
		expect(last).toMatchObject({ number: 5, method: 'POST', url: path, status: 404 });
		expect(last.rawHeaders.slice(0, 4)).toEqual(['HOST', 'x', 'x-Odd', '1']);
		expect(last.bodyBase64).toBe(Buffer.from([0xc3, 0xbf, 0, 0x62]).toString('base64'));
		expect(sandbox.saison.requests(1)).toEqual([last]);
	});

	it('change settings and reject unknown or invalid ones', async () => {
		const { json } = await control('settings', { delayMs: 5, tokenType: 'bearer' });
		expect(json).toMatchObject({ delayMs: 5, tokenType: 'bearer', keepRequests: 3 });
		expect((await control('settings')).json).toEqual(json);
		for (const wrong of [{ nope: 1 }, { delayMs: '5' }, { tokenType: 'x' }, { clients: null }]) {
			const response = await control('settings', wrong);
			expect([response.status, typeof response.json.error]).toEqual([400, 'string']);
		}
		await control('reset', {});
		expect((await control('settings')).json.delayMs).toBe(5);
		await control('reset', { settings: true });
		expect((await control('settings')).json.delayMs).toBe(0);
	});

	it('queue faults, expire tokens and reset', async () => {
		const { url } = sandbox.saison;
		const send = async () => (await signedCall(url, '/sandbox-made-up/wallet')).status;
		await control('faults', {
			match: { method: 'POST' },
			fault: { kind: 'status', status: 500 },
			times: 1,
		});
		expect([await send(), await send()]).toEqual([500, 200]);
		await control('expire', {});
		expect(await send()).toBe(401);
		await control('reset', {});
		expect(await send()).toBe(200);
		expect(sandbox.saison.counts().total).toBe(1);
	});

	it('reject unknown functions and malformed bodies', async () => {
		expect((await control('faults', { fault: { kind: 'x' } })).status).toBe(400);
		expect((await call(sandbox.saison.url, '/__sandbox/reset', { body: '{' })).status).toBe(400);
		expect((await control('nothing')).status).toBe(404);
	});

	it('issue codes, member tokens, two-factor URLs and sessions', async () => {
		expect((await control('code', {})).json.code).toMatch(/^co/);
		const tokens = (await control('member-tokens', { count: 200 })).json;
		expect(tokens).toHaveLength(200);
		expect(tokens[0].memberId).toBe('na001');
		expect(tokens.some((one: { memberId: string }) => one.memberId === 'na111')).toBe(false);
		expect((await control('member-tokens', { members: ['na999'] })).status).toBe(400);
		expect((await control('two-factor', { error: 'invalid_method' })).json.url).toContain('error=');
		expect((await control('members')).json).toHaveLength(200);
		const marta = sandbox.marta.url;
		expect((await control('session', { scope: 'terminal' }, marta)).json.token).toMatch(/^ey/);
		expect((await control('customers', undefined, marta)).json).toHaveLength(150);
	});
});

describe('The maximum of open requests', () => {
	it('is counted in total and by route', async () => {
		const { saison } = sandbox;
		const timers = holdTimers();
		saison.settings({ delayMs: 60 });
		const atOnce = [1, 2, 3].map(async () => await call(saison.url, DEMO_PATH));
		await waitUntil(() => timers.pending().length === 3);
		timers.fireAll();
		await Promise.all(atOnce);
		saison.settings({ delayMs: 0 });
		await call(saison.url, DEMO_PATH);
		await waitUntil(() => saison.counts().open.connections === 0);
		const { maxOpen, open } = saison.counts();
		expect(maxOpen).toEqual({
			connections: 3,
			requests: 3,
			byRoute: { [`GET ${DEMO_PATH}`]: 3 },
		});
		expect(open).toEqual({ connections: 0, requests: 0 });
	});
});

describe('Starting and stopping', () => {
	it('returns example credentials that work', async () => {
		const { saisonConnectApi, martaApi } = sandbox.credentials;
		expect(saisonConnectApi).toMatchObject({ environment: 'custom', baseUrl: sandbox.saison.url });
		for (const { baseUrl, apiKey, scope, campaignId, deviceType, ...rest } of Object.values(
			martaApi,
		)) {
			const { username, password, serialNumber } = rest;
			const body = {
				scope,
				campaignid: campaignId,
				devicetype: deviceType,
				...(username ? { username, password } : {}),
				...(serialNumber ? { serialnumber: serialNumber } : {}),
			};
			const headers = { 'x-api-key': apiKey, 'Content-Type': 'application/json' };
			const { status } = await call(baseUrl, '/auth', { body: JSON.stringify(body), headers });
			expect([scope, status]).toEqual([scope, 200]);
		}
	});

	it('names the port that is in use and leaves nothing running', async () => {
		const { port } = sandbox.marta;
		await expect(startMarta({ port })).rejects.toThrow(new PortInUseError('127.0.0.1', port));
		const before = await startSaison();
		const saisonPort = before.port;
		await before.stop();
		await expect(startSandbox({ saisonPort, martaPort: port })).rejects.toThrow(PortInUseError);
		const again = await startSaison({ port: saisonPort });
		await again.stop();
	});

	it('stops although requests are open, and can be stopped twice', async () => {
		const marta = await startMarta();
		marta.faults({ fault: { kind: 'hang' } });
		marta.faults({ fault: { kind: 'delay', ms: 3_600_000 } });
		const open = [1, 2].map(async () => await call(marta.url, '/x').catch(() => 'closed'));
		await waitUntil(() => marta.counts().open.requests === 2);
		await Promise.all([marta.stop(), marta.stop()]);
		expect(await Promise.all(open)).toEqual(['closed', 'closed']);
	});

	it('supports IPv6 on machines that have it', async () => {
		const saison = await startSaison({ host: '::1' }).catch(() => undefined);
		if (!saison) return;
		expect(saison.url).toMatch(/^http:\/\/\[::1\]:/);
		expect((await signedCall(saison.url, '/sandbox-made-up/wallet')).status).toBe(200);
		await saison.stop();
	});
});
