import type { INodeParameters } from 'n8n-workflow';
import { martaStore, runNode, type EngineRun } from '../harness';
import { newKey } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { exchangedStore, readAttributes } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { removeStubbedHosts, isolateNetwork, type Reply } from '../stubbed-host';

isolateNetwork();

const send: INodeParameters = { resource: 'apiRequest', operation: 'send', path: '/v1/change' };

interface Sent {
	result: EngineRun;
	calls: number;
}

const SERVICES = {
	async saison(reply: Reply, parameters: INodeParameters): Promise<Sent> {
		removeStubbedHosts();
		let isArmed = false;
		const service = new SaisonStandIn({
			codes: ['CODE'],
			data: () => (isArmed ? reply : { json: {} }),
		});
		const store = await exchangedStore(service);
		isArmed = true;
		const result = await readAttributes(store, { parameters: { ...send, ...parameters } });
		return { result, calls: service.dataCalls.length };
	},
	async marta(reply: Reply, parameters: INodeParameters): Promise<Sent> {
		removeStubbedHosts();
		const service = new MartaStandIn({ data: () => ({ json: undefined, ...reply }) });
		const result = await runNode({
			node: 'marta',
			parameters: { ...send, method: 'POST', ...parameters },
			store: martaStore({ apiKey: newKey() }),
		});
		return { result, calls: service.dataCalls.length };
	},
};

describe.each(['saison', 'marta'] as const)('A write to %s', (name) => {
	const write = SERVICES[name];

	it.each([200, 201, 202, 204, 205])('succeeds with %i and an empty body', async (status) => {
		const { result, calls } = await write({ status, body: '' }, {});
		expect(result.error?.message).toBeUndefined();
		expect(result.items).toEqual([{ json: {}, pairedItem: { item: 0 } }]);
		expect(calls).toBe(1);
	});

	it.each([
		['text/plain', 'OK'],
		['application/json', 'OK'],
		['text/plain', 'Created: 12'],
	])('succeeds with plain text (%s: %s), which is the data of the item', async (type, body) => {
		const reply = { status: 200, body, headers: { 'content-type': type } };
		const { result } = await write(reply, {});
		expect(result.error?.message).toBeUndefined();
		expect(result.items).toEqual([{ json: { data: body }, pairedItem: { item: 0 } }]);
	});

	it('succeeds with an empty body although the user calls it safe to repeat', async () => {
		const { result } = await write({ status: 200, body: '' }, { safeToRepeat: true });
		expect(result.items[0].json).toEqual({});
	});

	it.each([
		['a web page', { body: '<!DOCTYPE html><html></html>' }, /a web page instead of data/],
		['incomplete JSON', { body: '{"id":' }, /incomplete JSON/],
		['text that is not UTF-8', { body: Buffer.from([0x83, 0x5a]) }, /not UTF-8/],
	])('fails with %s, and says that it may have been processed', async (_what, reply, says) => {
		const { result } = await write(reply, {});
		expect(result.error?.message).toMatch(says);
		expect(result.error?.description).toMatch(/^The request may have been processed/);
	});

	it('fails with plain text that is not a 2xx', async () => {
		const { result } = await write({ status: 404, body: 'OK' }, {});
		expect(result.error?.message).toMatch(/HTTP 404/);
	});

	it.each([408, 424, 444, 460, 499, 500, 502, 504, 520, 524, 527])(
		'that gets HTTP %i may have been processed, and says so',
		async (status) => {
			const { result, calls } = await write({ status, body: '' }, {});
			expect(result.error?.message).toContain(`(HTTP ${status})`);
			expect(result.error?.description).toMatch(/^The request may have been processed/);
			expect(calls).toBe(1);
		},
	);

	it.each([400, 404, 409, 413, 421, 422, 425])(
		'that gets HTTP %i was not processed, and says nothing else',
		async (status) => {
			const { result } = await write({ status, body: '' }, {});
			expect(result.error?.message).toContain(`HTTP ${status}`);
			expect(result.error?.description).not.toMatch(/may have been processed/);
		},
	);
});

describe('A read', () => {
	it.each([
		['saison', { resource: 'member', operation: 'getAttributes' }],
		['saison', { method: 'GET', safeToRepeat: true }],
		['marta', { method: 'GET' }],
	] as const)('of %s needs data: %j', async (name, parameters) => {
		for (const body of ['', 'OK']) {
			const { result } = await SERVICES[name]({ status: 200, body }, parameters);
			expect(result.error?.message).toMatch(/an empty body|a body that is not JSON/);
		}
		const { result } = await SERVICES[name]({ status: 205, body: '' }, parameters);
		expect(result.items[0].json).toEqual({});
	});

	it('keeps every digit of what the service returned', async () => {
		const body = '{"cardid":7615917337495251231,"nested":[{"points":12345678901234567.89}]}';
		for (const [name, parameters] of [
			['saison', { resource: 'member', operation: 'getAttributes' }],
			['marta', { method: 'GET' }],
		] as const) {
			const { result } = await SERVICES[name]({ body }, parameters);
			expect(result.items[0].json).toEqual({
				cardid: '7615917337495251231',
				nested: [{ points: '12345678901234567.89' }],
			});
		}
	});

	it('of JSON that is nested a million levels deep fails with a clear error', async () => {
		const body = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
		const { result } = await SERVICES.marta({ body }, { method: 'GET' });
		expect(result.error?.message).toMatch(/^MARTA returned JSON that is nested too deeply/);
		expect(result.error?.context?.details).toMatchObject({ reason: 'bad_answer', httpStatus: 200 });
	});
});
