/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a test */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { sleep, type INodeParameters } from 'n8n-workflow';
import { Marta } from '../../../nodes/Marta/Marta.node';
import { martaStore, runNode, saisonStore, type EngineOptions, type EngineRun } from '../harness';
import { Loopback } from '../loopback';
import { newKey } from '../marta/logged-in';
import { newClient } from '../saison/bound-data';
import { isolateNetwork } from '../stubbed-host';

isolateNetwork();

let server: Loopback | undefined;
afterEach(async () => {
	jest.restoreAllMocks();
	await server?.stop();
});

type Respond = (response: ServerResponse) => void;

const fine: Respond = (response) => response.end('{"result_code":"000"}');
/** What never ends by itself: nothing of it is silent for long, or known to n8n's client as an end. */
const ENDLESS: Array<[string, Respond]> = [
	['101 Switching Protocols', (response) => switchProtocols(response)],
	['a body that trickles', (response) => trickle(response)],
	['a body that never ends', (response) => response.write('{"result')],
	['no response', () => undefined],
];

function switchProtocols(response: ServerResponse): void {
	response.socket?.write(
		'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
	);
}

function trickle(response: ServerResponse): void {
	const timer = setInterval(() => response.write(' '), 5);
	response.on('close', () => clearInterval(timer));
}

/**
 * Stops the time of deadlines until `isTime`, then lets it pass at once; that of n8n's client passes as slowly as ever.
 */
function hurryDeadlines(isTime = () => true): void {
	const start = global.setTimeout;
	const now = performance.now.bind(performance);
	let passedMs = 0;
	jest.spyOn(performance, 'now').mockImplementation(() => now() + passedMs);
	jest.spyOn(global, 'setTimeout').mockImplementation(((callback: () => void, delay?: number) => {
		if (delay !== 100 && delay !== 200) return start(callback, delay);
		const tick = (): void => {
			if (!isTime()) return void start(tick, 2);
			passedMs += delay;
			callback();
		};
		return start(tick, 1);
	}) as never);
}

/** MARTA's call with a session, or its login. */
async function call(options: Partial<EngineOptions> = {}): Promise<EngineRun> {
	return await runNode({
		node: 'marta',
		parameters: request('GET'),
		store: martaStore({ environment: 'custom', baseUrl: server?.origin ?? '', apiKey: newKey() }),
		...options,
	});
}

function request(method: string, options: INodeParameters = {}): INodeParameters {
	return { resource: 'apiRequest', operation: 'send', method, path: '/customer/1', options };
}

const ownSession = { sessionToken: 'own' };

describe.each(ENDLESS)('A request that gets %s', (_what, respond) => {
	test('ends after its time limit, and its connection is closed', async () => {
		server = await Loopback.start((_request, response) => respond(response));
		hurryDeadlines(() => server?.count === 1);
		const result = await call({ parameters: request('POST', { ...ownSession, timeout: 20_000 }) });
		expect(result.error).toMatchObject({
			message: 'MARTA did not respond within 20000 ms. [item 0]',
			description: expect.stringMatching(/^The request may have been processed/),
			context: { details: { reason: 'timeout', httpStatus: null } },
		});
		expect(server.count).toBe(1);
		while (server.open > 0) await sleep(2);
	});

	test('by the login ends as well, and does not block the credential', async () => {
		let isBroken = true;
		server = await Loopback.start(({ url }, response) => {
			if (isBroken) respond(response);
			else if (url === '/auth') response.end('{"token":"session"}');
			else fine(response);
		});
		hurryDeadlines();
		const store = martaStore({
			environment: 'custom',
			baseUrl: server.origin,
			apiKey: newKey(),
		});
		const first = await call({ store, items: [{}, {}, {}], onError: 'continueRegularOutput' });
		expect(first.items.map(({ json }) => json.details)).toEqual(
			Array.from({ length: 3 }, () => ({ reason: 'timeout', httpStatus: null, resultCode: null })),
		);
		expect(first.items[0].json.error).toMatch(
			/^The login of MARTA did not respond within 30000 ms/,
		);
		isBroken = false;
		const second = await call({ store });
		expect(second.error?.message).toBeUndefined();
	});

	test('by the login does not keep a cancelled run waiting', async () => {
		let cancel = (): void => {};
		server = await Loopback.start((_request, response) => {
			respond(response);
			setImmediate(() => cancel());
		});
		const execute = jest.spyOn(Marta.prototype, 'execute');
		await call({
			items: [{}, {}, {}],
			onError: 'continueRegularOutput',
			onCancelReady: (ready) => (cancel = ready),
		}).catch(() => undefined);
		await expect(execute.mock.results[0].value).rejects.toThrow(/cancel/);
		expect(server.count).toBe(1);
	});
});

test('the token endpoint of Saison Connect has a time limit, too', async () => {
	server = await Loopback.start((_request, response) => switchProtocols(response));
	hurryDeadlines();
	const result = await runNode({
		node: 'saisonConnect',
		parameters: { resource: 'member', operation: 'getAttributes' },
		store: saisonStore({
			environment: 'custom',
			baseUrl: server.origin,
			clientId: newClient(),
			refreshToken: 'RT',
		}),
	});
	expect(result.error?.message).toMatch(
		/^The token endpoint of Saison Connect did not respond within 30000 ms/,
	);
});

test.each(['a request', 'the login'])(
	'the response to %s may not have more than 16 MB once it is decompressed',
	async (what) => {
		const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
		server = await Loopback.start((_request, response) => {
			response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
		});
		const options: INodeParameters = what === 'the login' ? {} : ownSession;
		const result = await call({ parameters: request('GET', options) });
		expect(result.error?.message).toMatch(
			what === 'the login'
				? /^The login of MARTA returned more than 16 MB/
				: /^MARTA returned more than 16 MB \(HTTP 200\)\./,
		);
		expect(result.error?.context?.details).toMatchObject({ reason: 'bad_answer', httpStatus: 200 });
		expect(server.count).toBe(1);
	},
);
