import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { runNode } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { removeStubbedHosts, isolateNetwork } from '../stubbed-host';
import { loggedInStore } from './logged-in';

isolateNetwork();

/** Runs with a session stored, so that a request would go out; expects that none does. */
async function expectRejected(
	parameters: INodeParameters,
	message: RegExp | string,
	change: ICredentialDataDecryptedObject = {},
): Promise<void> {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	store.stored = { ...store.stored, ...change };
	const stopped = await runNode({ node: 'marta', parameters, store });
	expect(stopped.error?.message).toMatch(message);
	expect(stopped.error?.name).toBe('NodeOperationError');
	const onError = 'continueRegularOutput';
	const { items, error } = await runNode({ node: 'marta', parameters, store, onError });
	expect(error?.message).toBeUndefined();
	expect(items[0].json).toMatchObject({
		error: expect.stringMatching(message),
		details: { reason: 'invalid_input', httpStatus: null, resultCode: null },
	});
	expect(service.host.requests).toEqual([]);
	removeStubbedHosts();
}

const check = { resource: 'card', operation: 'check', value: 'C' };
const send = { resource: 'apiRequest', operation: 'send', path: '/any' };

test.each([
	['empty', '', /'Base URL' is empty/],
	['a bare host', 'marta.example', /'Base URL' must begin with https/],
	['with a path', 'https://marta.example/api', /'Base URL' must not contain a path/],
	['with a query', 'https://marta.example/?x', /'Base URL' must not contain/],
	['with user info', 'https://u@marta.example', /'Base URL' must not contain a user name/],
	['http to another machine', 'http://marta.example', /'Base URL' must begin with https/],
])('a base URL that is %s', async (_what, baseUrl, message) => {
	await expectRejected(check, message, { environment: 'custom', baseUrl });
});

test.each<[string, ICredentialDataDecryptedObject]>([
	['API Key', { apiKey: '' }],
	['API Key', { apiKey: '  ' }],
	['API Key', { apiKey: 'a\nb' }],
	['API Key', { apiKey: 'ключ' }],
	['Scope', { scope: '' }],
	['Scope', { scope: 'admin' }],
	['Scope', { scope: 'toString' }],
])('a bad %s of the credential: %j', async (field, change) => {
	await expectRejected(check, `'${field}'`, change);
});

test.each([
	['Value', { ...check, value: '={{ "" }}' }],
	['Value', { ...check, value: '  ' }],
	['Look Up By', { ...check, lookupBy: 'phone' }],
	['Method', { ...send, method: '={{ "TRACE" }}' }],
	['Path', { ...send, path: '={{ "" }}' }],
	['Path', { ...send, path: 'any' }],
	['Path', { ...send, path: '//evil.example' }],
	['Path', { ...send, path: 'https://evil.example/' }],
	['Path', { ...send, path: '/a/../b' }],
	['Path', { ...send, path: '/a/%2e%2e/auth' }],
	['Path', { ...send, path: '/a\nb' }],
	['Path', { ...send, path: '/a#b' }],
])('a bad %s: %j', async (field, parameters) => {
	await expectRejected(parameters, `'${field}'`);
});

test.each([
	['cut off', '{"a":1'],
	['with a trailing comma', '{"a":1,}'],
	['with single quotes', "{'a':1}"],
	['a word', 'hello'],
	['two values', '{} {}'],
	['NaN', '{"a":NaN}'],
])('a JSON body that is %s', async (_what, jsonBody) => {
	await expectRejected({ ...send, method: 'POST', jsonBody }, /'JSON Body' is not valid JSON/);
});

test('the error about a bad JSON body does not show its content', async () => {
	const service = new MartaStandIn();
	const store = await loggedInStore(service);
	const result = await runNode({
		node: 'marta',
		parameters: { ...send, method: 'POST', jsonBody: '={{ $json.body }}' },
		items: [{ body: '{"card": PERSONAL-DATA' }],
		store,
		onError: 'continueRegularOutput',
	});
	expect(result.items[0].json.error).toMatch(/'JSON Body'/);
	expect(JSON.stringify(result.items[0].json)).not.toContain('PERSONAL');
});

test.each(['Authorization', 'host', 'Content-Length', 'X-API-KEY', 'x-api-key '])(
	'the header %j',
	async (name) => {
		const headerParameters = { parameter: [{ name, value: 'x' }] };
		await expectRejected({ ...send, headerParameters }, /'Headers' must not set/);
	},
);

test.each([0, -3, 2.5])('%j at once', async (maxConcurrentRequests) => {
	await expectRejected(
		{ ...check, options: { maxConcurrentRequests } },
		/'Max Concurrent Requests' must be a whole number/,
	);
});
