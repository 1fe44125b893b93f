import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork } from '../stubbed-host';
import { exchangedStore } from './bound-data';

isolateNetwork();

const operations: Record<string, INodeParameters> = {
	member: { resource: 'member', operation: 'getAttributes' },
	statement: { resource: 'statement', operation: 'get', path: '/v1/bill' },
	creditLine: { resource: 'creditLine', operation: 'get', path: '/v1/quote' },
	wallet: { resource: 'wallet', operation: 'getBalance', path: '/v1/wallet' },
	apiRequest: { resource: 'apiRequest', operation: 'send', path: '/v1/any' },
};

async function rejectWith(name: string, code: string | number) {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: () =>
			armed ? { status: 401, json: { error: 'invalid_token', result_code: code } } : { json: {} },
	});
	let armed = false;
	const store = await exchangedStore(service);
	armed = true;
	const result = await runNode({
		node: 'saisonConnect',
		parameters: operations[name],
		store,
		onError: 'continueRegularOutput',
	});
	return { service, store, json: result.items[0].json };
}

const FINAL: Array<[string, string]> = [
	['member', '101'],
	['member', '103'],
	['member', '104'],
	['statement', '104'],
	['creditLine', '101'],
	['creditLine', '103'],
	['creditLine', '104'],
	['apiRequest', '101'],
	['apiRequest', '103'],
	['apiRequest', '104'],
];

test.each(FINAL)('%s: a 401 with %s is final: no renewal, no resend', async (name, code) => {
	const { service, store, json } = await rejectWith(name, code);
	expect(json.details).toEqual({
		reason: 'member_not_eligible',
		httpStatus: 401,
		resultCode: code,
	});
	expect(json.error).toMatch(/A new token does not help/);
	expect(service.dataCalls).toHaveLength(1);
	expect(service.tokenCalls).toEqual([]);
	expect(store.hookCalls).toBe(0);
	expect(store.writes).toEqual([]);
});

test('a code given as a number is the same code', async () => {
	const { service, json } = await rejectWith('member', 103);
	expect(json.details).toMatchObject({ reason: 'member_not_eligible', resultCode: '103' });
	expect(service.tokenCalls).toEqual([]);
});

test.each([
	['member', '002'],
	['statement', '101'],
	['wallet', '101'],
	['wallet', '104'],
])('%s: a 401 with %s leads to a renewal', async (name, code) => {
	const { service, json } = await rejectWith(name, code);
	expect(json.details).toMatchObject({ reason: 'token_expired', resultCode: code });
	expect(service.tokenCalls.length).toBeGreaterThanOrEqual(1);
	expect(service.tokenCalls.length).toBeLessThanOrEqual(3);
});
