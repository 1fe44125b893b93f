import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	expectFramed,
	expectNoPollution,
	expectRejected,
	expectSigned,
	MEMBER,
	runItems,
} from './run-items';
import { headersOf, RawServer } from './raw-server';

let server: RawServer;
beforeAll(async () => {
	server = await RawServer.start(() => ({ status: 200, json: { result_code: '000', token: 'T' } }));
});
afterEach(expectNoPollution);
afterAll(async () => await server.stop());

const LONG = 'abcdefghij'.repeat(100_000);
const TOKEN = `SECRETSECRET${LONG}`;

const saisonSend = (more: INodeParameters): INodeParameters => ({
	resource: 'apiRequest',
	operation: 'send',
	path: '/v1/any',
	...more,
});
const oneRow = { parameter: [{ name: 'a', value: '={{ $json.value }}' }] };
const item = '={{ $json.value }}';

describe('A value of a million characters is sent whole', () => {
	test.each<[string, INodeParameters, string, string, string]>([
		['path', { path: item, method: 'GET' }, `/${LONG}`, `/${LONG}`, ''],
		['query', { queryParameters: oneRow, method: 'GET' }, LONG, `/v1/any?a=${LONG}`, ''],
		['body parameter', { bodyParameters: oneRow }, LONG, '/v1/any', `a=${LONG}`],
		[
			'body parameter with characters to encode',
			{ bodyParameters: oneRow },
			'値'.repeat(300_000),
			'/v1/any',
			`a=${'%E5%80%A4'.repeat(300_000)}`,
		],
		['token', { options: { memberAccessToken: item } }, LONG, '/v1/any', ''],
	])('to Saison Connect: %s', async (what, parameters, value, target, body) => {
		const [{ request, error }] = await runItems(server, {
			node: 'saisonConnect',
			items: [{ value }],
			parameters: saisonSend(parameters),
		});
		expect(error).toBeUndefined();
		// Not toBe: a difference would be printed whole.
		expect([request?.target === target, request?.body.toString() === body]).toEqual([true, true]);
		if (request) expectFramed(request);
		if (what !== 'token' && request) expectSigned(server, request, MEMBER);
		if (what === 'token' && request) {
			expect(headersOf(request, 'authorization')[0].startsWith(`MAC id="${LONG}" ts=`)).toBe(true);
		}
	});

	const json = JSON.stringify({ text: LONG, list: Array(50_000).fill(1) });
	test.each<[string, INodeParameters, string, string, string]>([
		[
			'JSON body',
			{ resource: 'apiRequest', operation: 'send', method: 'POST', path: '/x', jsonBody: item },
			json,
			'/x',
			json,
		],
		[
			'card',
			{ resource: 'card', operation: 'check', value: item },
			LONG,
			`/customer/checkcard?card=${LONG}`,
			'',
		],
		[
			'campaign',
			{ resource: 'campaign', operation: 'get', campaignId: item },
			LONG,
			`/terminal/campaign/${LONG}`,
			'',
		],
		[
			'password',
			{ resource: 'customer', operation: 'logIn', username: 'u', password: item },
			LONG,
			'/auth',
			`{"username":"u","password":"${LONG}","campaignid":"16273","devicetype":"1","scope":"customer"}`,
		],
	])('to MARTA: %s', async (_what, parameters, value, target, body) => {
		const [{ request, error }] = await runItems(server, {
			node: 'marta',
			items: [{ value }],
			parameters,
		});
		expect(error).toBeUndefined();
		expect([request?.target === target, request?.body.toString() === body]).toEqual([true, true]);
		if (request) expectFramed(request);
	});
});

describe('A value of a million characters is rejected in a short text that does not contain it', () => {
	const headers = { parameter: [{ name: item, value: 'x' }] };
	const header = { parameter: [{ name: 'x-a', value: item }] };
	test.each<[string, 'saisonConnect' | 'marta', INodeParameters, string, string]>([
		['path', 'saisonConnect', { path: item }, `/${TOKEN} x`, 'Path'],
		['path of slashes', 'saisonConnect', { path: item }, `/a${'/'.repeat(1e6)}../`, 'Path'],
		['path of dots', 'saisonConnect', { path: item }, `/${'./'.repeat(5e5)}`, 'Path'],
		['path of escapes', 'saisonConnect', { path: item }, `/${'%2e'.repeat(3e5)}/%2e`, 'Path'],
		['path of another host', 'saisonConnect', { path: item }, `https://${TOKEN}/`, 'Path'],
		[
			'an incomplete character',
			'saisonConnect',
			{ bodyParameters: oneRow },
			`${TOKEN}\ud83d`,
			'Body Parameters',
		],
		['header name', 'saisonConnect', { headerParameters: headers }, `${LONG}:`, 'Headers'],
		['header value', 'saisonConnect', { headerParameters: header }, `${TOKEN}\n`, 'Headers'],
		[
			'member token',
			'saisonConnect',
			{ options: { memberAccessToken: item } },
			`${TOKEN}"`,
			'Member Access Token',
		],
		['session token', 'marta', { options: { sessionToken: item } }, `${TOKEN}\n`, 'Session Token'],
		['JSON body', 'marta', { method: 'POST', jsonBody: item }, `{"a":"${TOKEN}"`, 'JSON Body'],
		['deep JSON', 'marta', { method: 'POST', jsonBody: item }, '['.repeat(1e6), 'JSON Body'],
	])('%s', async (_what, node, parameters, value, field) => {
		const [outcome] = await runItems(server, {
			node,
			items: [{ value } as IDataObject],
			parameters: saisonSend(parameters),
		});
		expectRejected(outcome, field);
		expect(outcome.error).not.toMatch(/SECRET/);
	});
});
