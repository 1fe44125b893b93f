import type { OnError } from 'n8n-workflow';
import { saisonStore, type EngineRun } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import {
	attributesOfRow,
	exchangedStore,
	newClient,
	readAttributes,
	rows,
} from '../saison/bound-data';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork } from '../stubbed-host';

isolateNetwork();

const FAILING = 2;

async function sevenItems(
	onError: OnError | undefined,
	maxConcurrentRequests = 10,
): Promise<{ result: EngineRun; service: SaisonStandIn }> {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		tokenSuffix: '-of-usual-length',
		latency: 5,
		data: (request) =>
			request.form.get('info_key') === `row${FAILING}`
				? {
						status: 403,
						json: {
							error: 'insufficient_scope',
							result_code: '017',
							error_msg: '%E4%B8%8D%E8%B6%B3',
						},
					}
				: { json: { row: Number(request.form.get('info_key')?.slice(3)) } },
	});
	const store = await exchangedStore(service);
	const result = await inVirtualTime(
		async () =>
			await readAttributes(store, {
				parameters: { ...attributesOfRow, options: { maxConcurrentRequests } },
				items: rows(7),
				onError,
			}),
	);
	return { result, service };
}

const errorJson = {
	error: expect.stringMatching(/does not allow this call.*不足.*consent page/s),
	details: { reason: 'insufficient_scope', httpStatus: 403, resultCode: '017' },
};

test('on the regular output the failed item keeps its place', async () => {
	const { result } = await sevenItems('continueRegularOutput');
	expect(result.error?.message).toBeUndefined();
	expect(result.items).toEqual(
		rows(7).map((json, item) => ({
			json: item === FAILING ? errorJson : json,
			pairedItem: { item },
		})),
	);
	expect(Object.keys(result.items[FAILING].json).sort()).toEqual(['details', 'error']);
});

test('on the error output the failed item leaves the others, each still paired', async () => {
	const { result } = await sevenItems('continueErrorOutput');
	expect(result.error?.message).toBeUndefined();
	expect(result.items.map(({ json }) => json.row)).toEqual([0, 1, 3, 4, 5, 6]);
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 3, 4, 5, 6].map((item) => ({ item })),
	);
	expect(result.errorItems).toHaveLength(1);
	expect(result.errorItems[0].json).toMatchObject(errorJson);
	expect(result.errorItems[0].pairedItem).toMatchObject({ item: FAILING });
});

test('without it the run ends with an error that says which item, what, and what to do', async () => {
	const { result } = await sevenItems(undefined);
	expect(result.items).toEqual([]);
	expect(result.error).toMatchObject({
		name: 'NodeApiError',
		message: expect.stringMatching(/^The access token does not allow this call\. \[item 2\]$/),
		description: expect.stringMatching(/不足.*consent page/),
		httpCode: '403',
		context: { itemIndex: FAILING, details: errorJson.details },
	});
});

test('without it no new request starts after the failure, and open ones are awaited', async () => {
	const { service } = await sevenItems(undefined, 2);
	// Items 0 and 1 first; item 3 may be open beside item 2.
	expect(service.dataCalls.length).toBeLessThanOrEqual(4);
	expect(service.host.open).toBe(0);
});

test('without it an item that waits for its retry is not sent again after the failure', async () => {
	let armed = false;
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: (request) => {
			if (!armed) return { json: {} };
			return request.form.get('info_key') === 'row0'
				? { status: 503, json: { error: 'temporarily_unavailable' } }
				: { status: 403, json: { error: 'insufficient_scope' }, delay: 30 };
		},
	});
	const store = await exchangedStore(service);
	armed = true;
	const { result, elapsedMs } = await inVirtualTime(async () => {
		const startedAt = Date.now();
		const run = await readAttributes(store, { parameters: attributesOfRow, items: rows(2) });
		return { result: run, elapsedMs: Date.now() - startedAt };
	});
	expect(elapsedMs).toBeLessThan(700);
	expect(result.error?.message).toMatch(/does not allow this call.*\[item 1\]/);
	expect(service.dataCalls).toHaveLength(2);
});

test('without it an item that waits for a token is not sent after the failure', async () => {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		tokenLatency: 60,
		data: () => ({ status: 403, json: { error: 'insufficient_scope' } }),
	});
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	const result = await readAttributes(store, { parameters: attributesOfRow, items: rows(10) });
	expect(result.error?.context).toMatchObject({ itemIndex: 0 });
	expect(service.tokenCalls).toHaveLength(1);
	expect(service.dataCalls).toHaveLength(1);
});

test('an input error of one item is an item too, before anything is sent for it', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	const result = await readAttributes(store, {
		parameters: { ...attributesOfRow, additionalAttributes: '={{ $json.keys }}' },
		items: [{ keys: 'a' }, { keys: '' }, { keys: 'c' }],
		onError: 'continueErrorOutput',
	});
	expect(result.items).toHaveLength(2);
	expect(result.errorItems[0].json).toMatchObject({
		error: expect.stringMatching(/'Attributes' has nothing selected/),
		details: { reason: 'invalid_input', httpStatus: null, resultCode: null },
	});
	expect(service.dataCalls).toHaveLength(2);
});

test('an expression that fails is an error item, with the message of n8n', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	const parameters = {
		...attributesOfRow,
		additionalAttributes: '={{ $json.row === 1 ? $("No Such Node").item.json.x : "a" }}',
	};
	const result = await readAttributes(store, {
		parameters,
		items: rows(3),
		onError: 'continueRegularOutput',
	});
	expect(result.items).toHaveLength(3);
	expect(result.items[1].json).toEqual({
		error: expect.stringMatching(/No Such Node|doesn't exist/),
		details: expect.objectContaining({ reason: 'invalid_input' }),
	});
	expect(result.items[1].pairedItem).toEqual({ item: 1 });
	expect(service.dataCalls).toHaveLength(2);
});

test('without continue on fail an expression that fails ends the run with the error of n8n', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	const result = await readAttributes(store, {
		parameters: {
			...attributesOfRow,
			additionalAttributes: '={{ $("No Such Node").item.json.x }}',
		},
		items: rows(3),
	});
	expect(result.error?.message).toMatch(/No Such Node|doesn't exist/);
	expect(service.dataCalls).toEqual([]);
});

test('an empty list of items is an empty list, and costs nothing', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	const result = await readAttributes(store, { items: [] });
	expect(result.error?.message).toBeUndefined();
	expect(result.items).toEqual([]);
	expect(service.host.requests).toEqual([]);
});
