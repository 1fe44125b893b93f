import { saisonStore } from '../harness';
import { verifyMac } from '../mac';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork } from '../stubbed-host';
import { newClient, readAttributes } from './bound-data';

isolateNetwork();

test.each([
	['space', ' '],
	['comma', ', '],
] as const)(
	'with the separator %s the parts of the header are joined by it',
	async (macSeparator, glue) => {
		const service = new SaisonStandIn({ codes: ['CODE'], glue });
		const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE', macSeparator });
		const result = await readAttributes(store);
		expect(result.error?.message).toBeUndefined();
		expect(service.signatureErrors).toEqual([]);
	},
);

test('spaces separate the parts when nothing is chosen', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], glue: ' ' });
	const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
	expect((await readAttributes(store)).error?.message).toBeUndefined();
	expect(service.signatureErrors).toEqual([]);
});

test('a gateway with a port is signed for with its port, a secret outside ASCII as UTF-8', async () => {
	const origin = 'https://gateway.example:8443';
	const secret = ' 秘密 secret ';
	const service = new SaisonStandIn({ origin, codes: ['CODE'], secret, tokenPath: '/na/token' });
	const store = saisonStore({
		environment: 'custom',
		baseUrl: `${origin}/`,
		clientId: newClient(),
		clientSecret: secret,
		authorizationCode: 'CODE',
		tokenUrlPath: '/na/token',
		apiVersion: '2',
	});
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	const [request] = service.dataCalls;
	expect(verifyMac(request, secret).id).toBe('AT1');
	expect(request.headers['x-api-version']).toBe('2');
	expect(service.tokenCalls[0].headers['x-api-version']).toBe('2');
});
