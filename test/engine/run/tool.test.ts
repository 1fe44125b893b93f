import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { loggedInStore, newKey } from '../marta/logged-in';
import { runNode, saisonStore, type EngineRun } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { newClient } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork } from '../stubbed-host';

/** The nodes as an agent's tools: whatever a model says stands in the items. */
isolateNetwork();

const SAID: IDataObject = {
	path: '/auth/payment/change',
	method: 'POST',
	accessToken: 'ANOTHER-MEMBER',
	card: 'C-1',
	resource: 'statement',
	operation: 'get',
	query: 'said',
	x: 'said',
};

/** Ways to a model's words that have no `$fromAI` in their text, or hide it. */
const WAYS = [
	'={{ $json.path }}',
	'={{ $json["path"] }}',
	'={{ $input.item.json.path }}',
	'={{ $input.first().json.path }}',
	'={{ $input.all()[0].json.path }}',
	'={{ $data.path }}',
	'={{ $items()[0].json.path }}',
	'={{ $item(0).$json.path }}',
	'={{ $from\\u0041I("path") }}',
	'={{ $\\u006ason.path }}',
	'={{ [$json][0].path }}',
	'={{ ((j) => j.path)($json) }}',
	"={{ $('Under Test').first().json.path }}",
	"={{ $('').first().json.path }}",
	"={{ $('Start').first().json[$json.x] }}",
	"={{ $('Start' + $json.x).first().json.path }}",
	"={{ $('Start').all()[$json.x].json.path }}",
	'={{ $vars[$json.x] }}',
	'={{ $vars.x || $json.path }}',
	'={{ $vars.path }}{{ $json.path }}',
	'=/v1/{{ $json.x }}',
	'={{ `${$json.path}` }}',
	'={{ $evaluateExpression("{{ $json.path }}") }}',
	'={{ $parameter.other }}',
	'={{ $fromAI($json.x) }}',
	"={{ $fromAI('path', $json.x) }}",
	"={{ $fromAI('path') + $json.x }}",
];

async function saison(
	parameters: INodeParameters,
	asTool = true,
): Promise<{ result: EngineRun; service: SaisonStandIn }> {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const result = await runNode({
		node: 'saisonConnect',
		parameters: { resource: 'statement', operation: 'get', path: '/auth/bill', ...parameters },
		store: saisonStore({ clientId: newClient(), authorizationCode: 'CODE' }),
		items: [SAID],
		asTool,
	});
	return { result, service };
}

interface MartaRun {
	said: IDataObject;
	isBusy: boolean;
	onError: INode['onError'];
}

async function marta(
	parameters: INodeParameters,
	{ said = SAID, isBusy = false, ...run }: Partial<MartaRun> = {},
): Promise<{ result: EngineRun; service: MartaStandIn }> {
	let isReady = false;
	const service = new MartaStandIn({
		data: () => (isReady && isBusy ? { status: 503, json: {} } : undefined),
	});
	const store = await loggedInStore(service, { apiKey: newKey() });
	isReady = true;
	const result = await runNode({
		node: 'marta',
		parameters: { resource: 'apiRequest', operation: 'send', path: '/any', ...parameters },
		store,
		items: [said],
		asTool: true,
		...run,
	});
	return { result, service };
}

/** What the model reads: a tool returns its error instead of throwing it. */
function errorOf({ items, error }: EngineRun): string | undefined {
	expect(error).toBeUndefined();
	return items[0].json.error as string | undefined;
}

const REJECTED = /could influence|must not be filled in/;
const pairs = (value: string, name = 'a'): INodeParameters => ({ parameter: [{ name, value }] });

describe('As a tool, nothing that a model could influence decides', () => {
	it.each(WAYS)('the path of a signed call: %s', async (path) => {
		const { result, service } = await saison({ path });
		expect(errorOf(result)).toMatch(REJECTED);
		expect(service.host.requests).toEqual([]);
	});

	it.each<[string, INodeParameters]>([
		['the member', { options: { memberAccessToken: '={{ $json.accessToken }}' } }],
		['a value, unless by $fromAI', { bodyParameters: pairs('={{ $json.x }}') }],
		['the name of a value', { bodyParameters: pairs('1', "={{ $fromAI('x') }}") }],
		[
			'whether a write is retried',
			{ resource: 'apiRequest', operation: 'send', safeToRepeat: '={{ $json.x }}' },
		],
		[
			'what is written',
			{ resource: 'apiRequest', operation: 'send', bodyParameters: pairs("={{ $fromAI('x') }}") },
		],
	])('%s, of Saison Connect', async (_what, parameters) => {
		const { result, service } = await saison(parameters);
		expect(errorOf(result)).toMatch(REJECTED);
		expect(service.host.requests).toEqual([]);
	});

	it.each<[string, INodeParameters]>([
		['the method', { method: '={{ $json.method }}' }],
		['the method, by $fromAI', { method: "={{ $fromAI('method') }}" }],
		['the path', { path: '={{ $json.path }}' }],
		['the path, by $fromAI', { path: "=/card/{{ $fromAI('x') }}" }],
		['a header', { headerParameters: pairs("={{ $fromAI('x') }}") }],
		['whether a write is retried', { method: 'POST', safeToRepeat: "={{ $fromAI('x') }}" }],
		['the body, unless by $fromAI', { method: 'POST', jsonBody: '={{ $json }}' }],
		['the session', { options: { sessionToken: '={{ $json.accessToken }}' } }],
		[
			'whose password is tried',
			{ resource: 'customer', operation: 'logIn', username: "={{ $fromAI('x') }}", password: 'p' },
		],
	])('%s, of MARTA', async (_what, parameters) => {
		const { result, service } = await marta(parameters);
		expect(errorOf(result)).toMatch(REJECTED);
		expect(service.dataCalls).toEqual([]);
	});
});

