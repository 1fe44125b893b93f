import { runNode } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { isolateNetwork } from '../stubbed-host';
import { loggedInStore } from './logged-in';

isolateNetwork();

const get = { resource: 'campaign', operation: 'get' };

test.each([
	['16273', '/terminal/campaign/16273'],
	['00162', '/terminal/campaign/00162'],
	[' 16273 ', '/terminal/campaign/16273'],
	['a/b', '/terminal/campaign/a%2Fb'],
	['a?b=1', '/terminal/campaign/a%3Fb%3D1'],
	['a#b', '/terminal/campaign/a%23b'],
	['a b', '/terminal/campaign/a%20b'],
	['../customer', '/terminal/campaign/..%2Fcustomer'],
	['%2e%2e', '/terminal/campaign/%252e%252e'],
	['a\\b', '/terminal/campaign/a%5Cb'],
	['キャンペーン', '/terminal/campaign/%E3%82%AD%E3%83%A3%E3%83%B3%E3%83%9A%E3%83%BC%E3%83%B3'],
])('the campaign %j goes into the path as one segment', async (campaignId, uri) => {
	const service = new MartaStandIn({ data: () => ({ json: { rules: [] } }) });
	const store = await loggedInStore(service);
	const result = await runNode({ node: 'marta', parameters: { ...get, campaignId }, store });
	expect(result.error?.message).toBeUndefined();
	expect(service.dataCalls.map((request) => `${request.method} ${request.uri}`)).toEqual([
		`GET ${uri}`,
	]);
	expect(result.items[0].json).toEqual({ rules: [] });
});

test.each(['', '   ', undefined])(
	"with %j the credential's campaign is used",
	async (campaignId) => {
		const service = new MartaStandIn();
		const store = await loggedInStore(service, { campaignId: 'C 7' });
		await runNode({ node: 'marta', parameters: { ...get, campaignId }, store });
		expect(service.dataCalls[0].uri).toBe('/terminal/campaign/C%207');
	},
);

test.each(['.', '..', ' .. '])('%j is rejected before anything is sent', async (campaignId) => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const result = await runNode({ node: 'marta', parameters: { ...get, campaignId }, store });
	expect(result.error?.message).toMatch(/'Campaign ID' cannot be part of a path/);
	expect(result.error?.name).toBe('NodeOperationError');
	expect(service.host.requests).toEqual([]);
});

test('with no campaign anywhere the field is named', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service, {
		scope: 'backoffice',
		username: 'u',
		password: 'pass',
		campaignId: '',
	});
	const result = await runNode({ node: 'marta', parameters: get, store });
	expect(result.error?.message).toMatch(/'Campaign ID' is empty/);
	expect(service.host.requests).toEqual([]);
});

test('an incomplete surrogate pair is an input error of the item, not a crash of the run', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const result = await runNode({
		node: 'marta',
		parameters: { ...get, campaignId: 'a\ud800b' },
		store,
		onError: 'continueRegularOutput',
	});
	expect(result.items).toEqual([
		{
			json: {
				error: expect.stringMatching(/'Campaign ID'/),
				details: expect.objectContaining({ reason: 'invalid_input' }),
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(service.host.requests).toEqual([]);
});
