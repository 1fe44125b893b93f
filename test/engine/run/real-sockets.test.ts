/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import { NodeApiError, sleep, type OnError } from 'n8n-workflow';
import { SaisonConnect } from '../../../nodes/SaisonConnect/SaisonConnect.node';
import { martaStore, runNode, saisonStore, SAISON_ORIGIN } from '../harness';
import { Loopback } from '../loopback';
import { cards, checkCard, newKey } from '../marta/logged-in';
import { attributes, newClient } from '../saison/bound-data';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork, StubbedHost } from '../stubbed-host';

isolateNetwork();

let server: Loopback | undefined;
afterEach(async () => await server?.stop());

const fine = '{"result_code":"000"}';

function store() {
	return saisonStore({
		environment: 'custom',
		baseUrl: server?.origin ?? '',
		clientId: newClient(),
	});
}

const members = (count: number) => Array.from({ length: count }, (_, n) => ({ token: `M${n}` }));

function parameters(options: Record<string, unknown>) {
	return { ...attributes, options: { memberAccessToken: '={{ $json.token }}', ...options } };
}

/** Keeps all timers of this length from firing until the test says so. Those that are cleared leave. */
function holdTimers(ms: number): Set<() => void> {
	const waiting = new Set<() => void>();
	const { setTimeout: start, clearTimeout: clear } = global;
	jest.spyOn(global, 'setTimeout').mockImplementation(((callback: () => void, delay?: number) => {
		if (delay !== ms) return start(callback, delay);
		waiting.add(callback);
		return callback;
	}) as never);
	jest.spyOn(global, 'clearTimeout').mockImplementation(((timer: never) => {
		if (!waiting.delete(timer)) clear(timer);
	}) as never);
	return waiting;
}

test('a response that does not come in time says which item waited how long', async () => {
	server = await Loopback.start((request, response) => {
		if (!request.headers.authorization?.includes('"M1"')) response.end(fine);
	});
	const timeouts = holdTimers(60_000);
	const run = runNode({
		node: 'saisonConnect',
		parameters: parameters({ timeout: 60_000 }),
		items: members(3),
		store: store(),
	}).finally(() => jest.restoreAllMocks());
	while (server.count < 3 || timeouts.size > 1) await sleep(2);
	for (const expire of timeouts) expire();
	const result = await run;
	expect(result.error).toMatchObject({
		name: NodeApiError.name,
		message: 'Saison Connect did not respond within 60000 ms. [item 1]',
		description: expect.stringMatching(/option 'Timeout'/),
		context: { itemIndex: 1, details: { reason: 'timeout', httpStatus: null, resultCode: null } },
	});
	expect(server.count).toBe(3);
});

test('a response that stops in the middle is a dropped connection, and a read is retried', async () => {
	server = await Loopback.start((_request, response, count) => {
		if (count > 1) return response.end(fine);
		response.writeHead(200, { 'content-length': '1000' });
		return response.write('{"result', () => response.destroy());
	});
	const result = await runNode({
		node: 'saisonConnect',
		parameters: parameters({}),
		items: members(1),
		store: store(),
	});
	expect(result.error?.message).toBeUndefined();
	expect(server.count).toBe(2);
});

test('a write whose connection drops is not retried, and the error says what is unknown', async () => {
	server = await Loopback.start((_request, response) => response.destroy());
	const result = await runNode({
		node: 'saisonConnect',
		parameters: {
			...parameters({}),
			resource: 'apiRequest',
			operation: 'send',
			path: '/v1/change',
		},
		items: members(1),
		store: store(),
	});
	expect(server.count).toBe(1);
	expect(result.error?.message).toMatch(/connection to Saison Connect was dropped/);
	expect(result.error?.description).toMatch(/may have been processed/);
	expect(result.error?.context?.details).toMatchObject({ reason: 'network' });
});

test('a refused connection is named as such, and nothing was processed', async () => {
	server = await Loopback.start((_request, response) => response.end(fine));
	const target = store();
	await server.stop();
	server = await Loopback.start((_request, response) => response.end(fine));
	const result = await runNode({
		node: 'saisonConnect',
		parameters: { ...parameters({}), resource: 'apiRequest', operation: 'send', path: '/v1/x' },
		items: members(1),
		store: target,
	});
	expect(result.error?.message).toMatch(/Saison Connect refused the connection/);
	expect(result.error?.description).not.toMatch(/been processed/);
});

