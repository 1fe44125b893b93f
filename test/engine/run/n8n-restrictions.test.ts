/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import { assertUrlAllowed } from 'n8n-workflow';
import { networkError } from '../../../lib/core/http/network-errors';
import { martaStore, runNode, type EngineRun } from '../harness';
import { Loopback } from '../loopback';
import { newKey } from '../marta/logged-in';
import { isolateNetwork } from '../stubbed-host';

isolateNetwork();

describe("A request that n8n's SSRF protection blocks", () => {
	let server: Loopback;
	// Read by n8n at its first request.
	beforeAll(() => (process.env.N8N_SSRF_PROTECTION_ENABLED = 'true'));
	afterAll(() => delete process.env.N8N_SSRF_PROTECTION_ENABLED);
	beforeEach(async () => {
		server = await Loopback.start((_request, response) => response.end('{}'));
	});
	afterEach(async () => await server.stop());

	async function send(options: object): Promise<EngineRun> {
		return await runNode({
			node: 'marta',
			parameters: {
				resource: 'apiRequest',
				operation: 'send',
				path: '/a',
				options: { ...options },
			},
			store: martaStore({ environment: 'custom', baseUrl: server.origin, apiKey: newKey() }),
		});
	}

	test.each([
		['MARTA', { sessionToken: 'own' }],
		['the login of MARTA', {}],
	])("is told in n8n's words, with the setting: %s", async (service, options) => {
		const { error } = await send(options);
		expect(error?.message).toBe(
			`n8n did not send the request to ${service}. The request was blocked because it resolves to a restricted IP address. [item 0]`,
		);
		expect(error?.description).toContain('N8N_SSRF_ALLOWED_IP_RANGES');
		expect(error?.context?.details).toMatchObject({ reason: 'network' });
		expect(server.count).toBe(0);
	});
});

test("a host that is not among the allowed domains is told in n8n's words", () => {
	let thrown: unknown;
	try {
		assertUrlAllowed({ url: 'https://a.example/x', allowedDomains: 'b.example' });
	} catch (error) {
		thrown = error;
	}
	const { message, description } = networkError(thrown, 'MARTA');
	expect(message).toBe(
		'n8n did not send the request to MARTA. Domain not allowed: This credential is restricted from accessing a.example. Only the following domains are allowed: b.example.',
	);
	expect(description).toContain("'Allowed Domains'");
});
