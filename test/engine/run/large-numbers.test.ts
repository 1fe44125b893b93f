import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { runNode } from '../harness';
import { removeStubbedHosts, isolateNetwork } from '../stubbed-host';

isolateNetwork();

/** As n8n reads it from JSON: the last digits are gone before the node runs. */
const LARGE = JSON.parse('2990000000000123456') as number;

async function run(parameters: INodeParameters, item: IDataObject) {
	const service = new MartaStandIn({ tokens: ['2990000000000123456'] });
	const store = await loggedInStore(service);
	const onError = 'continueRegularOutput';
	const { items } = await runNode({ node: 'marta', parameters, store, items: [item], onError });
	const sent = [...service.dataCalls];
	removeStubbedHosts();
	return { error: items[0].json.error as string | undefined, sent };
}

const check = { resource: 'card', operation: 'check' };
const send = { resource: 'apiRequest', operation: 'send', method: 'POST', path: '/any' };
const rows = (value: string): INodeParameters => ({ parameter: [{ name: 'card', value }] });

test.each<[string, INodeParameters]>([
	['Value', { ...check, value: '={{ $json.card }}' }],
	['Value', { ...check, value: '=C{{ $json.card }}' }],
	['Campaign ID', { resource: 'campaign', operation: 'get', campaignId: '={{ $json.card }}' }],
	[
		'Username',
		{ resource: 'customer', operation: 'logIn', username: '={{ $json.card }}', password: 'p' },
	],
	[
		'Password',
		{ resource: 'customer', operation: 'logIn', username: 'u', password: '={{ $json.card }}' },
	],
	['Path', { ...send, path: '=/card/{{ $json.card }}' }],
	['Path', { ...send, path: '=/card/{{ $json.card }}/{{ $json.text }}' }],
	['Query Parameters', { ...send, queryParameters: rows('={{ $json.card }}') }],
	['Query Parameters', { ...send, queryParameters: rows('=C{{ $json.card }}') }],
	['Headers', { ...send, headerParameters: rows('={{ $json.card }}') }],
	['Session Token', { ...check, value: 'C', options: { sessionToken: '={{ $json.card }}' } }],
	['JSON Body', { ...send, jsonBody: '={{ { cardid: $json.card } }}' }],
	['JSON Body', { ...send, jsonBody: '={{ $json }}' }],
	['JSON Body', { ...send, jsonBody: '={{ JSON.stringify($json) }}' }],
	['JSON Body', { ...send, jsonBody: '={"cardid":{{ $json.card }}}' }],
	['JSON Body', { ...send, jsonBody: '={"cardid":"{{ $json.card }}"}' }],
])('%s is rejected with a number that has lost digits: %j', async (field, parameters) => {
	for (const card of [LARGE, -LARGE, 2 ** 53, 1e22]) {
		const { error, sent } = await run(parameters, { card, text: 'x' });
		expect(error).toMatch(new RegExp(`'${field}' contains a number with too many digits`));
		expect(error).toContain('Keep it as text');
		expect(sent).toEqual([]);
	}
});

test.each<[INodeParameters, string]>([
	[{ ...check, value: '={{ $json.card }}' }, '/customer/checkcard?card=2990000000000123456'],
	[{ ...check, value: '=C{{ $json.card }}' }, '/customer/checkcard?card=C2990000000000123456'],
	[{ ...send, path: '=/card/{{ $json.card }}' }, '/card/2990000000000123456'],
	[
		{ ...send, path: '=/card/{{ $json.card }}/{{ $json.number }}' },
		`/card/2990000000000123456/${2 ** 53 - 1}`,
	],
	[{ ...send, queryParameters: rows('={{ $json.card }}') }, '/any?card=2990000000000123456'],
	[{ ...send, queryParameters: rows('={{ $json.number }}') }, `/any?card=${2 ** 53 - 1}`],
	[
		{ ...check, value: 'C', options: { sessionToken: '={{ $json.card }}' } },
		'/customer/checkcard?card=C',
	],
])('text keeps its digits, however many: %j', async (parameters, uri) => {
	const { error, sent } = await run(parameters, {
		card: '2990000000000123456',
		number: 2 ** 53 - 1,
	});
	expect(error).toBeUndefined();
	expect(sent.map((request) => request.uri)).toEqual([uri]);
});

test.each([
	[
		'typed',
		'{"cardid":7615917337495251231,"rate":1.10}',
		'{"cardid":7615917337495251231,"rate":1.10}',
	],
	// 2 ** 62: what JavaScript prints for it has other digits.
	['typed, and a power of two', '{"cardid":4611686018427387904}', '{"cardid":4611686018427387904}'],
	['typed, and round', '{"cardid":2990000000000123400}', '{"cardid":2990000000000123400}'],
	[
		'typed beside an expression',
		'={"cardid":2990000000000123400,"n":{{ $json.n }}}',
		'{"cardid":2990000000000123400,"n":7}',
	],
	['from an item as text', '={{ $json.body }}', '{"cardid":7615917337495251231}'],
	[
		'from an item as text inside a text',
		'={"cardid":{{ $json.card }}}',
		'{"cardid":7615917337495251231}',
	],
])('a JSON body %s keeps the digits of its numbers', async (_what, jsonBody, body) => {
	const item = { body: '{"cardid":7615917337495251231}', card: '7615917337495251231', n: 7 };
	const { error, sent } = await run({ ...send, jsonBody }, item);
	expect(error).toBeUndefined();
	expect(sent.map((request) => request.body)).toEqual([body]);
});
