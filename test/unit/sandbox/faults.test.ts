import { startMarta, startSaison } from '../../../sandbox';
import type { Fault, MartaServer, SaisonServer } from '../../../sandbox';
import { call, rawCall, signedCall, sleep } from './support';

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

const PATH = '/sandbox-made-up/wallet';
const order = (fault: Fault, times?: number) => saison.faults({ fault, times });
const read = async () => await signedCall(saison.url, PATH);
const GET = 'GET /demo/api/screen_token?code=abc HTTP/1.1\r\nHost: a\r\n\r\n';

/** Head and body of what came over the wire. */
async function wire(giveUpMs?: number) {
	const { bytes, end } = await rawCall(saison.url, GET, giveUpMs);
	const gap = bytes.indexOf('\r\n\r\n');
	const head = bytes.subarray(0, gap).toString('latin1');
	const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
	return { head, length, body: gap < 0 ? bytes : bytes.subarray(gap + 4), end };
}

it('plays nothing by itself', async () => {
	expect((await read()).status).toBe(200);
	const { length, body, end } = await wire(100);
	expect([body.length, end]).toEqual([length, 'still open']);
});

it.each([
	[{ kind: 'status', status: 429, body: { error: 'slow down' }, retryAfter: 7 }, '7'],
	[
		{ kind: 'status', status: 503, retryAfter: 'Wed, 21 Oct 2099 07:28:00 GMT' },
		'Wed, 21 Oct 2099 07:28:00 GMT',
	],
	[{ kind: 'status', status: 401, text: '<not json>' }, undefined],
	[{ kind: 'status', status: 500, headers: { 'X-More': '1' } }, undefined],
] as Array<[Extract<Fault, { kind: 'status' }>, string | undefined]>)(
	'status %j',
	async (fault, again) => {
		order(fault);
		const { status, text, headers } = await read();
		expect([status, headers['retry-after']]).toEqual([fault.status, again]);
		expect(text).toBe(fault.text ?? (fault.body ? JSON.stringify(fault.body) : ''));
		expect(headers['x-more']).toBe(fault.headers?.['X-More']);
		expect(saison.counts()).toMatchObject({ signedCallsVerified: 0, faultsPlayed: { status: 1 } });
		expect((await read()).status).toBe(200);
	},
);

it('dates Retry-After from the moment of the answer', async () => {
	order({ kind: 'status', status: 429, retryAfterDateS: 3 });
	const before = Date.now();
	const date = String((await read()).headers['retry-after']);
	expect(date).toMatch(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/);
	expect(Date.parse(date) - before).toBeGreaterThanOrEqual(3000);
	expect(Date.parse(date) - Date.now()).toBeLessThanOrEqual(4000);
});

