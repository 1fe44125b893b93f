import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { martaStore, runNode } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { isolateNetwork, type RecordedRequest } from '../stubbed-host';
import { check, newKey } from './logged-in';

isolateNetwork();

/** Every field filled in, so that what a scope leaves out shows. */
const everything: ICredentialDataDecryptedObject = {
	username: 'till-1',
	password: ' päss wörd ',
	campaignId: ' 00162 ',
	serialNumber: '00444001',
	deviceType: '2',
	foreignId: 'F-7',
};

const terminalBody = {
	username: 'till-1',
	password: ' päss wörd ',
	serialnumber: '00444001',
	campaignid: '00162',
	devicetype: '2',
	foreignid: 'F-7',
};

const open = { username: 'till-1', password: ' päss wörd ', campaignid: '00162', devicetype: '2' };

const nobody = { username: '', password: '', serialNumber: '', foreignId: '' };

const BODIES: Array<[string, ICredentialDataDecryptedObject, IDataObject]> = [
	['backoffice', {}, open],
	['backoffice', { campaignId: '' }, { ...open, campaignid: '' }],
	['terminal', {}, terminalBody],
	['terminal-backoffice', {}, terminalBody],
	['customersynchro', {}, { campaignid: '00162', devicetype: '2' }],
	['customer', {}, open],
	['prize', {}, terminalBody],
	['prize', { serialNumber: '', foreignId: '' }, open],
	['prize', { ...nobody, deviceType: '' }, { campaignid: '00162' }],
	['product', { ...nobody, campaignId: '' }, { devicetype: '2' }],
	['product', { ...nobody, campaignId: '', deviceType: '' }, {}],
];

function expectLogin(
	request: RecordedRequest,
	apiKey: string,
	scope: string,
	body: IDataObject,
): void {
	expect(`${request.method} ${request.uri}`).toBe('POST /auth');
	expect(request.headers['content-type']).toMatch(/^application\/json/);
	expect(request.headers['x-api-key']).toBe(apiKey);
	expect(request.headers).not.toHaveProperty('authorization');
	expect(JSON.parse(request.body)).toStrictEqual({ ...body, scope });
}

test.each(BODIES)(
	'%s logs in before the first call with exactly its fields: %j',
	async (scope, changes, body) => {
		const service = new MartaStandIn();
		const apiKey = newKey();
		const store = martaStore({ ...everything, ...changes, scope, apiKey });
		const result = await check(store);
		expect(result.error?.message).toBeUndefined();
		expect(service.logins).toHaveLength(1);
		expectLogin(service.logins[0], apiKey, scope, body);
	},
);

test.each(BODIES)('%s: the operation Log In sends the same: %j', async (scope, changes, body) => {
	const service = new MartaStandIn();
	const apiKey = newKey();
	const store = martaStore({ ...everything, ...changes, scope, apiKey });
	const result = await runNode({
		node: 'marta',
		parameters: { resource: 'session', operation: 'logIn' },
		store,
	});
	expect(result.error?.message).toBeUndefined();
	expect(service.host.requests).toHaveLength(1);
	expectLogin(service.host.requests[0], apiKey, scope, body);
});

test('a foreign ID of spaces is left out', async () => {
	const service = new MartaStandIn();
	const store = martaStore({ ...everything, scope: 'terminal', foreignId: '  ', apiKey: newKey() });
	await check(store);
	expect(JSON.parse(service.logins[0].body)).not.toHaveProperty('foreignid');
});

