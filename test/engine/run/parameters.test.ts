import { ExecuteContext } from 'n8n-core';
import { check, checkCard, loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { SaisonStandIn } from '../saison-stand-in';
import { attributes, exchangedStore, readAttributes, rows } from '../saison/bound-data';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork } from '../stubbed-host';

isolateNetwork();

/** How often each parameter was read from n8n, by name. */
function countReads(): Map<string, number> {
	const counts = new Map<string, number>();
	const prototype = ExecuteContext.prototype as unknown as {
		_getNodeParameter(name: string, ...rest: unknown[]): unknown;
	};
	const original = prototype._getNodeParameter;
	jest.spyOn(prototype, '_getNodeParameter').mockImplementation(function (
		this: unknown,
		name: string,
		...rest: unknown[]
	) {
		counts.set(name, (counts.get(name) ?? 0) + 1);
		return original.call(this, name, ...rest);
	});
	return counts;
}

/** A credential whose code was exchanged before the counting began. */
async function countedStore(serves: { accessTokens?: string[] } = {}) {
	const service = new SaisonStandIn({ ...serves, codes: ['CODE'] });
	const store = await exchangedStore(service);
	return { service, store, counts: countReads() };
}

const optionsOf = (counts: Map<string, number>): Record<string, number> =>
	Object.fromEntries([...counts].filter(([name]) => name.startsWith('options')));

afterEach(() => jest.restoreAllMocks());

test('parameters without an expression are read once per run, others once per item', async () => {
	const { service, store, counts } = await countedStore();
	const result = await readAttributes(store, {
		parameters: {
			...attributes,
			additionalAttributes: '=row{{ $json.row }}',
			options: { maxConcurrentRequests: 5 },
		},
		items: rows(50),
	});
	expect(result.error?.message).toBeUndefined();
	expect(service.dataCalls).toHaveLength(50);
	expect(Object.fromEntries(counts)).toEqual({
		resource: 1,
		operation: 1,
		attributes: 1,
		dataFlag: 1,
		'options.maxConcurrentRequests': 1,
		additionalAttributes: 50,
	});
});

test('an expression in an option of the whole run is evaluated once', async () => {
	const { service, store, counts } = await countedStore();
	const result = await readAttributes(store, {
		parameters: {
			...attributes,
			options: { maxConcurrentRequests: '={{ 2 + 3 }}', maxRequestsPerSecond: '={{ 9999 }}' },
		},
		items: rows(20),
	});
	expect(result.error?.message).toBeUndefined();
	expect(service.dataCalls).toHaveLength(20);
	expect(optionsOf(counts)).toEqual({
		'options.maxConcurrentRequests': 1,
		'options.maxRequestsPerSecond': 1,
	});
});

test('an expression in an option of the item is evaluated for each, and no other option is', async () => {
	const { service, store, counts } = await countedStore({ accessTokens: ['M1'] });
	await readAttributes(store, {
		parameters: {
			...attributes,
			options: {
				memberAccessToken: '={{ $json.token }}',
				maxConcurrentRequests: '={{ 5 }}',
				timeout: 20_000,
			},
		},
		items: Array(20).fill({ token: 'M1' }),
	});
	expect(service.dataCalls).toHaveLength(20);
	expect(counts.get('attributes')).toBe(1);
	expect(optionsOf(counts)).toEqual({
		'options.maxConcurrentRequests': 1,
		'options.memberAccessToken': 20,
		'options.timeout': 1,
	});
});

test('an item may have a time limit of its own', async () => {
	const service = new MartaStandIn({ latency: 1_000 });
	const counts = countReads();
	const result = await inVirtualTime(async () => {
		const store = await loggedInStore(service);
		counts.clear();
		return await check(store, {
			parameters: { ...checkCard, options: { timeout: '={{ $json.ms }}' } },
			items: [
				{ card: 'C0', ms: 500 },
				{ card: 'C1', ms: 5_000 },
			],
			onError: 'continueRegularOutput',
		});
	});
	expect(result.items.map(({ json }) => json.error)).toEqual([
		expect.stringContaining('did not respond within 500 ms'),
		undefined,
	]);
	expect(optionsOf(counts)).toEqual({ 'options.maxConcurrentRequests': 1, 'options.timeout': 2 });
});

test('a time limit longer than a timer of Node.js can run is not cut to 1 ms', async () => {
	const service = new MartaStandIn({ latency: 1_000 });
	const { error } = await inVirtualTime(async () => {
		const store = await loggedInStore(service);
		return await check(store, { parameters: { ...checkCard, options: { timeout: 2 ** 31 } } });
	});
	expect(error?.message).toBeUndefined();
});

test('fixed values of the first item apply to all, expressions differ per item', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	await readAttributes(store, {
		parameters: {
			...attributes,
			attributes: ['sex'],
			additionalAttributes: '=k{{ $json.row }}',
			dataFlag: '={{ $json.row + 1 }}',
		},
		items: rows(3),
	});
	expect(service.dataCalls.map(({ body }) => body).sort()).toEqual([
		'data_flg=1&info_key=sex%2Ck0',
		'data_flg=2&info_key=sex%2Ck1',
		'data_flg=3&info_key=sex%2Ck2',
	]);
});
