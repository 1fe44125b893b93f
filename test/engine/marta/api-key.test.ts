import { martaStore, runNode } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { guardTheWire, type Seen } from '../stubbed-host';
import { newKey } from './logged-in';

guardTheWire();

async function callEverything(apiKeyOn: string | undefined) {
	const service = new MartaStandIn();
	const apiKey = newKey();
	const store = martaStore({ apiKey, ...(apiKeyOn !== undefined && { apiKeyOn }) });
	const calls = [
		{ resource: 'card', operation: 'check', value: 'C' },
		{ resource: 'campaign', operation: 'get' },
		{ resource: 'apiRequest', operation: 'send', method: 'POST', path: '/any', jsonBody: '{}' },
		{ resource: 'session', operation: 'logIn' },
		{ resource: 'customer', operation: 'logIn', username: 'u', password: 'p' },
		{ resource: 'apiRequest', operation: 'send', method: 'POST', path: '/auth/refreshToken' },
		{ resource: 'apiRequest', operation: 'send', method: 'POST', path: '/authors' },
	];
	for (const parameters of calls) await runNode({ node: 'marta', parameters, store });
	return { service, apiKey };
}

const isAuthApi = ({ pathname }: Seen): boolean =>
	pathname === '/auth' || pathname.startsWith('/auth/');

test.each([undefined, 'auth'])(
	'with %s the key is on the Auth API and the session on the rest',
	async (on) => {
		const { service, apiKey } = await callEverything(on);
		expect(service.wire.seen).toHaveLength(8);
		for (const seen of service.wire.seen) {
			if (isAuthApi(seen)) {
				expect(seen.headers['x-api-key']).toBe(apiKey);
				expect(seen.headers).not.toHaveProperty('authorization');
			} else {
				expect(seen.headers.authorization).toMatch(/^Bearer \S+$/);
				expect(seen.headers).not.toHaveProperty('x-api-key');
			}
		}
	},
);

test('with all the key is on every call, the session still on none of the Auth API', async () => {
	const { service, apiKey } = await callEverything('all');
	for (const seen of service.wire.seen) {
		expect(seen.headers['x-api-key']).toBe(apiKey);
		if (isAuthApi(seen)) expect(seen.headers).not.toHaveProperty('authorization');
		else expect(seen.headers.authorization).toMatch(/^Bearer \S+$/);
	}
});
