import { martaStore, runNode } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { isolateNetwork } from '../stubbed-host';
import { newKey } from './logged-in';

isolateNetwork();

const logIn = {
	resource: 'customer',
	operation: 'logIn',
	username: '={{ $json.user }}',
	password: '={{ $json.pw }}',
};
const people = [
	{ user: '+393331', pw: 'first-person-password' },
	{ user: '+393332', pw: ' päss" ' },
	{ user: '+393333', pw: 'wrong-password-typed' },
];

function service(): MartaStandIn {
	return new MartaStandIn({
		login: (request) =>
			request.body.includes('wrong-password-typed')
				? { status: 401, json: { code: 'E7', message: `no ${request.body}` } }
				: undefined,
		loginFields: { customer: { name: 'Rossi', mobile: '' } },
	});
}

test('each item logs in with its own person, the rest from the credential', async () => {
	const marta = service();
	const apiKey = newKey();
	const store = martaStore({ apiKey, deviceType: '3' });
	const result = await runNode({
		node: 'marta',
		parameters: { ...logIn, options: { maxConcurrentRequests: 1 } },
		items: people,
		store,
		onError: 'continueRegularOutput',
	});
	expect(marta.host.requests).toHaveLength(3);
	expect(marta.host.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual(
		people.map(({ user, pw }) => ({
			username: user,
			password: pw,
			campaignid: '16273',
			devicetype: '3',
			scope: 'customer',
		})),
	);
	for (const { headers } of marta.host.requests) {
		expect(headers['x-api-key']).toBe(apiKey);
		expect(headers).not.toHaveProperty('authorization');
	}
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
		{ item: 2 },
	]);
	expect(result.items[0].json).toEqual({
		authenticated: true,
		scope: 'customer',
		expiresAt: expect.any(String),
		customer: { name: 'Rossi', mobile: '' },
	});
	expect(result.items[2].json).toEqual({
		error: expect.stringMatching(/rejected the customer's login \(HTTP 401\)/),
		details: { reason: 'service_error', httpStatus: 401, resultCode: 'E7' },
	});
});

test("a customer's login neither uses nor changes the stored session", async () => {
	const marta = service();
	const store = martaStore({ apiKey: newKey() });
	await runNode({ node: 'marta', parameters: logIn, items: people.slice(0, 2), store });
	expect(marta.host.requests).toHaveLength(2);
	expect(store.hookCalls).toBe(0);
	expect(store.writes).toEqual([]);
});

test('no password is in any output or error', async () => {
	service();
	const store = martaStore({ apiKey: newKey() });
	const result = await runNode({
		node: 'marta',
		parameters: logIn,
		items: people,
		store,
		onError: 'continueRegularOutput',
	});
	const output = JSON.stringify(result.items);
	for (const { pw } of people) expect(output).not.toContain(pw.trim());
});

test('tokens are returned only where the user asked for them', async () => {
	service();
	const store = martaStore({ apiKey: newKey() });
	const closed = await runNode({
		node: 'marta',
		parameters: logIn,
		items: people.slice(0, 1),
		store,
	});
	expect(closed.items[0].json).not.toHaveProperty('token');
	expect(closed.items[0].json).not.toHaveProperty('refreshToken');
	const open = await runNode({
		node: 'marta',
		parameters: { ...logIn, includeTokens: true },
		items: people.slice(0, 1),
		store,
	});
	expect(open.items[0].json).toMatchObject({
		token: expect.stringMatching(/\./),
		refreshToken: 'REFRESH2',
	});
});

test.each([
	['Username', { user: '', pw: 'x' }],
	['Username', { user: '  ', pw: 'x' }],
	['Password', { user: 'u', pw: '' }],
])('a missing %s is named and nothing is sent', async (field, person) => {
	const marta = service();
	const store = martaStore({ apiKey: newKey() });
	const result = await runNode({ node: 'marta', parameters: logIn, items: [person], store });
	expect(result.error?.message).toMatch(`'${field}' is empty`);
	expect(marta.host.requests).toEqual([]);
});

test('a login is not retried when the service is down', async () => {
	const marta = new MartaStandIn({ login: () => ({ status: 503, json: {} }) });
	const store = martaStore({ apiKey: newKey() });
	const result = await runNode({
		node: 'marta',
		parameters: logIn,
		items: people.slice(0, 1),
		store,
	});
	expect(result.error?.message).toMatch(/not available \(HTTP 503\)/);
	expect(marta.host.requests).toHaveLength(1);
});

test('the user and password of the credential are never mixed in', async () => {
	const marta = new MartaStandIn({ loginFields: { customer: null } });
	const store = martaStore({ apiKey: newKey(), username: 'never', password: 'never-sent' });
	const result = await runNode({
		node: 'marta',
		parameters: logIn,
		items: people.slice(0, 1),
		store,
	});
	expect(result.items[0].json).not.toHaveProperty('customer');
	expect(marta.host.requests[0].body).not.toContain('never');
});
