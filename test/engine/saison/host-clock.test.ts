import type { IDataObject } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import { runNode, SAISON_ORIGIN, type EngineRun } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork, type Reply, type RecordedRequest } from '../stubbed-host';
import { attributesOfRow, exchangedStore, readAttributes, rows } from './bound-data';

isolateNetwork();

const MINUTES = 60_000;
const WRONG = [10 * MINUTES, -10 * MINUTES, 26 * 60 * MINUTES, -26 * 60 * MINUTES];

interface Setup {
	service: SaisonStandIn;
	store: CredentialsStore;
}

/** A stored token from a time when both clocks were right. */
async function setUp(rules: ConstructorParameters<typeof SaisonStandIn>[0] = {}): Promise<Setup> {
	const service = new SaisonStandIn({ codes: ['CODE'], clockAhead: 0, latency: 2, ...rules });
	return { service, store: await exchangedStore(service) };
}

/** A service that rejects every token from `start` on. */
function rejectsOnDemand(): { data: () => Reply; start: () => void } {
	let isRejecting = false;
	return {
		data: () =>
			isRejecting
				? { status: 401, json: { error: 'invalid_token' } }
				: { json: { result_code: '000' } },
		start: () => (isRejecting = true),
	};
}

function timestamp({ headers }: RecordedRequest): number {
	return Number(/ts="(\d+)"/.exec(headers.authorization)?.[1]) * 1_000;
}

function errorOf({ error }: EngineRun): string {
	return `${error?.message} ${(error as { description?: string } | undefined)?.description}`;
}

async function write(store: CredentialsStore): Promise<EngineRun> {
	const parameters = { resource: 'apiRequest', operation: 'send', method: 'POST', path: '/x' };
	return await runNode({ node: 'saisonConnect', parameters, store });
}

describe.each(WRONG)('A service whose clock is ahead by %d ms', (ahead) => {
	test('costs no refresh token: requests are signed again with its time', async () => {
		const { service, store } = await setUp();
		service.clockAhead = ahead;
		const items = rows(6);
		const run = async () => await readAttributes(store, { parameters: attributesOfRow, items });
		expect((await run()).error?.message).toBeUndefined();
		expect(service.tokenCalls).toEqual([]);
		expect(service.dataCalls.length).toBeGreaterThan(6);
		service.host.requests.length = 0;
		expect((await run()).error?.message).toBeUndefined();
		expect(service.tokenCalls).toEqual([]);
		expect(service.dataCalls).toHaveLength(6);
		expect(service.signatureErrors).toEqual([]);
	});

	test('costs an expired token one refresh', async () => {
		const { service, store } = await setUp();
		service.clockAhead = ahead;
		service.expire();
		const result = await readAttributes(store, { parameters: attributesOfRow, items: rows(6) });
		expect(result.error?.message).toBeUndefined();
		expect(service.tokenCalls).toHaveLength(1);
	});

	test("is told apart from a member's own token that has expired", async () => {
		const { service, store } = await setUp({ accessTokens: ['MEMBER'] });
		service.clockAhead = ahead;
		const options = { memberAccessToken: '={{ $json.token }}' };
		const items = [{ token: 'MEMBER' }];
		const parameters = { resource: 'member', operation: 'getAttributes', options };
		const result = await readAttributes(store, { parameters, items });
		expect(result.error?.message).toBeUndefined();
		expect(service.tokensUsed).toEqual(['MEMBER', 'MEMBER']);
	});

	test('is named with its seconds and direction if the signature is still rejected', async () => {
		const rejecting = rejectsOnDemand();
		const result = await inVirtualTime(async () => {
			const { service, store } = await setUp({ data: rejecting.data });
			service.clockAhead = ahead;
			rejecting.start();
			return await readAttributes(store);
		});
		const seconds = Math.abs(ahead) / 1_000;
		const direction = ahead > 0 ? 'behind' : 'ahead of';
		const [, said] =
			new RegExp(`The clock of the n8n host is (\\d+) s ${direction} the service's clock`).exec(
				errorOf(result),
			) ?? [];
		// The date of a response has whole seconds.
		expect(Math.abs(Number(said) - seconds)).toBeLessThanOrEqual(1);
	});

	test('costs the HTTP Request node one renewal, and none after it', async () => {
		const { service, store } = await setUp();
		service.clockAhead = ahead;
		const item: IDataObject = { uri: `${SAISON_ORIGIN}/x` };
		const parameters = { credential: 'saisonConnectApi' };
		for (const renewals of [1, 0]) {
			service.host.requests.length = 0;
			const result = await runNode({ node: 'legacyRequest', parameters, store, items: [item] });
			expect(result.error?.message).toBeUndefined();
			expect(service.tokenCalls).toHaveLength(renewals);
		}
	});
});

test('a write that was signed with a wrong time is signed and sent once more', async () => {
	const { service, store } = await setUp();
	service.clockAhead = 10 * MINUTES;
	expect((await write(store)).error?.message).toBeUndefined();
	expect(service.dataCalls).toHaveLength(2);
	expect(service.tokenCalls).toEqual([]);
});

test('a write that is rejected again is not sent a third time', async () => {
	const { service, store } = await setUp();
	service.clockAhead = 10 * MINUTES;
	service.expire();
	expect((await write(store)).error).toBeDefined();
	expect(service.dataCalls).toHaveLength(2);
});

test('a clock that is right again is noticed without a refresh', async () => {
	const { service, store } = await setUp();
	service.clockAhead = 10 * MINUTES;
	await readAttributes(store);
	service.clockAhead = 0;
	service.host.requests.length = 0;
	const result = await readAttributes(store);
	expect(result.error?.message).toBeUndefined();
	expect(service.tokenCalls).toEqual([]);
	expect(service.dataCalls).toHaveLength(2);
});

test('a difference of less than a minute is left to the service', async () => {
	const { service, store } = await setUp();
	service.clockAhead = 50_000;
	const before = Date.now();
	service.expire();
	expect((await readAttributes(store)).error?.message).toBeUndefined();
	const [rejected, accepted] = service.dataCalls.map(timestamp);
	expect(service.dataCalls).toHaveLength(2);
	for (const ts of [rejected, accepted]) {
		expect(ts).toBeGreaterThan(before - 1_000);
		expect(ts).toBeLessThanOrEqual(Date.now());
	}
});

test.each([
	['without a date', undefined, /Check the clock of the n8n host, and 'Client Secret'/],
	['with the right date', 0, /renewed\. (?:\[item 0\] )?Check 'Client Secret' and 'MAC Separator'/],
])('the error %s says what is known of the clock', async (_what, clockAhead, says) => {
	const rejecting = rejectsOnDemand();
	const { service, store } = await setUp({ clockAhead, data: rejecting.data });
	rejecting.start();
	expect(errorOf(await readAttributes(store))).toMatch(says);
	expect(service.dataCalls).toHaveLength(3);
});
