import type { INodeParameters } from 'n8n-workflow';
import { runNode, saisonStore, type EngineRun } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork, type RecordedRequest } from '../stubbed-host';
import { newClient } from './bound-data';

isolateNetwork();

async function run(
	parameters: INodeParameters,
	service = new SaisonStandIn({ codes: ['CODE'] }),
): Promise<{ request: RecordedRequest; result: EngineRun; service: SaisonStandIn }> {
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	const result = await runNode({ node: 'saisonConnect', parameters, store });
	expect(service.signatureErrors).toEqual([]);
	return { request: service.dataCalls[0], result, service };
}

const member = { resource: 'member', operation: 'getAttributes' };

test('Get Attributes asks for the five known attributes when nothing is changed', async () => {
	const { request, result } = await run(member);
	expect(result.error?.message).toBeUndefined();
	expect(`${request.method} ${request.uri}`).toBe('POST /auth/account/profile');
	expect(request.body).toBe(
		'data_flg=1&info_key=card_meisho_sousho%2Cbirthday%2Csex%2Csex_name%2Cadd_cdA',
	);
	expect(request.headers).toMatchObject({
		'content-type': 'application/x-www-form-urlencoded',
		'x-api-version': '1',
		accept: 'application/json',
		host: 'apit.saisoncard.co.jp',
	});
});

test('Get Attributes sends chosen and additional attributes, each once, in their order', async () => {
	const { request } = await run({
		...member,
		attributes: ['sex', 'birthday'],
		additionalAttributes: ' add_cdB, sex ,,add_cdC,add_cdB ',
		dataFlag: 2,
	});
	expect(request.form.get('info_key')).toBe('sex,birthday,add_cdB,add_cdC');
	expect(request.form.get('data_flg')).toBe('2');
});

test('Get Attributes returns the response unchanged, although it contains money fields', async () => {
	const response = {
		result_code: '000',
		shopping_limit: '500000',
		info_data: { name: '佐藤　花子' },
	};
	const service = new SaisonStandIn({ codes: ['CODE'], data: () => ({ json: response }) });
	const { result } = await run(member, service);
	expect(result.items).toEqual([{ json: response, pairedItem: { item: 0 } }]);
});

describe.each([
	['statement', 'get'],
	['creditLine', 'get'],
	['wallet', 'getBalance'],
])('%s: %s', (resource, operation) => {
	const parameters: INodeParameters = {
		resource,
		operation,
		path: '/contract/path/v1',
		bodyParameters: {
			parameter: [
				{ name: 'month', value: '2026 01' },
				{ name: 'member kind', value: 'ネット&=+' },
				{ name: 'empty', value: '' },
			],
		},
	};
	const response = {
		result_code: '000',
		mark_claim_amount: '-',
		claim_amount: '0001200',
		shopping_available: '-',
		wallet_balance: '9999999999',
		due_date: '20260204',
		response_ts: '20260203101112345',
		disp_code: '01',
		unknown_amount: '0100',
		list: [{ cashing_limit: '300000' }],
	};

	test('posts the parameters to the path of the contract', async () => {
		const { request } = await run(parameters);
		expect(`${request.method} ${request.uri}`).toBe('POST /contract/path/v1');
		expect(request.body).toBe(
			'month=2026+01&member+kind=%E3%83%8D%E3%83%83%E3%83%88%26%3D%2B&empty=',
		);
		expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded');
		expect(request.headers['x-api-version']).toBe('1');
	});

	test('simplifies known fields and nothing else', async () => {
		const service = new SaisonStandIn({ codes: ['CODE'], data: () => ({ json: response }) });
		const { result } = await run(parameters, service);
		expect(result.items[0].json).toEqual({
			result_code: '000',
			claim_amount: -1200,
			shopping_available: null,
			shopping_availableNote: expect.stringMatching(/temporarily raised/),
			wallet_balance: 9999999999,
			wallet_balanceAtLeast: true,
			due_date: '2026-02-04',
			response_ts: '2026-02-03T10:11:12.345',
			disp_code: '01',
			disp_codeMeaning: 'Normal, after the bank claim is fixed',
			unknown_amount: '0100',
			list: [{ cashing_limit: 300000 }],
		});
	});

	test('leaves the response unchanged with Simplify off', async () => {
		const service = new SaisonStandIn({ codes: ['CODE'], data: () => ({ json: response }) });
		const { result } = await run({ ...parameters, simplify: false }, service);
		expect(result.items[0].json).toEqual(response);
	});
});

test('a response that is a list is returned under data', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], data: () => ({ json: [1, { a: 2 }] }) });
	const { result } = await run(member, service);
	expect(result.items[0].json).toEqual({ data: [1, { a: 2 }] });
});
