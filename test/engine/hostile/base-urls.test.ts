/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import type { INodeParameters } from 'n8n-workflow';
import { martaStore, runNode, saisonStore } from '../harness';
import { newKey } from '../marta/logged-in';
import { newClient } from '../saison/bound-data';
import { expectSigned, SECRET } from './run-items';
import { RawServer } from './raw-server';

let server: RawServer;
beforeAll(async () => {
	const tokens = { access_token: 'AT-hostile', token_type: 'mac', token: 'session-hostile' };
	server = await RawServer.start(() => ({ status: 200, json: tokens }));
});
beforeEach(() => {
	server.requests.length = 0;
	server.connections = 0;
});
afterAll(async () => await server.stop());

const call = (node: string): INodeParameters =>
	node === 'marta'
		? { resource: 'card', operation: 'check', value: '1' }
		: { resource: 'member', operation: 'getAttributes' };

/** A run without any session, so that the hook is the first to send. */
async function run(node: 'saisonConnect' | 'marta', baseUrl: string) {
	const custom = { environment: 'custom', baseUrl };
	return await runNode({
		node,
		onError: 'continueRegularOutput',
		parameters: call(node),
		store:
			node === 'marta'
				? martaStore({ ...custom, apiKey: newKey() })
				: saisonStore({
						...custom,
						clientId: newClient(),
						clientSecret: SECRET,
						authorizationCode: newClient(),
					}),
	});
}

/** PORT stands for that of the server, which would see whatever is sent. */
const REJECTED = [
	...['http://user:hidden-password@127.0.0.1:PORT', 'http://hidden-password@127.0.0.1:PORT'],
	...[
		'http://@127.0.0.1:PORT',
		'http:\\\\127.0.0.1:PORT',
		'http:/127.0.0.1:PORT',
		'127.0.0.1:PORT',
	],
	...[
		'http://127.0.0.1:PORT/x',
		'http://127.0.0.1:PORT?x',
		'http://127.0.0.1:PORT#x',
		'//127.0.0.1:PORT',
	],
	'http://localhost.:PORT',
	...['http://0.0.0.0:PORT', 'http://0:PORT', 'http://[::ffff:127.0.0.1]:PORT', 'http://[::]:PORT'],
	...['http://127.0.0.1.nip.test:PORT', 'http://127.0.0.1\t:PORT', 'http://127.0.\n0.1:PORT'],
	...[
		'http://127.0.0.1%00:PORT',
		'http://127.0.0.1\\@evil.test:PORT',
		'http://127.0.0.1:0',
		'http://',
		'',
	],
	...[
		'http://127.0.0.1:PORT\r\nX-Evil: 1',
		'http://127.0.0.1:PORT/\\',
		`http://${'1'.repeat(100_000)}`,
	],
];

describe.each(['saisonConnect', 'marta'] as const)('%s', (node) => {
	test.each(REJECTED.map((text) => [text.slice(0, 60), text]))(
		'sends nothing to %j',
		async (_start, pattern) => {
			const { port } = new URL(server.origin);
			const result = await run(node, pattern.replace('PORT', port));
			const { error, details } = result.items[0].json as { error: string; details: unknown };
			expect(details).toMatchObject({ reason: 'invalid_input' });
			expect(error).toMatch(/^'Base URL' /);
			expect(error.length).toBeLessThan(300);
			expect(error).not.toContain('hidden-password');
			expect(server.connections).toBe(0);
		},
	);

	test.each([
		...['http://127.0.0.1:PORT', 'HTTP://127.0.0.1:PORT/', ' http://127.0.0.1:PORT\n'],
		...[
			'http://127.1:PORT',
			'http://0x7f.1:PORT',
			'http://2130706433:PORT',
			'http://127.0.0.1.:PORT',
		],
	])('sends to this machine for %j, under the name that is signed', async (pattern) => {
		const { port, host } = new URL(server.origin);
		const result = await run(node, pattern.replace('PORT', port));
		expect(result.items[0].json).not.toHaveProperty('error');
		expect(server.requests).toHaveLength(2);
		for (const { headers } of server.requests) {
			expect(headers.filter(([name]) => name.toLowerCase() === 'host')).toEqual([['Host', host]]);
		}
		if (node === 'saisonConnect') expectSigned(server, server.requests[1], 'AT-hostile');
	});
});

/** From Node.js 26 on, n8n's proxy lookup cannot parse an IPv6 address, so n8n itself cannot reach one. */
const canReachIpv6 = Number(process.versions.node.split('.')[0]) < 26;

test('an IPv6 address is requested and signed with its brackets; not on Node.js 26', async () => {
	const ipv6 = await RawServer.start(
		() => ({ status: 200, json: { access_token: 'AT6', token_type: 'mac' } }),
		'::1',
	).catch(() => undefined);
	// Not every machine has it.
	if (ipv6 === undefined) return;
	try {
		const { port } = new URL(ipv6.origin);
		const result = await run('saisonConnect', `http://[0:0:0:0:0:0:0:1]:${port}`);
		if (canReachIpv6) {
			expect(ipv6.requests).toHaveLength(2);
			expectSigned(ipv6, ipv6.requests[1], 'AT6');
		} else {
			expect(result.items[0].json.details).toMatchObject({ reason: 'network', httpStatus: null });
			expect(ipv6.connections).toBe(0);
		}
	} finally {
		await ipv6.stop();
	}
});
