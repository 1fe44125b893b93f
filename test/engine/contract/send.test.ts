import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode, saisonStore, type EngineOptions } from '../harness';
import { loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { exchangedStore } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { inVirtualTime } from '../virtual-time';
import { removeStubbedHosts, isolateNetwork } from '../stubbed-host';
import { contractCall } from './made-up-calls';

isolateNetwork();

async function marta(parameters: INodeParameters, options: Partial<EngineOptions> = {}) {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const result = await runNode({ node: 'marta', parameters, store, ...options });
	return {
		result,
		sent: service.dataCalls.map(({ method, uri, body }) => ({ method, uri, body })),
		service,
	};
}

const MOVEMENT = 'POST /made-up/cards/{card}/movements';
const movement = (values: Record<string, unknown>, more: INodeParameters = {}): INodeParameters =>
	contractCall('marta', MOVEMENT, { 'path/card': 'C-1', 'body/amount': 1, ...values }, more);

/** With fields that were edited by hand. */
function withSchema(schema: object[]): INodeParameters {
	const parameters = movement({});
	(parameters.contractParameters as IDataObject).schema = schema as IDataObject[];
	return parameters;
}

describe('A contract call to MARTA', () => {
	it('sends each item its own values, as typed, with the session', async () => {
		const parameters = movement({
			'path/card': '={{ $json.card }}',
			'body/amount': '={{ $json.amount }}',
			'body/kind': 'sale',
			'body/shop/id': '0042',
			'body[json]/extra': '={{ { "a": [$json.amount] } }}',
			'query/dryRun': true,
			'header/X-Till': '007',
		});
		const items = [
			{ card: '00/7', amount: 12.5 },
			{ card: '008', amount: '1.50' },
		];
		const { result, service } = await marta(parameters, { items });
		expect(result.error?.message).toBeUndefined();
		expect(result.items.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[{ ok: true }, { item: 0 }],
			[{ ok: true }, { item: 1 }],
		]);
		const sent = service.dataCalls.map(({ uri, body }) => `${uri} ${body}`).sort();
		expect(sent).toEqual([
			'/made-up/cards/00%2F7/movements?dryRun=true {"amount":12.5,"kind":"sale","shop":{"id":"0042"},"extra":{"a":[12.5]}}',
			'/made-up/cards/008/movements?dryRun=true {"amount":1.50,"kind":"sale","shop":{"id":"0042"},"extra":{"a":["1.50"]}}',
		]);
		expect(service.dataCalls[0].headers).toMatchObject({
			'content-type': 'application/json',
			'x-till': '007',
			authorization: expect.stringContaining('Bearer '),
		});
	});

	it('runs whatever the credential describes, since the workflow has all it needs', async () => {
		const service = new MartaStandIn();
		for (const apiDescription of ['', 'GET /other', '{ broken', '/gone.json', 7]) {
			const store = await loggedInStore(service, { apiDescription } as never);
			const result = await runNode({ node: 'marta', parameters: movement({}), store });
			expect(result.error?.message).toBeUndefined();
			expect(service.dataCalls.map(({ uri }) => uri)).toEqual(['/made-up/cards/C-1/movements']);
		}
	});

	it('runs without stored fields, from values alone', async () => {
		const parameters = movement({ 'query[comma]/ids': ['a', '={{ $json.x }}'] });
		(parameters.contractParameters as INodeParameters).schema = [];
		const { sent } = await marta(parameters, { items: [{ x: 'b' }] });
		expect(sent).toEqual([
			{ method: 'POST', uri: '/made-up/cards/C-1/movements?ids=a%2Cb', body: '{"amount":1}' },
		]);
	});

	it('does not send what the user took out of the form', async () => {
		const parameters = movement({ 'body/kind': 'sale' });
		const { schema } = parameters.contractParameters as {
			schema?: Array<{ id: string; removed: boolean }>;
		};
		for (const field of schema ?? []) if (field.id === 'body/kind') field.removed = true;
		expect((await marta(parameters)).sent[0].body).toBe('{"amount":1}');
	});

	it('rejects parameters that are one expression, or have no place in a request', async () => {
		const whole = { ...movement({}), contractParameters: '={{ $json.values }}' };
		expect((await marta(whole)).result.error?.message).toContain(
			"'Values to Send' must not be a single expression.",
		);
		removeStubbedHosts();
		for (const id of ['nowhere', 'query/a"b', 'path']) {
			const parameters = movement({ [id]: 1 });
			(parameters.contractParameters as INodeParameters).schema = [];
			const { result, sent } = await marta(parameters);
			expect(result.error?.message).toContain("'Values to Send' has a value without a place");
			expect(sent).toEqual([]);
			removeStubbedHosts();
		}
	});

	it.each<[string, INodeParameters, string]>([
		['a required value', movement({ 'body/amount': '={{ $json.none }}' }), "'amount' is empty"],
		['a part of the path', movement({ 'path/card': '={{ $json.none }}' }), "'card' is empty"],
		[
			'an allowed value',
			movement({ 'body/kind': '={{ "other" }}' }),
			"'kind' must be one of sale, refund",
		],
		['a number', movement({ 'body/amount': '={{ "much" }}' }), "'amount' must be a number"],
		[
			'yes or no',
			movement({ 'query/dryRun': '={{ "maybe" }}' }),
			"'dryRun' must be one of true, false",
		],
		['text', movement({ 'body/shop/id': '={{ [1] }}' }), "'shop.id' must be text"],
		['JSON', movement({ 'body[json]/extra': '{ a' }), "'extra' is not valid JSON"],
		['a call', contractCall('marta', '={{ "" }}', {}), "'Call' is empty"],
		['a path', contractCall('marta', 'GET made-up', {}), "'Call' is not a method and a path"],
		[
			'a harmless path',
			contractCall('marta', 'POST /auth/refreshToken', {}),
			"'Call' must not be a path for logging in",
		],
		[
			'a harmless path from an expression',
			contractCall('marta', '={{ "POST /x/..;/" + "au" + "th" }}', {}),
			"'Call' must not be a path for logging in",
		],
		[
			'a place for each value',
			withSchema([{ id: 'query/a"]["b', type: 'string' }]),
			"'Values to Send' has a value without a place",
		],
	])(
		'fails by item if it does not get %s, naming the field as the description does',
		async (_, parameters, message) => {
			const stopped = await marta(parameters);
			expect(stopped.result.error?.message).toContain(message);
			expect(stopped.result.error?.context).toMatchObject({ itemIndex: 0 });
			const { result, sent } = await marta(parameters, { onError: 'continueRegularOutput' });
			expect(result.items).toEqual([
				{
					json: {
						error: expect.stringContaining(message) as string,
						details: { reason: 'invalid_input', httpStatus: null, resultCode: null },
					},
					pairedItem: { item: 0 },
				},
			]);
			expect(sent).toEqual([]);
		},
	);

	it.each([
		[MOVEMENT, {}, 1],
		[MOVEMENT, { safeToRepeat: true }, 4],
		['POST /made-up/search read', {}, 4],
		['GET /made-up/cards/{card}', {}, 4],
		['GET /made-up/cards/{card} write', {}, 1],
	])('%s %j is sent up to %i times when the service is busy', async (call, more, times) => {
		const service = new MartaStandIn({
			data: ({ pathname }) =>
				pathname.startsWith('/made-up')
					? { status: 503, json: { error: 'temporarily_unavailable' } }
					: undefined,
		});
		const values = { 'path/card': 'C-1', 'body/amount': 1 };
		const parameters = contractCall('marta', call, values, more);
		const { error } = await inVirtualTime(async () => {
			return await runNode({ node: 'marta', parameters, store: await loggedInStore(service) });
		});
		expect(error).toBeDefined();
		expect(service.dataCalls).toHaveLength(times);
	});
});

