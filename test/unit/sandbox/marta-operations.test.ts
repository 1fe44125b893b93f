/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- made-up values of a local test server */
import { startMarta } from '../../../sandbox';
import type { MartaServer } from '../../../sandbox';
import { call } from './support';
import type { CallOptions } from './support';

let marta: MartaServer;
beforeAll(async () => (marta = await startMarta()));
afterAll(async () => await marta.stop());
beforeEach(() => marta.reset({ settings: true }));

type Scope = NonNullable<NonNullable<Parameters<MartaServer['session']>[0]>['scope']>;

async function send(scope: Scope, path: string, options: CallOptions = {}) {
	const Authorization = `Bearer ${marta.session({ scope }).token}`;
	return await call(marta.url, path, {
		...options,
		headers: { Authorization, ...options.headers },
	});
}

describe('GET /terminal/campaign/{campaignid}', () => {
	it('is allowed for the two terminal scopes only', async () => {
		const path = '/terminal/campaign/41873';
		for (const scope of ['terminal', 'terminal-backoffice'] as const) {
			const { status, json } = await send(scope, path);
			expect([status, json.campaignid]).toEqual([200, '41873']);
		}
		const rejected = await send('backoffice', path);
		expect([rejected.status, rejected.json.code]).toEqual([403, 'wrong_scope']);
		expect((await call(marta.url, path)).status).toBe(401);
		expect(marta.counts()).toMatchObject({
			verifiedCalls: 2,
			rejectedCalls: { wrong_scope: 1, missing_token: 1 },
		});
	});

	it('decodes the campaign ID exactly once and matches the path strictly', async () => {
		const id = encodeURIComponent('ESTATE/2027 50%25');
		expect((await send('terminal', `/terminal/campaign/${id}`)).json.name).toBe('Estate di prova');
		const twice = encodeURIComponent(id);
		expect((await send('terminal', `/terminal/campaign/${twice}`)).status).toBe(404);
		expect((await send('terminal', '/terminal/campaign/%ZZ')).status).toBe(400);
		expect((await send('terminal', '/terminal/campaign/41873/')).status).toBe(404);
		expect((await send('terminal', '/Terminal/campaign/41873')).status).toBe(404);
	});
});

describe('GET /customer/checkcard', () => {
	const check = async (query: string, scope: Scope = 'customersynchro') =>
		await send(scope, `/customer/checkcard?${query}`);

	it.each([
		['card=2990000000001', 200, { exists: true, card: '2990000000001', dataComplete: true }],
		['mobile=%2B393000000010', 200, { card: '2990000000001' }],
		['email=senza.carta%40example.com', 200, { card: null }],
		['card=2990000000012', 402, { dataComplete: false, missing: ['birthdate', 'town'] }],
		['card=2990000000014', 402, { exists: true, dataComplete: false, missing: ['town'] }],
		['card=1', 404, { code: 'not_found' }],
		['mobile=+393000000010', 400, { code: 'invalid_mobile' }],
		['', 400, { code: 'invalid_query' }],
		['card=', 400, { code: 'invalid_query' }],
		['card=2990000000001&email=', 400, { code: 'invalid_query' }],
		['card=2990000000001&card=2990000000001', 400, { code: 'invalid_query' }],
		['card=2990000000001&other=1', 400, { code: 'invalid_query' }],
	])('responds to the query %j with %i', async (query, status, body) => {
		const response = await check(query);
		expect(response.status).toBe(status);
		expect(response.json).toMatchObject(body);
	});

	it('is allowed for customersynchro and customer only', async () => {
		expect((await check('card=2990000000001', 'customer')).status).toBe(200);
		expect((await check('card=2990000000001', 'terminal')).status).toBe(403);
	});
});

describe('x-api-key with requests other than Auth', () => {
	const echo = async (headers?: Record<string, string>) =>
		(await send('prize', '/sandbox-made-up/echo', { headers })).status;
	const key = { 'x-api-key': 'sandbox-api-key-0001' };

	it('is optional and counted, unless the settings require or forbid it', async () => {
		expect([await echo(), await echo(key)]).toEqual([200, 200]);
		expect(marta.counts().apiKeyOnOtherCalls).toBe(1);
		marta.settings({ requireApiKeyEverywhere: true });
		expect([await echo(), await echo(key), await echo({ 'x-api-key': 'no' })]).toEqual([
			401, 200, 401,
		]);
		marta.settings({ requireApiKeyEverywhere: false, forbidApiKeyElsewhere: true });
		expect([await echo(), await echo(key)]).toEqual([200, 400]);
	});
});

describe('The operations that exist only in the sandbox', () => {
	it('add the points of a purchase again if it is sent again', async () => {
		const before = marta.customers()[0].points;
		const body = JSON.stringify({ card: '2990000000001', amount: '12.50', receipt: 'R-1' });
		const path = '/sandbox-made-up/movement/purchase';
		expect((await send('terminal', path, { body })).json.points).toBe(before + 12);
		expect((await send('terminal', path, { body })).json.points).toBe(before + 24);
		expect(marta.counts()).toMatchObject({ movements: 2, duplicateMovements: 1 });
		expect(marta.movements()).toHaveLength(2);
		expect((await send('terminal', path, { body: '{"card":"1"}' })).status).toBe(400);
		expect((await send('customer', path, { body })).status).toBe(403);
		marta.reset();
		expect(marta.customers()[0].points).toBe(before);
	});

	it('list customers page by page, without passwords', async () => {
		const path = '/sandbox-made-up/customers?offset=100&limit=60';
		const { json } = await send('backoffice', path);
		expect([json.total, json.customers.length]).toEqual([150, 50]);
		expect(json.customers[0]).not.toHaveProperty('password');
	});

	it('echo the request exactly, except for the token', async () => {
		const path = '/sandbox-made-up/echo/a%2Fb?x=%2c';
		const { json } = await send('product', path, { method: 'PATCH', body: '{"é":1}' });
		expect(json).toMatchObject({ method: 'PATCH', url: path, scope: 'product', json: { é: 1 } });
		expect(json.headers.authorization).toBe('Bearer …');
	});
});
