/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import type { Socket } from 'node:net';
import { sleep } from 'n8n-workflow';
import { martaStore, runNode, saisonStore } from '../harness';
import { Loopback } from '../loopback';
import { cards, checkCard, newKey } from '../marta/logged-in';
import { jwt, LOGIN_PATH } from '../marta-stand-in';
import { attributes, newClient } from '../saison/bound-data';
import { isolateNetwork } from '../stubbed-host';

isolateNetwork();

let server: Loopback | undefined;
afterEach(async () => await server?.stop());

/**
 * n8n makes an agent for each request: with keep-alive it would reuse no connection and leave each one open
 * until the server closes it. Logins are requests, too.
 */
test.each(['saisonConnect', 'marta'] as const)(
	'%s asks for no keep-alive, and leaves no connection open',
	async (node) => {
		const sockets: Socket[] = [];
		const asked: Array<string | undefined> = [];
		server = await Loopback.start((request, response) => {
			sockets.push(request.socket);
			asked.push(request.headers.connection);
			response.writeHead(200, { 'content-type': 'application/json' });
			const isLogin = request.url === LOGIN_PATH;
			response.end(JSON.stringify(isLogin ? { token: jwt({}) } : { result_code: '000' }));
		});
		const custom = { environment: 'custom', baseUrl: server.origin };
		const run =
			node === 'marta'
				? {
						parameters: checkCard,
						items: cards(3),
						store: martaStore({ ...custom, apiKey: newKey() }),
					}
				: {
						parameters: { ...attributes, options: { memberAccessToken: '={{ $json.token }}' } },
						items: ['M0', 'M1', 'M2'].map((token) => ({ token })),
						store: saisonStore({ ...custom, clientId: newClient() }),
					};
		const { error } = await runNode({ node, ...run });
		expect(error?.message).toBeUndefined();
		expect(asked).toEqual(Array(node === 'marta' ? 4 : 3).fill('close'));
		while (sockets.some(({ destroyed }) => !destroyed)) await sleep(2);
		expect(new Set(sockets).size).toBe(asked.length);
	},
);