test.each<INodeParameters>([
	{ path: "={{ $('Start').item.json.path }}" },
	{ options: { memberAccessToken: "={{ $('Start').item.json.accessToken }}" } },
])(
	'As a tool, .item is rejected, since n8n may take the first one for it: %j',
	async (parameters) => {
		const { result, service } = await saison(parameters);
		expect(errorOf(result)).toMatch(/ uses \.item, .* Use \$\('Node Name'\)\.first\(\)/);
		expect(service.host.requests).toEqual([]);
	},
);

it.each([
	{ resource: '={{ $json.x }}' },
	{ operation: '={{ $json.x || "get" }}' },
	// The one expression that n8n evaluates there.
	{ resource: "={{ $fromAI('resource') }}", operation: "={{ $fromAI('operation') }}" },
	{ operation: "={{ $fromAI('operation') }}" },
])('As a tool, no expression chooses the operation: %j', async (parameters) => {
	// n8n shows the fields of every operation then, and wants the required ones.
	const required = {
		code: 'C',
		refreshToken: 'R',
		contractOperation: { mode: 'list', value: 'C' },
	};
	const { result, service } = await saison({ ...parameters, ...required });
	expect(errorOf(result)).toBeDefined();
	expect(service.host.requests).toEqual([]);
});

describe('As a tool, what the author of the workflow chose is sent', () => {
	it.each([
		['/auth/bill', '/auth/bill'],
		["={{ $('Start').first().json.path }}", SAID.path],
		["=/v1{{ $('Start').last().json['path'] }}", `/v1${String(SAID.path)}`],
		["={{ $('Start').all()[0].json.path }}", SAID.path],
	])('path %s', async (path, sent) => {
		const { result, service } = await saison({ path });
		expect(errorOf(result)).toBeUndefined();
		expect(service.dataCalls[0].uri).toBe(sent);
	});

	it.each([
		"={{ $fromAI('x') }}",
		"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('x', `What to ask for, e.g. it's \"5\"`, 'string') }}",
	])('with a value that the model fills in: %s', async (value) => {
		const { result, service } = await saison({ bodyParameters: pairs(value) });
		expect(errorOf(result)).toBeUndefined();
		expect(service.dataCalls[0].body).toBe('a=said');
	});

	it('and a model fills in values of a write of MARTA where the author put them', async () => {
		const jsonBody = `={ "card": "C-7", "note": "{{ $fromAI('x') }}" }`;
		const { result, service } = await marta({ method: 'POST', jsonBody });
		expect(errorOf(result)).toBeUndefined();
		expect(service.dataCalls[0].body).toBe('{ "card": "C-7", "note": "said" }');
	});

	it.each(['", "card": "C-8', '", "card": "C-8" , "y":"', 'a"}, {"b":"', '\\', '\\", "card": "'])(
		'but it cannot write more than a value: %s',
		async (x) => {
			const jsonBody = `={ "card": "C-7", "note": "{{ $fromAI('x') }}" }`;
			const { result, service } = await marta({ method: 'POST', jsonBody }, { said: { x } });
			expect(errorOf(result)).toMatch(/'JSON Body'/);
			expect(service.dataCalls).toEqual([]);
		},
	);

	it('nor put a value of its own in place of a fixed one, with two that it fills in', async () => {
		const jsonBody = `=["{{ $fromAI('x') }}", 10, "{{ $fromAI('y') }}"]`;
		const said = { x: '\\', y: ', 9999, "' };
		const { result, service } = await marta({ method: 'POST', jsonBody }, { said });
		expect(errorOf(result)).toMatch(/'JSON Body'/);
		expect(service.dataCalls).toEqual([]);
	});
});

test('outside tool runs $json stays free, and $fromAI stays rejected where no model may choose', async () => {
	const plain = await saison({ path: '={{ $json.path }}' }, false);
	expect(plain.service.dataCalls[0].uri).toBe(SAID.path);
	const fromModel = await saison({ path: "={{ $fromAI('path') }}" }, false);
	expect(fromModel.result.error?.message).toMatch(REJECTED);
	expect(fromModel.service.host.requests).toEqual([]);
});

describe('What a model reads when a tool fails', () => {
	it('is whole in the message, with what to do next', async () => {
		const { result } = await saison({ path: '={{ $json.path }}' });
		expect(errorOf(result)).toMatch(/^'Path' has an expression .* Enter a fixed value, /);
	});

	it('begins with what must not be done again', async () => {
		const { result } = await marta({ method: 'POST' }, { isBusy: true });
		expect(errorOf(result)).toMatch(/^The request may have been processed: check before/);
		expect(errorOf(result)?.match(/may have been processed/g)).toHaveLength(1);
	});

	it('is the message of the error where the author made the tool stop the workflow', async () => {
		const { result } = await marta({ method: 'POST' }, { isBusy: true, onError: 'stopWorkflow' });
		expect(result.error?.message).toMatch(/^The request may have been processed: check before/);
		expect(result.items).toEqual([]);
	});
});