test('a redirect is not followed, and the token reaches nobody else', async () => {
	const other = await Loopback.start((_request, response) => response.end(fine));
	server = await Loopback.start((_request, response) => {
		response.writeHead(307, { location: `${other.origin}/stolen` }).end();
	});
	try {
		const result = await runNode({
			node: 'saisonConnect',
			parameters: parameters({}),
			items: members(1),
			store: store(),
		});
		expect(result.error?.message).toMatch(/HTTP 307/);
		expect(result.error?.description).toMatch(/another address, but redirects are not followed/);
		expect(other.count).toBe(0);
	} finally {
		await other.close();
	}
});

test('a path goes through a real client byte for byte', async () => {
	server = await Loopback.start((_request, response) => response.end(fine));
	const path = "/v1/%7E%2f/;a,b:@!$&'()*+=~-._?x=%41&y=/?:@";
	await runNode({
		node: 'saisonConnect',
		parameters: {
			...parameters({}),
			resource: 'apiRequest',
			operation: 'send',
			method: 'GET',
			path,
		},
		items: members(1),
		store: store(),
	});
	expect(server.uris).toEqual([`GET ${path}`]);
});

describe('a cancelled execution', () => {
	/** Responds to the first five requests, and cancels when the next five are open. */
	async function cancelWithFiveOpen(onError?: OnError): Promise<Loopback> {
		let cancel = (): void => {};
		const loopback = await Loopback.start((_request, response, count) => {
			if (count <= 5) response.end(fine);
			else if (count === 10) cancel();
		});
		server = loopback;
		await runNode({
			node: 'saisonConnect',
			parameters: parameters({ maxConcurrentRequests: 5 }),
			items: members(100),
			store: store(),
			onError,
			onCancelReady: (ready) => (cancel = ready),
		}).catch(() => undefined);
		while (loopback.open > 0) await sleep(2);
		// Long enough for a request that should not be sent.
		await sleep(100);
		return loopback;
	}

	test('ends its open requests and starts no more', async () => {
		const { count, aborted } = await cancelWithFiveOpen();
		expect(count).toBe(10);
		expect(aborted).toBe(5);
	});

	test('starts no more items where the node continues on failures', async () => {
		const { count } = await cancelWithFiveOpen('continueRegularOutput');
		expect(count).toBe(10);
	});

	test('does not wait for the end of a pause before a retry', async () => {
		let cancel = (): void => {};
		const host = new StubbedHost(SAISON_ORIGIN, (_request, count) => {
			if (count === 3) void sleep(50).then(() => cancel());
			// Late enough that all three are open before the first one pauses the run.
			return { status: 429, json: {}, headers: { 'retry-after': '30' }, delay: 20 };
		});
		const execute = jest.spyOn(SaisonConnect.prototype, 'execute');
		const elapsedMs = await inVirtualTime(async () => {
			const startedAt = Date.now();
			await runNode({
				node: 'saisonConnect',
				parameters: parameters({ maxConcurrentRequests: 3 }),
				items: members(20),
				store: saisonStore({ clientId: newClient() }),
				onCancelReady: (ready) => (cancel = ready),
			}).catch(() => undefined);
			await expect(execute.mock.results[0].value).rejects.toThrow(/cancel/);
			return Date.now() - startedAt;
		}).finally(() => jest.restoreAllMocks());
		expect(elapsedMs).toBeLessThan(1_000);
		expect(host.requests).toHaveLength(3);
	});

	test('logs in no more for the items that are left', async () => {
		let cancel = (): void => {};
		server = await Loopback.start((_request, response) => {
			cancel();
			response.writeHead(503).end();
		});
		await runNode({
			node: 'marta',
			parameters: { ...checkCard, options: { maxConcurrentRequests: 5 } },
			items: cards(60),
			store: martaStore({ environment: 'custom', baseUrl: server.origin, apiKey: newKey() }),
			onError: 'continueRegularOutput',
			onCancelReady: (ready) => (cancel = ready),
		}).catch(() => undefined);
		while (server.open > 0) await sleep(2);
		await sleep(100);
		expect(server.count).toBe(1);
	});
});
