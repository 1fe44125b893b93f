import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode, saisonStore, type EngineRun } from '../harness';
import { loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { SaisonStandIn } from '../saison-stand-in';
import { removeStubbedHosts, isolateNetwork } from '../stubbed-host';
import { contractCall } from './made-up-calls';

/** Contract calls as an agent's tool: whatever a model says stands in the items. */
isolateNetwork();

const SAID: IDataObject = { x: 'said', call: 'POST /made-up/payment/change', path: '/auth' };
const FROM_MODEL = "={{ $fromAI('x') }}";
const REJECTED = /could influence|must not be filled in|must not be a single expression/;

/** What the model reads: a tool returns its error instead of throwing it. */
function errorOf({ items, error }: EngineRun): string | undefined {
	expect(error).toBeUndefined();
	return items[0].json.error as string | undefined;
}

async function marta(parameters: INodeParameters, said = SAID) {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const result = await runNode({ node: 'marta', parameters, store, items: [said], asTool: true });
	removeStubbedHosts();
	return { error: errorOf(result), calls: service.dataCalls };
}

async function saison(parameters: INodeParameters) {
	const service = new SaisonStandIn({ accessTokens: ['MEMBER'] });
	const result = await runNode({
		node: 'saisonConnect',
		parameters: { ...parameters, options: { memberAccessToken: 'MEMBER' } },
		store: saisonStore(),
		items: [SAID],
		asTool: true,
	});
	removeStubbedHosts();
	return { error: errorOf(result), calls: service.dataCalls };
}

const SEARCH = 'POST /made-up/search read';
const MOVEMENT = 'POST /made-up/cards/{card}/movements';
const MOVED = { 'path/card': 'C-1', 'body/amount': 1 };
const HISTORY = 'POST /made-up/points/history read';
const CHANGE = 'POST /made-up/payment/change';

describe('As a tool, a model fills in parameters by $fromAI', () => {
	it('of calls to MARTA', async () => {
		const read = await marta(contractCall('marta', SEARCH, { 'body/name': FROM_MODEL }));
		expect(read.calls.map(({ body }) => body)).toEqual(['{"name":"said"}']);
		const values = { 'path/card': FROM_MODEL, 'body/amount': 1, 'body/shop/id': FROM_MODEL };
		const write = await marta(contractCall('marta', MOVEMENT, values));
		expect(write.calls.map(({ uri, body }) => [uri, body])).toEqual([
			['/made-up/cards/said/movements', '{"amount":1,"shop":{"id":"said"}}'],
		]);
	});

	it('of calls to Saison Connect that only read', async () => {
		const values = { 'form/data_flg': '1', 'form/from': "={{ $fromAI('x') }}1" };
		const { error, calls } = await saison(contractCall('saisonConnect', HISTORY, values));
		expect(error).toBeUndefined();
		expect(calls.map(({ body }) => body)).toEqual(['data_flg=1&from=said1']);
		const safe = contractCall('saisonConnect', CHANGE, { 'form/plan': FROM_MODEL });
		expect((await saison({ ...safe, safeToRepeat: true })).calls).toHaveLength(1);
	});

	it('but no more of a JSON value than the author left open', async () => {
		const values = {
			'path/card': 'C-1',
			'body/amount': 1,
			'body[json]/extra': `={ "note": "{{ $fromAI('x') }}" }`,
		};
		const parameters = contractCall('marta', MOVEMENT, values);
		expect((await marta(parameters)).calls.map(({ body }) => body)).toEqual([
			'{"amount":1,"extra":{ "note": "said" }}',
		]);
		const { error, calls } = await marta(parameters, { x: '", "points": "9' });
		expect(error).toContain("'extra' has a value that would change its structure.");
		expect(calls).toEqual([]);
	});
});

describe('As a tool, nothing that a model could influence decides', () => {
	const chosen = (call: string): INodeParameters => contractCall('marta', call, {});

	it.each<[string, INodeParameters]>([
		['the call', chosen('={{ $json.call }}')],
		['the call, by $fromAI', chosen("={{ $fromAI('x') }}")],
		['a part of the call', chosen("=POST /{{ $fromAI('path') }}")],
		['all parameters', { ...chosen(SEARCH), contractParameters: '={{ $json.x }}' }],
		['all parameters, by $fromAI', { ...chosen(SEARCH), contractParameters: FROM_MODEL }],
		[
			'a parameter, unless by $fromAI',
			contractCall('marta', SEARCH, { 'body/name': '={{ $json.x }}' }),
		],
		['a header', contractCall('marta', MOVEMENT, { ...MOVED, 'header/X-Till': FROM_MODEL })],
		[
			'whether a write is repeated',
			contractCall('marta', MOVEMENT, MOVED, { safeToRepeat: '={{ $json.x }}' }),
		],
	])('%s, of MARTA', async (_, parameters) => {
		const { error, calls } = await marta(parameters);
		expect(error).toMatch(REJECTED);
		expect(calls).toEqual([]);
	});

	it.each<[string, INodeParameters]>([
		['what is written', contractCall('saisonConnect', CHANGE, { 'form/plan': FROM_MODEL })],
		[
			'what is sent by a call that is not known to read',
			contractCall('saisonConnect', "={{ $('Start').first().json.call }}", {
				'form/plan': FROM_MODEL,
			}),
		],
		[
			'what is sent by a call that is declared to write',
			contractCall(
				'saisonConnect',
				`${CHANGE} write`,
				{ 'form/plan': FROM_MODEL },
				{ safeToRepeat: true },
			),
		],
	])('%s, of Saison Connect', async (_, parameters) => {
		const { error, calls } = await saison(parameters);
		expect(error).toMatch(REJECTED);
		expect(calls).toEqual([]);
	});
});
