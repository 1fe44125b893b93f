import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { runNode } from '../harness';
import { exchangedStore } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { removeStubbedHosts, isolateNetwork, type RecordedRequest } from '../stubbed-host';

isolateNetwork();

/** What an item may have where a value should be. */
const NOTHING: IDataObject[] = [{}, { x: null }, { x: '' }];

type Node = 'saisonConnect' | 'marta';

/** Runs items one by one, so that what was sent is known for each. */
async function run(node: Node, parameters: INodeParameters, item: IDataObject) {
	const service = node === 'marta' ? new MartaStandIn() : new SaisonStandIn({ codes: ['CODE'] });
	const store = await (service instanceof MartaStandIn
		? loggedInStore(service)
		: exchangedStore(service));
	service.host.requests.length = 0;
	const onError = 'continueRegularOutput';
	const { items } = await runNode({ node, parameters, store, items: [item], onError });
	const sent: RecordedRequest[] = [...service.host.requests];
	removeStubbedHosts();
	return { json: items[0].json, sent };
}

async function expectRejected(
	node: Node,
	parameters: INodeParameters,
	item: IDataObject,
	field: string,
): Promise<void> {
	const { json, sent } = await run(node, parameters, item);
	expect(json).toMatchObject({
		error: expect.stringContaining(`'${field}'`),
		details: { reason: 'invalid_input' },
	});
	expect(sent).toEqual([]);
}

const getUrl = { resource: 'authorization', operation: 'getAuthorizeUrl' };
const createState = { resource: 'authorization', operation: 'createState' };
const contract = { resource: 'statement', operation: 'get', path: '/v1/statement' };
const signed = { resource: 'apiRequest', operation: 'send', path: '/v1/any' };
const request = { resource: 'apiRequest', operation: 'send', method: 'DELETE', path: '/any' };
const check = { resource: 'card', operation: 'check' };
const rows = (name: string, value: string): INodeParameters => ({ parameter: [{ name, value }] });

test.each<[Node, string, INodeParameters]>([
	[
		'marta',
		'Campaign ID',
		{ resource: 'campaign', operation: 'get', campaignId: '={{ $json.x }}' },
	],
	['marta', 'Value', { ...check, value: '={{ $json.x }}' }],
	['marta', 'Value', { ...check, lookupBy: 'mobile', value: '=+39{{ $json.x }}' }],
	['marta', 'Value', { ...check, value: '={{ $json.good }}-{{ $json.x }}' }],
	['marta', 'Path', { ...request, path: '={{ $json.x }}' }],
	['marta', 'Path', { ...request, path: '=/customer/{{ $json.x }}' }],
	['marta', 'Path', { ...request, path: '=/customer/{{ $json.x }}/card' }],
	['marta', 'Path', { ...request, path: '=/customer/{{ $json.good }}{{ $json.x }}' }],
	['marta', 'Path', { ...request, path: '=/customer/{{ $json.good }}?id={{ $json.x }}' }],
	['marta', 'Path', { ...request, path: "={{ '/customer/' + ($json.x ?? '') }}" }],
	['marta', 'Path', { ...request, path: "={{ '/customer/' + ($json.x ?? '') + '/card' }}" }],
	['marta', 'Path', { ...request, path: "={{ '/customer?id=' + ($json.x ?? '') }}" }],
	['marta', 'Path', { ...request, path: "={{ '/customer/' + encodeURIComponent(' ') }}" }],
	['marta', 'Query Parameters', { ...request, queryParameters: rows('id', '={{ $json.x }}') }],
	['marta', 'Query Parameters', { ...request, queryParameters: rows('={{ $json.x }}', '1') }],
	['marta', 'Query Parameters', { ...request, queryParameters: rows('id', '=C-{{ $json.x }}') }],
	['marta', 'Query Parameters', { ...request, queryParameters: { parameter: '={{ $json.x }}' } }],
	['marta', 'Headers', { ...request, headerParameters: rows('x-store', '={{ $json.x }}') }],
	['marta', 'JSON Body', { ...request, jsonBody: '={{ $json.x }}' }],
	['marta', 'Session Token', { ...check, value: 'C', options: { sessionToken: '={{ $json.x }}' } }],
	['saisonConnect', 'Start URL', { ...getUrl, startUrl: '={{ $json.x }}' }],
	['saisonConnect', 'Member Reference', { ...getUrl, memberReference: '={{ $json.x }}' }],
	['saisonConnect', 'Member Reference', { ...createState, memberReference: '={{ $json.x }}' }],
	['saisonConnect', 'Member Reference', { ...createState, memberReference: '=M-{{ $json.x }}' }],
	['saisonConnect', 'Member Service', { ...getUrl, memberService: '={{ $json.x }}' }],
	['saisonConnect', 'Path', { ...contract, path: '=/v1/statement/{{ $json.x }}' }],
	[
		'saisonConnect',
		'Body Parameters',
		{ ...contract, bodyParameters: rows('m', '={{ $json.x }}') },
	],
	[
		'saisonConnect',
		'Query Parameters',
		{ ...signed, queryParameters: rows('m', '={{ $json.x }}') },
	],
	['saisonConnect', 'Headers', { ...signed, headerParameters: rows('x-m', '={{ $json.x }}') }],
	[
		'saisonConnect',
		'Member Access Token',
		{ ...contract, options: { memberAccessToken: '={{ $json.x }}' } },
	],
])('%s: %s that evaluates to nothing is rejected: %j', async (node, field, parameters) => {
	for (const item of NOTHING) {
		await expectRejected(node, parameters, { ...item, good: 'good' }, field);
	}
});