test.each<[string, string, ICredentialDataDecryptedObject]>([
	['backoffice', 'Username', { username: '' }],
	['backoffice', 'Password', { password: '' }],
	['backoffice', 'Device Type', { deviceType: '' }],
	['terminal', 'Username', { username: '' }],
	['terminal', 'Password', { password: '' }],
	['terminal', 'Serial Number', { serialNumber: ' ' }],
	['terminal', 'Campaign ID', { campaignId: '' }],
	['terminal-backoffice', 'Serial Number', { serialNumber: '' }],
	['customersynchro', 'Campaign ID', { campaignId: '  ' }],
	['customersynchro', 'Device Type', { deviceType: '' }],
	['customer', 'Username', { username: '' }],
	['customer', 'Password', { password: '' }],
])('%s without %s names the field and sends nothing', async (scope, field, changes) => {
	const service = new MartaStandIn();
	const store = martaStore({ ...everything, scope, apiKey: newKey(), ...changes });
	const byCall = await check(store);
	const byOperation = await runNode({
		node: 'marta',
		parameters: { resource: 'session', operation: 'logIn' },
		store,
	});
	for (const { error } of [byCall, byOperation]) {
		expect(error?.message).toMatch(`'${field}' is empty, but the scope ${scope} requires it`);
		expect(error?.name).toBe('NodeOperationError');
	}
	expect(service.host.requests).toEqual([]);
});

describe('the operation Log In', () => {
	const parameters = { resource: 'session', operation: 'logIn' };

	afterEach(() => jest.restoreAllMocks());

	test('reports until when the session lasts, and no tokens', async () => {
		jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-15T12:34:56.789Z'));
		const service = new MartaStandIn({ lifetime: 600_000 });
		const store = martaStore({ apiKey: newKey() });
		const result = await runNode({ node: 'marta', parameters, store });
		expect(result.items[0].json).toEqual({
			authenticated: true,
			scope: 'customersynchro',
			// A JWT has whole seconds.
			expiresAt: '2026-01-15T12:44:56.000Z',
		});
		expect(service.logins).toHaveLength(1);
		expect(store.writes).toEqual([]);
	});

	test('returns the tokens where the user asked for them', async () => {
		const service = new MartaStandIn();
		const store = martaStore({ apiKey: newKey() });
		const result = await runNode({
			node: 'marta',
			parameters: { ...parameters, includeTokens: true },
			store,
		});
		expect(result.items[0].json).toMatchObject({
			token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
			refreshToken: 'REFRESH1',
		});
		expect(service.logins).toHaveLength(1);
	});

	test('without an expiry in the token the session lasts 15 minutes from receipt', async () => {
		jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-15T12:34:56.789Z'));
		const service = new MartaStandIn({ login: () => ({ json: { token: 'opaque' } }) });
		const store = martaStore({ apiKey: newKey() });
		const result = await runNode({ node: 'marta', parameters, store });
		expect(result.items[0].json.expiresAt).toBe('2026-01-15T12:49:56.789Z');
		expect(service.logins).toHaveLength(1);
	});
});

test.each<[string, object, RegExp]>([
	['HTML', { body: '<html>' }, /login of MARTA returned a web page/i],
	['nothing', { body: '' }, /empty body/],
	['text', { body: 'OK' }, /not JSON/],
	['no token', { json: { refreshtoken: 'x' } }, /no usable token/],
	['a token with a space', { json: { token: 'a b' } }, /no usable token/],
	['a list', { json: [] }, /no usable token/],
	[
		'401',
		{ status: 401, json: {} },
		/rejected the login \(HTTP 401\).*'API Key', 'Username', 'Password' and 'Scope'/,
	],
	['403', { status: 403, json: {} }, /rejected the login \(HTTP 403\).*API Key/],
	[
		'400',
		{ status: 400, json: {} },
		/rejected the login \(HTTP 400\).*'Campaign ID', 'Serial Number'/,
	],
	[
		'302',
		{ status: 302, headers: { location: 'https://elsewhere.example/' } },
		/redirects to another address/,
	],
])(
	'a login answered by %s is one clear error for all items, asked for once',
	async (_what, reply, text) => {
		const elsewhere = new MartaStandIn({ origin: 'https://elsewhere.example' });
		const service = new MartaStandIn({ login: () => reply });
		const store = martaStore({ apiKey: newKey() });
		const result = await check(store, {
			items: [{ card: 'A' }, { card: 'B' }, { card: 'C' }],
			onError: 'continueRegularOutput',
		});
		for (const { json } of result.items) expect(json.error).toMatch(text);
		expect(service.host.requests).toHaveLength(1);
		expect(elsewhere.host.requests).toEqual([]);
		expect(store.writes).toEqual([]);
	},
);
