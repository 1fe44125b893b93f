import { martaStore, runNode } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { isolateNetwork, type RecordedRequest } from '../stubbed-host';
import { newKey } from './logged-in';

isolateNetwork();

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

const isAuthApi = ({ pathname }: RecordedRequest): boolean =>
	pathname === '/auth' || pathname.startsWith('/auth/');

test.each([undefined, 'auth'])(
	'with %s the key is on the Auth API and the session on the rest',
	async (on) => {
		const { service, apiKey } = await callEverything(on);
		expect(service.host.requests).toHaveLength(8);
		for (const request of service.host.requests) {
			if (isAuthApi(request)) {
				expect(request.headers['x-api-key']).toBe(apiKey);
				expect(request.headers).not.toHaveProperty('authorization');
			} else {
				expect(request.headers.authorization).toMatch(/^Bearer \S+$/);
				expect(request.headers).not.toHaveProperty('x-api-key');
			}
		}
	},
);

test('with all the key is on every call, the session still on none of the Auth API', async () => {
	const { service, apiKey } = await callEverything('all');
	for (const request of service.host.requests) {
		expect(request.headers['x-api-key']).toBe(apiKey);
		if (isAuthApi(request)) expect(request.headers).not.toHaveProperty('authorization');
		else expect(request.headers.authorization).toMatch(/^Bearer \S+$/);
	}
});