test.each<[string, INodeParameters]>([
	['Attributes', { attributes: '={{ $json.x }}', additionalAttributes: 'a' }],
	['Attributes', { attributes: ['={{ $json.x }}', 'sex'] }],
])('%s that evaluate to nothing do not ask for others: %j', async (field, parameters) => {
	const attributes = { resource: 'member', operation: 'getAttributes', ...parameters };
	for (const item of NOTHING) await expectRejected('saisonConnect', attributes, item, field);
});

test.each<[string, INodeParameters, IDataObject]>([
	['Value', { ...check, value: '=C-{{ String($json.x) }}' }, {}],
	['Value', { ...check, value: '=C-{{ $json.x }}' }, { x: {} }],
	['Value', { ...check, value: '=C-{{ $json.x }}' }, { x: 'undefined' }],
	['Value', { ...check, value: '=C-{{ $json.x }}' }, { x: ' ' }],
	['Value', { ...check, value: '=C-{{ $json.x }}' }, { x: '\u200b' }],
	['Path', { ...request, path: '=/customer/c-{{ String($json.x) }}' }, {}],
	['Path', { ...request, path: '=/customer/c-{{ $json.x }}/card' }, { x: '\ufeff' }],
	[
		'Query Parameters',
		{
			...request,
			queryParameters: rows('from', '={{ DateTime.fromISO($json.x).toFormat("yyyy") }}'),
		},
		{},
	],
	['Query Parameters', { ...request, queryParameters: rows('n', '=n{{ 1 / $json.x }}') }, { x: 0 }],
	['JSON Body', { ...request, jsonBody: '={"card":"{{ String($json.x) }}"}' }, {}],
	['JSON Body', { ...request, jsonBody: '={"card":"C-{{ $json.x }}"}' }, { x: {} }],
])(
	'%s that prints a missing value within a text is rejected: %j %j',
	async (field, parameters, item) => {
		await expectRejected('marta', parameters, item, field);
	},
);

test.each<[string, INodeParameters]>([
	['Path', { ...request, path: '=/customer/{{ String($json.x) }}' }],
	['Path', { ...request, path: '={{ `/customer/${$json.x}` }}' }],
	['Path', { ...request, path: "={{ '/customer/c-' + $json.x + '/card' }}" }],
	['Path', { ...request, path: "={{ '/customer?id=' + $json.x }}" }],
	['Value', { ...check, value: '={{ String($json.x) }}' }],
	['Value', { ...check, lookupBy: 'mobile', value: "={{ '+39' + $json.x }}" }],
	['Query Parameters', { ...request, queryParameters: rows('id', '={{ `${$json.x}` }}') }],
	['Query Parameters', { ...request, queryParameters: rows('id', '={{ String($json.x) }}') }],
])('%s that a missing value turns into a word is rejected: %j', async (field, parameters) => {
	for (const item of [{}, { x: null }]) await expectRejected('marta', parameters, item, field);
});

test('a JSON body with a gap is rejected, one with a value that is empty is not', async () => {
	const template = '={"card":"{{ $json.x }}","points":{{ $json.points }}}';
	const body = (jsonBody: string): INodeParameters => ({ ...request, jsonBody });
	for (const item of [{ points: 1 }, { points: 1, x: null }, { x: 'C' }]) {
		await expectRejected('marta', body(template), item, 'JSON Body');
	}
	const { sent } = await run('marta', body(template), { x: '', points: 0 });
	expect(sent[0].body).toBe('{"card":"","points":0}');
});

test.each<[Node, INodeParameters, string]>([
	['marta', { resource: 'campaign', operation: 'get', campaignId: '' }, '/terminal/campaign/16273'],
	[
		'marta',
		{ resource: 'campaign', operation: 'get', campaignId: '=' },
		'/terminal/campaign/16273',
	],
	['marta', { ...request, path: '/customers/' }, '/customers/'],
	['marta', { ...request, path: '=/customers/{{ $json.x }}/' }, '/customers/7/'],
	['marta', { ...request, path: '={{ "/customers" }}/?all=' }, '/customers/?all='],
	['marta', { ...request, queryParameters: rows('all', '') }, '/any?all='],
	['marta', { ...request, queryParameters: rows('', '') }, '/any'],
	['marta', { ...request, queryParameters: rows('word', '={{ $json.word }}') }, '/any?word=null'],
	['marta', { ...request, jsonBody: '' }, '/any'],
	['saisonConnect', { ...signed, bodyParameters: rows('a', '') }, '/v1/any'],
])('%s: what is empty but fixed keeps its meaning: %j', async (node, parameters, uri) => {
	const { json, sent } = await run(node, parameters, { x: 7, word: 'null' });
	expect(json.error).toBeUndefined();
	expect(sent.map((request) => request.uri)).toEqual([uri]);
});

test('without a start URL the link is direct, without a reference it has none', async () => {
	const { json } = await run('saisonConnect', { ...getUrl, startUrl: '', memberReference: '' }, {});
	expect(String(json.url)).toContain('/authorize?');
});
