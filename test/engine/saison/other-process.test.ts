import type { CredentialsStore } from '../credentials-store';
import { sleep } from 'n8n-workflow';
import { SaisonStandIn } from '../saison-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork } from '../stubbed-host';
import { exchangedStore, readAttributes, rows } from './bound-data';

isolateNetwork();

/** A second n8n process that took the stored refresh token, and stores what came of it later. */
async function anotherProcessRenews(
	service: SaisonStandIn,
	store: CredentialsStore,
	storedAfter: number,
): Promise<void> {
	const own = store.stored;
	const stale = { ...own };
	const other = await exchangedStore(service, { clientId: own.clientId as string }, 'OTHER');
	service.host.requests.length = 0;
	store.stored = stale;
	void sleep(storedAfter).then(() => {
		store.stored = other.stored;
	});
}

test.each([
	['already stored', 0],
	['stored 60 ms later', 60],
	['stored 700 ms later', 700],
])('the tokens of a process that renewed first are used: %s', async (_when, storedAfter) => {
	// RT1 is not known to the service any more: the other process has used it.
	const service = new SaisonStandIn({ codes: ['CODE', 'OTHER'], latency: 2 });
	const store = await exchangedStore(service);
	service.expire();
	const rejected = service.forgetRefreshTokens();
	expect(rejected).toEqual(['RT1']);
	const result = await inVirtualTime(async () => {
		await anotherProcessRenews(service, store, storedAfter);
		return await readAttributes(store, { items: rows(40) });
	});
	expect(result.error?.message).toBeUndefined();
	expect(result.items).toHaveLength(40);
	expect(result.items.every(({ json }) => json.token === 'AT2')).toBe(true);
	expect(service.tokenCalls.length).toBeLessThanOrEqual(1);
	expect(store.stored).toMatchObject({ accessToken: 'AT2', refreshToken: 'RT2' });
});

test('if no run stores new tokens, the run ends after some seconds and says what to do', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store = await exchangedStore(service);
	service.expire();
	service.forgetRefreshTokens();
	const result = await inVirtualTime(
		async () => await readAttributes(store, { items: rows(12), onError: 'continueRegularOutput' }),
	);
	for (const { json } of result.items) {
		expect(json.details).toMatchObject({ reason: 'consent_needed', httpStatus: 400 });
		expect(json.error).toMatch(/refresh token was not accepted.*consent again/);
	}
	expect(service.tokenCalls).toHaveLength(1);
	expect(store.writes).toEqual([]);
});
