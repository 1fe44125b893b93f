/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { gunzipSync } from 'node:zlib';
import { startMarta, startSaison } from '../../../sandbox';
import type { Fault, MartaServer, SaisonServer } from '../../../sandbox';
import { call, holdTimers, openRaw, signedCall, stopClock, waitUntil } from './support';

let saison: SaisonServer;
let marta: MartaServer;
beforeAll(async () => {
	saison = await startSaison();
	marta = await startMarta();
});
afterAll(async () => await Promise.all([saison.stop(), marta.stop()]));
beforeEach(() => {
	saison.reset({ settings: true });
	marta.reset({ settings: true });
});
afterEach(() => jest.restoreAllMocks());

const PATH = '/sandbox-made-up/wallet';
const queue = (fault: Fault, times?: number) => saison.faults({ fault, times });
const send = async () => await signedCall(saison.url, PATH);
const GET = 'GET /demo/api/screen_token?code=abc HTTP/1.1\r\nHost: a\r\n\r\n';

/** The first response in what was received: its announced length, and how much of its body came. */
function parseRaw(bytes: Buffer) {
	const headEnd = bytes.indexOf('\r\n\r\n');
	const head = bytes.subarray(0, Math.max(0, headEnd)).toString('latin1');
	const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
	return { length, body: headEnd < 0 ? Buffer.alloc(0) : bytes.subarray(headEnd + 4) };
}

async function sendRaw() {
	const connection = openRaw(saison.url, GET);
	const end = await connection.ended;
	return { ...parseRaw(connection.received()), end };
}

function isComplete(bytes: Buffer): boolean {
	const { length, body } = parseRaw(bytes);
	return body.length >= length;
}

/** A purchase, as bytes: without a client library that could retry it. */
function purchaseRequest(): string {
	const body = JSON.stringify({ card: '2990000000001', amount: '1.00', receipt: 'R-9' });
	const { token } = marta.session({ scope: 'terminal' });
	const headers = `Authorization: Bearer ${token}\r\nContent-Length: ${body.length}`;
	return `POST /sandbox-made-up/movement/purchase HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n${body}`;
}

describe('Without a fault', () => {
	it('responds and keeps the connection open', async () => {
		expect((await send()).status).toBe(200);
		const connection = openRaw(saison.url, `${GET}${GET}`);
		const responses = () =>
			connection.received().toString('latin1').split('HTTP/1.1 200 OK').length - 1;
		await waitUntil(() => responses() === 2 && isComplete(connection.received()));
		expect(connection.isOpen()).toBe(true);
		connection.close();
	});
});

