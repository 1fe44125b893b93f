import { PortBusyError, startMarta, startSaison, startSandbox } from '../../../sandbox';
import type { MartaServer, Sandbox } from '../../../sandbox';
import { call, rawCall, signedCall, sleep } from './support';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox({ saison: { keepRequests: 3 } })));
afterAll(async () => await sandbox.stop());
beforeEach(() => {
	sandbox.saison.reset({ settings: true });
	sandbox.marta.reset({ settings: true });
});

const control = async (name: string, body?: unknown, origin = sandbox.saison.url) =>
	await call(
		origin,
		`/__sandbox/${name}`,
		body === undefined ? {} : { body: JSON.stringify(body) },
	);

describe('over HTTP, the same as in the process', () => {
	it('counts what came in, and not itself', async () => {
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

	it('tells connections from requests', async () => {
		const one = 'GET /demo/api/screen_token HTTP/1.1\r\nHost: a\r\n\r\n';
		await rawCall(sandbox.saison.url, `${one}${one}${one}`, 60);
		await sleep(20);
		expect(sandbox.saison.counts()).toMatchObject({
			total: 3,
			connectionsUsed: 1,
			open: { connections: 0 },
			maxOpen: { connections: 1 },
		});
	});

	it('remembers the last requests byte for byte', async () => {
		const path = '/demo/api/screen_token?a=%2F&b=%zz';
		const raw = `POST ${path} HTTP/1.1\r\nHOST: x\r\nx-Odd: 1\r\nContent-Length: 4\r\n\r\n\u00ff\u0000b`;
		for (let i = 0; i < 4; i += 1) await call(sandbox.saison.url, `/old/${i}`);
		await rawCall(sandbox.saison.url, raw, 50);
		const { json } = await control('requests');
		expect(json).toHaveLength(3);
		const [last] = (await control('requests?last=1')).json;
		expect(last).toMatchObject({ number: 5, method: 'POST', url: path, status: 404 });
		expect(last.rawHeaders.slice(0, 4)).toEqual(['HOST', 'x', 'x-Odd', '1']);
		expect(last.bodyBase64).toBe(Buffer.from([0xc3, 0xbf, 0, 0x62]).toString('base64'));
		expect(sandbox.saison.requests(1)).toEqual([last]);
	});

	it('changes settings, and refuses nonsense', async () => {
		const { json } = await control('settings', { delayMs: 5, tokenType: 'bearer' });
		expect(json).toMatchObject({ delayMs: 5, tokenType: 'bearer', keepRequests: 3 });
		expect((await control('settings')).json).toEqual(json);
		for (const wrong of [{ nope: 1 }, { delayMs: '5' }, { tokenType: 'x' }, { clients: null }]) {
			const answer = await control('settings', wrong);
			expect([answer.status, typeof answer.json.error]).toEqual([400, 'string']);
		}
		await control('reset', {});
		expect((await control('settings')).json.delayMs).toBe(5);
		await control('reset', { settings: true });
		expect((await control('settings')).json.delayMs).toBe(0);
	});

	it('queues faults, expires, resets', async () => {
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
		expect((await control('faults', { fault: { kind: 'x' } })).status).toBe(400);
		expect((await call(url, '/__sandbox/reset', { body: '{' })).status).toBe(400);
		expect((await control('nothing')).status).toBe(404);
	});

	it('gives codes, member tokens, two-factor addresses and sessions', async () => {
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

describe('how much is open at once', () => {
	it('notes the most, by route too', async () => {
		const { saison } = sandbox;
		saison.settings({ delayMs: 60 });
		const path = '/demo/api/screen_token';
		await Promise.all([1, 2, 3].map(async () => await call(saison.url, path)));
		await call(saison.url, path);
		await sleep(20);
		const { maxOpen, open } = saison.counts();
		expect(maxOpen).toEqual({ connections: 3, requests: 3, byRoute: { [`GET ${path}`]: 3 } });
		expect(open).toEqual({ connections: 0, requests: 0 });
	});
});

describe('start and stop', () => {
	it('gives example credentials that work', async () => {
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

	it('says which port is busy, and leaves nothing running', async () => {
		const { port } = sandbox.marta;
		await expect(startMarta({ port })).rejects.toThrow(new PortBusyError('127.0.0.1', port));
		const before = await startSaison();
		const saisonPort = before.port;
		await before.stop();
		await expect(startSandbox({ saisonPort, martaPort: port })).rejects.toThrow(PortBusyError);
		const again = await startSaison({ port: saisonPort });
		await again.stop();
	});

	it('stops at once with open requests, and twice', async () => {
		const marta: MartaServer = await startMarta();
		marta.faults({ fault: { kind: 'hang' } });
		marta.faults({ fault: { kind: 'delay', ms: 60_000 } });
		const open = [1, 2].map(async () => await call(marta.url, '/x').catch(() => 'cut'));
		while (marta.counts().open.requests < 2) await sleep(5);
		await Promise.all([marta.stop(), marta.stop()]);
		expect(await Promise.all(open)).toEqual(['cut', 'cut']);
	});

	it('answers on IPv6 too, where there is one', async () => {
		const saison = await startSaison({ host: '::1' }).catch(() => undefined);
		if (!saison) return;
		expect(saison.url).toMatch(/^http:\/\/\[::1\]:/);
		expect((await signedCall(saison.url, '/sandbox-made-up/wallet')).status).toBe(200);
		await saison.stop();
	});
});
