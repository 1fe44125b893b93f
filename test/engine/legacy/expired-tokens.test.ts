import { sleep, type IDataObject } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import { MARTA_ORIGIN, runNode, SAISON_ORIGIN, type EngineRun } from '../harness';
import { loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { exchangedStore } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork } from '../stubbed-host';

/**
 * n8n's HTTP Request node with 'Never Error', which takes a 401 for success: only a rejection by
 * `authenticate` makes it renew.
 */
isolateNetwork();

const SECOND = 1_000;

async function request(
	credential: 'martaApi' | 'saisonConnectApi',
	store: CredentialsStore,
	count = 1,
): Promise<EngineRun> {
	const uri = `${credential === 'martaApi' ? MARTA_ORIGIN : SAISON_ORIGIN}/any`;
	const items: IDataObject[] = Array.from({ length: count }, () => ({ uri, simple: false }));
	return await runNode({ node: 'legacyRequest', parameters: { credential }, store, items });
}

test.each([
	['just received', 10 * SECOND],
	['received long ago', 600 * SECOND],
])(
	'a session of MARTA past its expiry, %s, is renewed once for all items',
	async (_when, lifetime) => {
		const service = new MartaStandIn({ lifetime });
		const { store, result } = await inVirtualTime(async () => {
			const credential = await loggedInStore(service);
			await sleep(lifetime + SECOND);
			return { store: credential, result: await request('martaApi', credential, 5) };
		});
		expect(result.error?.message).toBeUndefined();
		expect(result.items.map(({ json }) => json)).toEqual(Array(5).fill({ ok: true }));
		expect(service.logins).toHaveLength(1);
		expect(service.tokensUsed).toEqual(Array(5).fill(store.stored.sessionToken));
	},
);

test.each([
	['just received', 10],
	['received long ago', 600],
])(
	'a token of Saison Connect past its expiry, %s, is refreshed once for all items',
	async (_when, expiresIn) => {
		const service = new SaisonStandIn({ codes: ['CODE'], expiresIn });
		const { store, result } = await inVirtualTime(async () => {
			const credential = await exchangedStore(service);
			await sleep((expiresIn + 1) * SECOND);
			return { store: credential, result: await request('saisonConnectApi', credential, 5) };
		});
		expect(result.error?.message).toBeUndefined();
		expect(service.tokenCalls).toHaveLength(1);
		expect(service.tokensUsed).toEqual(Array(5).fill('AT2'));
		expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
	},
);

test('sessions that have expired when they are received, by a fast clock, are used', async () => {
	const service = new MartaStandIn({ tokens: [], lifetime: 900 * SECOND });
	const result = await inVirtualTime(async () => {
		const store = await loggedInStore(service);
		store.stored = { ...store.stored, sessionExpiresAt: new Date(0).toISOString() };
		return [await request('martaApi', store, 4), await request('martaApi', store, 4)];
	});
	expect(result.map(({ error }) => error?.message)).toEqual([undefined, undefined]);
	expect(service.logins).toHaveLength(0);
	expect(service.dataCalls).toHaveLength(8);
});

test('a token without a refresh token is used until the service rejects it', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'], expiresIn: 10, withoutRefreshToken: true });
	const result = await inVirtualTime(async () => {
		const store = await exchangedStore(service);
		await sleep(11 * SECOND);
		return await request('saisonConnectApi', store);
	});
	expect(result.error?.message).toBeUndefined();
	expect(service.tokensUsed).toEqual(['AT1']);
});
