import type { IDataObject } from 'n8n-workflow';
import { martaStore, runNode, saisonStore, type EngineRun } from '../harness';
import { loggedInStore, newKey } from '../marta/logged-in';
import { jwt, MartaStandIn } from '../marta-stand-in';
import { exchangedStore, newClient, rows } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork, type Reply, type RecordedRequest } from '../stubbed-host';

isolateNetwork();

const PATH = '={{ "/made-up/" + $json.row }}';

async function write(
	node: 'saisonConnect' | 'marta',
	store: ReturnType<typeof martaStore>,
	{ items = rows(1), atOnce = 10 }: { items?: IDataObject[]; atOnce?: number } = {},
): Promise<EngineRun> {
	return await runNode({
		node,
		store,
		items,
		onError: 'continueRegularOutput',
		parameters: {
			resource: 'apiRequest',
			operation: 'send',
			method: 'POST',
			path: PATH,
			options: { maxConcurrentRequests: atOnce },
		},
	});
}

function sendsPerItem(calls: RecordedRequest[], count: number): number[] {
	return rows(count).map(
		({ row }) => calls.filter(({ pathname }) => pathname === `/made-up/${String(row)}`).length,
	);
}

const rejected = (json: unknown): Reply => ({ status: 401, json });

test.each([
	[1, [2, 2, 2, 0, 0]],
	[10, undefined],
])(
	'of MARTA, rejected with every token, is sent twice at most: %d at once',
	async (atOnce, sends) => {
		const service = new MartaStandIn({
			data: () => rejected({ error: 'invalid_token' }),
			latency: 2,
		});
		const result = await write('marta', martaStore({ apiKey: newKey() }), {
			items: rows(5),
			atOnce,
		});
		const counts = sendsPerItem(service.dataCalls, 5);
		expect(Math.max(...counts)).toBeLessThanOrEqual(2);
		if (sends) expect(counts).toEqual(sends);
		for (const { json } of result.items) {
			expect(json.error).toMatch(/rejected the session right after the login/);
		}
	},
);

test('of Saison Connect, rejected with every token, is sent twice at most', async () => {
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: () => rejected({ error: 'invalid_token' }),
	});
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	await write('saisonConnect', store, { items: rows(5), atOnce: 1 });
	expect(sendsPerItem(service.dataCalls, 5)).toEqual([2, 2, 2, 0, 0]);
});

test('while tokens keep dying, no item is sent more than twice', async () => {
	const service: MartaStandIn = new MartaStandIn({
		isOpaque: true,
		latency: 2,
		data: () => {
			if (service.dataCalls.length % 3 === 0) service.expire();
			return undefined;
		},
	});
	const store = await loggedInStore(service);
	await write('marta', store, { items: rows(60) });
	expect(Math.max(...sendsPerItem(service.dataCalls, 60))).toBeLessThanOrEqual(2);
});

test.each([
	['an empty body', { status: 401 }],
	['an empty object', rejected({})],
	['invalid_token', rejected({ error: 'invalid_token', error_msg: 'expired' })],
	['the status once more', rejected({ statusCode: 401, message: 'Unauthorized' })],
])('once rejected with %s, it is sent again with a new token', async (_what, reply: Reply) => {
	let isArmed = true;
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: () => {
			const wasArmed = isArmed;
			isArmed = false;
			return wasArmed ? reply : { json: { done: true } };
		},
	});
	isArmed = false;
	const store = await exchangedStore(service);
	isArmed = true;
	const result = await write('saisonConnect', store);
	expect(result.items[0].json).toEqual({ done: true });
	expect(service.tokensUsed).toEqual(['AT1', 'AT2']);
});

describe('Rejected with more than that', () => {
	test.each([
		['a result code', rejected({ error: 'invalid_token', result_code: '205' })],
		['a result code of the gateway', rejected({ gw_result_code: 'G017' })],
		['another error', rejected({ error: 'invalid_client' })],
		['a web page', { status: 401, body: '<html>Sign in</html>' }],
	])(
		'by Saison Connect with %s, it is sent once, and the next run has a new token',
		async (_what, reply) => {
			let isArmed = false;
			const service = new SaisonStandIn({
				codes: ['CODE'],
				data: (_seen, token) => (isArmed && token === 'AT1' ? reply : { json: { token } }),
			});
			const store = await exchangedStore(service);
			isArmed = true;
			const first = await write('saisonConnect', store);
			expect(first.items[0].json.error).toMatch(
				/was not sent again, because the response contains more/,
			);
			expect(first.items[0].json.details).toMatchObject({
				reason: 'token_expired',
				httpStatus: 401,
			});
			expect(service.dataCalls).toHaveLength(1);
			expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
			const second = await write('saisonConnect', store);
			expect(second.items[0].json).toEqual({ token: 'AT2' });
		},
	);

	test.each([
		['a code', rejected({ code: 'E12' })],
		['a code further inside', rejected({ error: { errorCode: 12 } })],
	])('by MARTA with %s, it is sent once', async (_what, reply) => {
		let isArmed = false;
		const service = new MartaStandIn({ data: () => (isArmed ? reply : undefined) });
		const store = await loggedInStore(service);
		isArmed = true;
		const result = await write('marta', store, { items: rows(6), atOnce: 1 });
		// After three such items in a row, no token is likely to help.
		expect(sendsPerItem(service.dataCalls, 6)).toEqual([1, 1, 1, 0, 0, 0]);
		expect(result.items).toHaveLength(6);
	});

	test('by MARTA with a 403 for an expired session, it is sent once, and the next one with a new session', async () => {
		const old = jwt({ exp: 1_000_000_000 });
		const service = new MartaStandIn({ expiredStatus: 403 });
		const store = await loggedInStore(service);
		store.stored = { ...store.stored, sessionToken: old, sessionExpiresAt: '' };
		const result = await write('marta', store, { items: rows(2), atOnce: 1 });
		expect(sendsPerItem(service.dataCalls, 2)).toEqual([1, 1]);
		expect(result.items[0].json.error).toMatch(/was not sent again/);
		expect(result.items[1].json).toEqual({ ok: true });
		expect(service.tokensUsed[0]).toBe(old);
		expect(service.tokensUsed[1]).not.toBe(old);
	});
});
