import { sleep } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import { saisonStore } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork } from '../stubbed-host';
import { exchangedStore, newClient, readAttributes } from './bound-data';

/** n8n receives new tokens, and cannot store them. */
isolateNetwork();

const LATER = 31_000;
const HOUR = 3_600_000;

async function runAfter(store: CredentialsStore, ms: number) {
	await sleep(ms);
	return await readAttributes(store);
}

test.each([
	['31 s', LATER],
	['23 hours', 23 * HOUR],
])('tokens that could not be stored are used %s later', async (_when, ms) => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const { lost, found, store } = await inVirtualTime(async () => {
		const credential = await exchangedStore(service);
		service.expire();
		credential.failingWrites = 1;
		return {
			store: credential,
			lost: await readAttributes(credential),
			found: await runAfter(credential, ms),
		};
	});
	expect(lost.error).toBeDefined();
	expect(found.error?.message).toBeUndefined();
	expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
	expect(service.usedRefreshTokens).toEqual(['RT1']);
});

test('the same holds for what a code was exchanged for', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const result = await inVirtualTime(async () => {
		const store = saisonStore({ clientId: newClient(), authorizationCode: 'CODE' });
		store.failingWrites = 1;
		await readAttributes(store);
		return await runAfter(store, 2 * HOUR);
	});
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls).toHaveLength(1);
});

test('if they have expired by then, they are renewed', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const { store, result } = await inVirtualTime(async () => {
		const credential = await exchangedStore(service);
		service.expire();
		credential.failingWrites = 1;
		await readAttributes(credential);
		await sleep(LATER);
		service.expire();
		return { store: credential, result: await readAttributes(credential) };
	});
	expect(result.error?.message).toBeUndefined();
	expect(store.stored).toMatchObject({ accessToken: 'AT3', refreshToken: 'RT3' });
	expect(service.usedRefreshTokens).toEqual(['RT1', 'RT2']);
});

test('tokens that were stored never come back over newer ones of another process', async () => {
	const service = new SaisonStandIn({ codes: ['CODE', 'OTHER'] });
	const { store, result } = await inVirtualTime(async () => {
		const credential = await exchangedStore(service);
		const stale = { ...credential.stored };
		service.expire();
		await readAttributes(credential);
		await sleep(LATER);
		service.expire();
		// A node that read the credential long ago.
		credential.stored = stale;
		return {
			store: credential,
			result: await readAttributes(credential, { onError: 'continueRegularOutput' }),
		};
	});
	expect(result.items[0].json.details).toMatchObject({ reason: 'consent_needed' });
	expect(store.stored).toMatchObject({ refreshToken: 'RT1' });
	expect(service.usedRefreshTokens).toEqual(['RT1']);
});