describe('A fault that replaces the response', () => {
	it.each([
		[{ kind: 'status', status: 429, body: { error: 'slow down' }, retryAfter: 7 }, '7'],
		[
			{ kind: 'status', status: 503, retryAfter: 'Wed, 21 Oct 2099 07:28:00 GMT' },
			'Wed, 21 Oct 2099 07:28:00 GMT',
		],
		[{ kind: 'status', status: 401, text: '<not json>' }, undefined],
		[{ kind: 'status', status: 500, headers: { 'X-More': '1' } }, undefined],
	] as Array<[Extract<Fault, { kind: 'status' }>, string | undefined]>)(
		'sends the status, headers and body of %j once, without processing the request',
		async (fault, retryAfter) => {
			queue(fault);
			const { status, text, headers } = await send();
			expect([status, headers['retry-after']]).toEqual([fault.status, retryAfter]);
			expect(text).toBe(fault.text ?? (fault.body ? JSON.stringify(fault.body) : ''));
			expect(headers['x-more']).toBe(fault.headers?.['X-More']);
			expect(saison.counts()).toMatchObject({
				signedCallsVerified: 0,
				faultsInjected: { status: 1 },
			});
			expect((await send()).status).toBe(200);
		},
	);

	it('dates Retry-After from the moment of the response, rounded up to whole seconds', async () => {
		const clock = stopClock();
		clock.nowMs = Date.parse('2027-01-04T10:00:00.500Z');
		queue({ kind: 'status', status: 429, retryAfterDateS: 3 });
		expect((await send()).headers['retry-after']).toBe('Mon, 04 Jan 2027 10:00:04 GMT');
	});

	it('can be an HTML page, an empty body, a big body or a redirect', async () => {
		queue({ kind: 'html' });
		const html = await send();
		expect([html.status, html.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		queue({ kind: 'empty' });
		expect(await send()).toMatchObject({ status: 200, text: '' });
		queue({ kind: 'big' });
		const big = await send();
		expect(big.text).toHaveLength(5 * 1024 * 1024);
		expect(typeof big.json.filler).toBe('string');
		queue({ kind: 'redirect', status: 307, location: 'http://127.0.0.1:1/elsewhere' });
		const redirect = await send();
		expect([redirect.status, redirect.headers.location]).toEqual([
			307,
			'http://127.0.0.1:1/elsewhere',
		]);
	});

	it('"reset" resets the connection without a response', async () => {
		queue({ kind: 'reset' });
		const { body, end } = await sendRaw();
		expect([body.length, end]).toEqual([0, 'reset']);
		await waitUntil(() => saison.counts().aborted === 1);
	});

	it('"gzipBomb" is small on the wire and large once it is decompressed', async () => {
		queue({ kind: 'gzipBomb', bytes: 1_000_000 });
		const connection = openRaw(saison.url, GET);
		await waitUntil(() => isComplete(connection.received()));
		const { body } = parseRaw(connection.received());
		expect(body.length).toBeLessThan(10_000);
		expect(gunzipSync(body)).toHaveLength(1_000_000);
		connection.close();
	});

	it('"deepJson" sends JSON that is nested deeply', async () => {
		queue({ kind: 'deepJson', levels: 3 });
		expect((await send()).json).toEqual({ a: { a: { a: 1 } } });
	});

	it('"switchProtocols" responds 101, then nothing', async () => {
		queue({ kind: 'switchProtocols' });
		const connection = openRaw(saison.url, GET);
		await waitUntil(() => connection.received().includes('\r\n\r\n'));
		expect(connection.received().toString('latin1')).toMatch(/^HTTP\/1\.1 101 .*\r\n\r\n$/s);
		expect(connection.isOpen()).toBe(true);
		connection.close();
		await waitUntil(() => saison.counts().aborted === 1);
	});

	it('"trickle" sends one byte after another, until the client disconnects', async () => {
		queue({ kind: 'trickle', ms: 1 });
		const connection = openRaw(saison.url, GET);
		const spaces = () => connection.received().toString('latin1').split('\r\n \r\n').length - 1;
		await waitUntil(() => spaces() > 5);
		expect(connection.isOpen()).toBe(true);
		connection.close();
		await waitUntil(() => saison.counts().aborted === 1);
	});

	it('"hang" never responds, until the client disconnects', async () => {
		queue({ kind: 'hang' });
		const connection = openRaw(saison.url, GET);
		await waitUntil(() => saison.counts().faultsInjected.hang === 1);
		expect((await send()).status).toBe(200);
		expect([connection.received().length, connection.isOpen()]).toEqual([0, true]);
		connection.close();
		await waitUntil(() => saison.counts().aborted === 1);
	});
});

describe('A fault that damages the response', () => {
	it('"cut" announces more bytes than it sends, then closes the connection', async () => {
		queue({ kind: 'cut' });
		const { length, body, end } = await sendRaw();
		expect(body.length).toBeGreaterThan(0);
		expect(body.length).toBeLessThan(length);
		expect(end).toBe('closed');
	});

	it('"cutJson" sends incomplete JSON with the correct Content-Length', async () => {
		queue({ kind: 'cutJson' });
		const { status, text, json, headers } = await send();
		expect([status, Number(headers['content-length'])]).toEqual([200, text.length]);
		expect(text.startsWith('{"response_ts"')).toBe(true);
		expect(json).toBeUndefined();
	});

	it('"wrongCharset" sends Shift_JIS as if it were UTF-8', async () => {
		queue({ kind: 'wrongCharset' }, 2);
		const body = 'data_flg=1&info_key=sex_name';
		const profile = await signedCall(saison.url, '/auth/account/profile', body);
		expect(profile.headers['content-type']).toContain('application/json');
		expect(profile.text).toContain('\ufffd');
		const connection = openRaw(saison.url, GET);
		await waitUntil(() => isComplete(connection.received()));
		expect(new TextDecoder('shift_jis').decode(connection.received())).toContain('認可コード');
		connection.close();
	});

	it('"resetInBody" resets the connection once half of the body has been sent', async () => {
		const timers = holdTimers();
		queue({ kind: 'resetInBody' });
		const connection = openRaw(saison.url, GET);
		await waitUntil(() => timers.pending().length === 1 && connection.received().length > 0);
		timers.fireAll();
		expect(await connection.ended).toBe('reset');
		const { length, body } = parseRaw(connection.received());
		expect(body.length).toBeGreaterThan(0);
		expect(body.length).toBeLessThan(length);
		await waitUntil(() => saison.counts().aborted === 1);
	});

	it('"delayInBody" pauses after half of the body, then sends the rest', async () => {
		const timers = holdTimers();
		queue({ kind: 'delayInBody', ms: 200 });
		const connection = openRaw(saison.url, GET);
		await waitUntil(() => timers.pending().length === 1 && connection.received().length > 0);
		expect(timers.pending()).toEqual([200]);
		const { length, body } = parseRaw(connection.received());
		expect(body.length).toBe(Math.ceil(length / 2));
		timers.fireAll();
		await waitUntil(() => isComplete(connection.received()));
		expect(connection.received().toString()).toContain('</html>');
		connection.close();
	});
});

describe('The fault "delay"', () => {
	it('processes the request only after the delay', async () => {
		const timers = holdTimers();
		queue({ kind: 'delay', ms: 150 });
		const response = send();
		await waitUntil(() => timers.pending().length === 1);
		expect(timers.pending()).toEqual([150]);
		expect(saison.counts()).toMatchObject({ signedCallsVerified: 0, statuses: {} });
		timers.fireAll();
		expect((await response).status).toBe(200);
		expect(saison.counts().signedCallsVerified).toBe(1);
	});

	it('processes nothing if the client disconnects meanwhile', async () => {
		const timers = holdTimers();
		marta.faults({ fault: { kind: 'delay', ms: 100 }, times: 2 });
		const impatient = openRaw(marta.url, purchaseRequest());
		await waitUntil(() => timers.pending().length === 1);
		impatient.close();
		await waitUntil(() => marta.counts().aborted === 1);
		expect(timers.pending()).toEqual([]);
		expect(marta.counts()).toMatchObject({ movements: 0, statuses: {} });
		const patient = openRaw(marta.url, purchaseRequest());
		await waitUntil(() => timers.pending().length === 1);
		timers.fireAll();
		await waitUntil(() => isComplete(patient.received()));
		expect(patient.received().toString()).toContain('"movementid":1');
		patient.close();
	});
});

describe('The fault "pause"', () => {
	it.each([
		[{ kind: 'pause' }, 0],
		[{ kind: 'pause', afterWork: true }, 1],
	] as Array<[Fault, number]>)(
		'%j keeps the response back until the faults are cleared',
		async (fault, processed) => {
			queue(fault);
			const response = send();
			await waitUntil(() => saison.counts().faultsInjected.pause === 1);
			if (processed > 0) await waitUntil(() => saison.counts().signedCallsVerified === processed);
			expect(saison.counts()).toMatchObject({ signedCallsVerified: processed, statuses: {} });
			saison.faults({ clear: true });
			expect((await response).status).toBe(200);
			expect(saison.counts().signedCallsVerified).toBe(1);
		},
	);

	it('keeps back what comes after the faults were cleared, too, when it is ordered again', async () => {
		saison.faults({ clear: true });
		queue({ kind: 'pause' });
		const response = send();
		await waitUntil(() => saison.counts().faultsInjected.pause === 1);
		expect(saison.counts().open.requests).toBe(1);
		saison.faults({ clear: true });
		expect((await response).status).toBe(200);
	});
});

it('With `afterWork` the request is processed and only its response is lost', async () => {
	const body = JSON.stringify({ card: '2990000000001', amount: '1.00', receipt: 'R-9' });
	const headers = { Authorization: `Bearer ${marta.session({ scope: 'terminal' }).token}` };
	const purchase = async () =>
		await call(marta.url, '/sandbox-made-up/movement/purchase', { body, headers });
	marta.faults([{ fault: { kind: 'reset' } }, { fault: { kind: 'reset', afterWork: true } }]);
	await expect(purchase()).rejects.toThrow();
	expect(marta.counts().movements).toBe(0);
	await expect(purchase()).rejects.toThrow();
	expect(marta.counts().movements).toBe(1);
	marta.faults({ fault: { kind: 'status', status: 503, afterWork: true } });
	expect((await purchase()).status).toBe(503);
	expect(marta.counts()).toMatchObject({ movements: 2, duplicateMovements: 1 });
});

describe('The queue of faults', () => {
	const fault: Fault = { kind: 'status', status: 503 };
	const demo = async (path = '/demo/api/screen_token?x=1') => (await call(saison.url, path)).status;

	it('matches by method and path', async () => {
		saison.faults([
			{ match: { path: '/auth/*' }, fault },
			{ match: { method: 'post' }, fault },
		]);
		expect(await demo()).toBe(200);
		expect(await demo('/auth/nothing')).toBe(503);
		expect((await send()).status).toBe(503);
	});

	it('skips, repeats and can be cleared', async () => {
		saison.faults({ match: { path: '/demo/api/screen_token' }, fault, skip: 1, times: 2 });
		expect([await demo(), await demo(), await demo(), await demo()]).toEqual([200, 503, 503, 200]);
		saison.faults({ fault, times: 0 });
		expect([await demo(), await demo()]).toEqual([503, 503]);
		saison.faults({ clear: true });
		expect(await demo()).toBe(200);
	});

	it('rejects unknown kinds and missing fields', () => {
		expect(() => saison.faults({ fault: { kind: 'nonsense' } as unknown as Fault })).toThrow(
			'fault.kind',
		);
		expect(() => saison.faults({ fault: { kind: 'delay' } as Fault })).toThrow('needs ms');
	});
});