it('html, empty, big and redirect', async () => {
	order({ kind: 'html' });
	const html = await read();
	expect([html.status, html.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
	order({ kind: 'empty' });
	expect(await read()).toMatchObject({ status: 200, text: '' });
	order({ kind: 'big' });
	const big = await read();
	expect(big.text).toHaveLength(5 * 1024 * 1024);
	expect(typeof big.json.filler).toBe('string');
	order({ kind: 'redirect', status: 307, location: 'http://127.0.0.1:1/elsewhere' });
	const redirect = await read();
	expect([redirect.status, redirect.headers.location]).toEqual([
		307,
		'http://127.0.0.1:1/elsewhere',
	]);
});

it('cut: promises more than it sends, then ends', async () => {
	order({ kind: 'cut' });
	const { length, body, end } = await wire();
	expect(body.length).toBeGreaterThan(0);
	expect(body.length).toBeLessThan(length);
	expect(end).toBe('closed');
});

it('cutJson: the right length, broken JSON', async () => {
	order({ kind: 'cutJson' });
	const { status, text, json, headers } = await read();
	expect([status, Number(headers['content-length'])]).toEqual([200, text.length]);
	expect(text.startsWith('{"response_ts"')).toBe(true);
	expect(json).toBeUndefined();
});

it('wrongCharset: Shift_JIS under a UTF-8 content type', async () => {
	order({ kind: 'wrongCharset' }, 2);
	const profile = await signedCall(
		saison.url,
		'/auth/account/profile',
		'data_flg=1&info_key=sex_name',
	);
	expect(profile.headers['content-type']).toContain('application/json');
	expect(profile.text).toContain('\ufffd');
	const { bytes } = await rawCall(saison.url, GET);
	expect(new TextDecoder('shift_jis').decode(bytes)).toContain('認可コード');
});

it('resets before the answer and in the middle of it', async () => {
	order({ kind: 'reset' });
	const before = await wire();
	expect([before.body.length, before.end]).toEqual([0, 'reset']);
	order({ kind: 'resetInBody' });
	const middle = await wire();
	expect(middle.end).toBe('reset');
	expect(middle.body.length).toBeGreaterThan(0);
	expect(middle.body.length).toBeLessThan(middle.length);
	await sleep(20);
	expect(saison.counts().broken).toBe(2);
});

it('never answers, until the client goes', async () => {
	order({ kind: 'hang' });
	const { body, end } = await wire(120);
	expect([body.length, end]).toEqual([0, 'still open']);
});

it('delays before and in the middle', async () => {
	order({ kind: 'delay', ms: 150 });
	let start = Date.now();
	expect((await read()).status).toBe(200);
	expect(Date.now() - start).toBeGreaterThanOrEqual(145);
	order({ kind: 'delayInBody', ms: 200 });
	const early = await wire(100);
	expect(early.body.length).toBeGreaterThan(0);
	expect(early.body.length).toBeLessThan(early.length);
	order({ kind: 'delayInBody', ms: 100 });
	start = Date.now();
	expect((await read()).json.wallet_balance).toMatch(/^[0-9]+$/);
	expect(Date.now() - start).toBeGreaterThanOrEqual(95);
});

it('does the work or not, as told', async () => {
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
	expect(marta.counts()).toMatchObject({ movements: 2, doubleMovements: 1 });
});

it('a client that leaves during a delay leaves no work behind', async () => {
	const body = JSON.stringify({ card: '2990000000001', amount: '1.00', receipt: 'R-9' });
	const { token } = marta.session({ scope: 'terminal' });
	const head = `Authorization: Bearer ${token}\r\nContent-Length: ${body.length}`;
	const line = 'POST /sandbox-made-up/movement/purchase HTTP/1.1\r\nHost: a';
	marta.faults({ fault: { kind: 'delay', ms: 100 }, times: 2 });
	expect((await rawCall(marta.url, `${line}\r\n${head}\r\n\r\n${body}`, 40)).end).toBe(
		'still open',
	);
	await sleep(120);
	expect(marta.counts()).toMatchObject({ movements: 0, broken: 1, statuses: {} });
	const stayed = await rawCall(marta.url, `${line}\r\n${head}\r\n\r\n${body}`, 200);
	expect(stayed.bytes.toString()).toContain('"movementid":1');
});

it('matches by method and path, skips, repeats, and can be cleared', async () => {
	const fault: Fault = { kind: 'status', status: 503 };
	const demo = async (path = '/demo/api/screen_token?x=1') => (await call(saison.url, path)).status;
	saison.faults([
		{ match: { path: '/auth/*' }, fault },
		{ match: { method: 'post' }, fault },
	]);
	expect(await demo()).toBe(200);
	expect(await demo('/auth/nothing')).toBe(503);
	expect((await read()).status).toBe(503);
	saison.faults({ match: { path: '/demo/api/screen_token' }, fault, skip: 1, times: 2 });
	expect([await demo(), await demo(), await demo(), await demo()]).toEqual([200, 503, 503, 200]);
	saison.faults({ fault, times: 0 });
	expect([await demo(), await demo()]).toEqual([503, 503]);
	saison.faults({ clear: true });
	expect(await demo()).toBe(200);
	expect(() => saison.faults({ fault: { kind: 'nonsense' } as unknown as Fault })).toThrow(
		'fault.kind',
	);
	expect(() => saison.faults({ fault: { kind: 'delay' } as Fault })).toThrow('needs ms');
});
