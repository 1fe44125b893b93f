import { martaStore } from '../harness';
import { jwt, MartaStandIn } from '../marta-stand-in';
import { isolateNetwork } from '../stubbed-host';
import { check, checkCard, loggedInStore, newKey } from './logged-in';

isolateNetwork();

const withItemToken = { ...checkCard, options: { sessionToken: '={{ $json.token }}' } };
const past = jwt({ exp: 1_000_000, jti: 'past' });

test("an item's own session is used, without any login", async () => {
	const service = new MartaStandIn({ tokens: ['CUSTOMER-1', 'CUSTOMER-2'] });
	const store = martaStore({ apiKey: newKey() });
	const result = await check(store, {
		parameters: withItemToken,
		items: [
			{ card: 'A', token: 'CUSTOMER-1' },
			{ card: 'B', token: 'CUSTOMER-2' },
		],
	});
	expect(result.error?.message).toBeUndefined();
	expect(service.tokensUsed.sort()).toEqual(['CUSTOMER-1', 'CUSTOMER-2']);
	expect(service.logins).toEqual([]);
	expect(store.hookCalls).toBe(0);
	expect(store.writes).toEqual([]);
});

test.each([
	['401', 401, 'EXPIRED-1'],
	['403 and past its expiry', 403, past],
])(
	"an item's session that is over (%s) renews nothing and writes nothing",
	async (_what, expiredStatus, token) => {
		const service = new MartaStandIn({ expiredStatus });
		const store = martaStore({ apiKey: newKey() });
		const result = await check(store, {
			parameters: withItemToken,
			items: [{ card: 'A', token }],
			onError: 'continueRegularOutput',
		});
		expect(result.items[0].json).toEqual({
			error: expect.stringMatching(/item's session token has expired.*Log the customer in again/),
			details: { reason: 'token_expired', httpStatus: expiredStatus, resultCode: null },
		});
		expect(service.logins).toEqual([]);
		expect(service.dataCalls).toHaveLength(1);
		expect(store.hookCalls).toBe(0);
		expect(store.writes).toEqual([]);
	},
);

test("an item's session that is missing does not fall back to the credential's", async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const result = await check(store, {
		parameters: withItemToken,
		items: [{ card: 'A', token: '' }, { card: 'B' }],
		onError: 'continueRegularOutput',
	});
	for (const { json } of result.items) expect(json.error).toMatch(/'Session Token' is empty/);
	expect(service.host.requests).toEqual([]);
});

test.each([
	['a space', 'a b'],
	['a line feed', 'a\nb'],
	['a letter outside ASCII', 'è'],
])("an item's session with %s is rejected before anything is sent", async (_what, token) => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const result = await check(store, { parameters: withItemToken, items: [{ card: 'A', token }] });
	expect(result.error?.message).toMatch(/'Session Token' contains characters/);
	expect(service.host.requests).toEqual([]);
});