describe('A contract call to Saison Connect', () => {
	const history = (values: IDataObject, more: INodeParameters = {}): INodeParameters =>
		contractCall('saisonConnect', 'POST /made-up/points/history read', values, more);

	it('is a signed form, with a simplified answer unless turned off', async () => {
		const service = new SaisonStandIn({
			codes: ['CODE'],
			data: () => ({ json: { result_code: '000', bill_amount: '1200' } }),
		});
		const store = await exchangedStore(service);
		for (const simplify of [true, false]) {
			const values = { 'form/data_flg': '1', 'form/from': '={{ $json.day }}' };
			const result = await runNode({
				node: 'saisonConnect',
				parameters: history(values, { simplify }),
				store,
				items: [{ day: '2026-11-01T00:00:00' }],
			});
			expect(result.error?.message).toBeUndefined();
			expect(result.items[0].json).toMatchObject({ result_code: '000' });
		}
		expect(service.dataCalls.map(({ method, uri, body }) => [method, uri, body])).toEqual([
			['POST', '/made-up/points/history', 'data_flg=1&from=2026-11-01'],
			['POST', '/made-up/points/history', 'data_flg=1&from=2026-11-01'],
		]);
		expect(service.signatureErrors).toEqual([]);
	});

	it('takes the token of the item', async () => {
		const service = new SaisonStandIn({ accessTokens: ['MEMBER'] });
		const options = { memberAccessToken: '={{ $json.token }}' };
		const result = await runNode({
			node: 'saisonConnect',
			parameters: history({ 'form/data_flg': '1' }, { options }),
			store: saisonStore(),
			items: [{ token: 'MEMBER' }],
		});
		expect(result.error?.message).toBeUndefined();
		expect(service.tokensUsed).toEqual(['MEMBER']);
	});

	it.each(['/auth/token', '/AUTH/token/', '/auth/screen/na/authorize'])(
		'does not go to %s',
		async (path) => {
			const service = new SaisonStandIn({ accessTokens: ['MEMBER'] });
			const result = await runNode({
				node: 'saisonConnect',
				parameters: contractCall('saisonConnect', `POST ${path}`, {}),
				store: saisonStore(),
			});
			expect(result.error?.message).toContain('must not be a path for logging in');
			expect(service.host.requests).toEqual([]);
		},
	);
});
