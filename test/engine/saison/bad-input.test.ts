import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { CredentialsStore } from '../credentials-store';
import { runNode } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { removeStubbedHosts, isolateNetwork } from '../stubbed-host';
import { attributes, exchangedStore } from './bound-data';

isolateNetwork();

/** Runs with a credential that works, so that a request would go out; expects that none does. */
async function expectRejected(
	parameters: INodeParameters,
	message: RegExp | string,
	change: ICredentialDataDecryptedObject = {},
): Promise<void> {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const store: CredentialsStore = await exchangedStore(service);
	store.stored = { ...store.stored, ...change };
	const stopped = await runNode({ node: 'saisonConnect', parameters, store });
	expect(stopped.error?.message).toMatch(message);
	expect(stopped.error?.name).toBe('NodeOperationError');
	expect(stopped.error?.context).toMatchObject({
		itemIndex: 0,
		details: { reason: 'invalid_input' },
	});
	const onError = 'continueRegularOutput';
	const { items, error } = await runNode({ node: 'saisonConnect', parameters, store, onError });
	expect(error?.message).toBeUndefined();
	expect(items[0].json).toMatchObject({
		error: expect.stringMatching(message),
		details: { reason: 'invalid_input' },
	});
	expect(service.host.requests).toEqual([]);
	expect(store.hookCalls).toBe(0);
	removeStubbedHosts();
}

test.each([
	['empty', '', /'Base URL' is empty/],
	['spaces', '   ', /'Base URL' is empty/],
	['a bare host', 'api.example.com', /'Base URL' must begin with https/],
	['another scheme', 'ftp://api.example.com', /'Base URL' must begin with https/],
	['without a host', 'https://', /'Base URL'/],
	['not an address', 'https://a b', /'Base URL'/],
	['with a bad port', 'https://a.example:99999', /'Base URL' is not a valid address/],
	['with a path', 'https://a.example/api', /'Base URL' must not contain a path/],
	['with a query', 'https://a.example?x=1', /'Base URL' must not contain a path, a query/],
	['with a fragment', 'https://a.example#x', /'Base URL' must not contain/],
	['with user info', 'https://u:p@a.example', /'Base URL' must not contain a user name/],
	['http to another machine', 'http://a.example', /'Base URL' must begin with https/],
	['http to a name that only looks like this machine', 'http://localhost.example', /'Base URL'/],
	['http to a number that only looks like this machine', 'http://127.0.0.1.example', /'Base URL'/],
])('a base URL that is %s', async (_what, baseUrl, message) => {
	await expectRejected(attributes, message, { environment: 'custom', baseUrl });
});

test.each<[string, ICredentialDataDecryptedObject]>([
	['Client ID', { clientId: '' }],
	['Client ID', { clientId: '  ' }],
	['Client Secret', { clientSecret: '' }],
	['Token URL Path', { tokenUrlPath: '' }],
	['Token URL Path', { tokenUrlPath: 'auth/token' }],
	['Token URL Path', { tokenUrlPath: '//evil.example/token' }],
	['Token URL Path', { tokenUrlPath: 'https://evil.example/token' }],
	['Token URL Path', { tokenUrlPath: '/a/../token' }],
	['API Version', { apiVersion: '' }],
	['API Version', { apiVersion: '1\r\nX: y' }],
])('a bad %s of the credential: %j', async (field, change) => {
	await expectRejected(attributes, `'${field}'`, change);
});

const send = { resource: 'apiRequest', operation: 'send' };

test.each([
	['empty', '={{ "" }}'],
	['spaces', '  '],
	['without a slash', 'v1/x'],
	['with two slashes', '//evil.example/x'],
	['with a scheme', 'https://evil.example/x'],
	['with a scheme in capitals', 'HTTPS://evil.example/x'],
	['with another scheme', 'javascript:alert(1)'],
	['with a backslash', '/\\evil.example/x'],
	['with a space', '/v1/a b'],
	['with a line feed', '/v1/a\nb'],
	['with a carriage return', '/v1/a\r\nHost: x'],
	['with a tab', '/v1/a\tb'],
	['with a null', '/v1/a\0b'],
	['with a delete character', '/v1/a\u007fb'],
	['with ..', '/v1/../x'],
	['that ends in ..', '/v1/..'],
	['with .', '/v1/./x'],
	['with encoded dots', '/v1/%2e%2E/x'],
	['with half-encoded dots', '/v1/.%2e/x'],
	['with a fragment', '/v1/x#y'],
	['with letters outside ASCII', '/v1/名'],
	['with a quote', '/v1/"x"'],
	['with angle brackets', '/v1/<x>'],
])('a path %s', async (_what, path) => {
	await expectRejected({ ...send, path }, /'Path'/);
	await expectRejected({ resource: 'statement', operation: 'get', path }, /'Path'/);
});

test.each([
	'Authorization',
	'authorization',
	' AUTHORIZATION ',
	'Host',
	'content-length',
	'X-API-Version',
])('the header %j', async (name) => {
	const headerParameters = { parameter: [{ name, value: 'x' }] };
	await expectRejected({ ...send, path: '/v1/x', headerParameters }, /'Headers' must not set/);
});

test.each([
	['a name with a space', 'X Y', 'v'],
	['a name with a colon', 'X:', 'v'],
	['a name with a line feed', 'X\nY', 'v'],
	['a value with a line feed', 'X-A', 'v\r\nAuthorization: MAC'],
	['a value outside Latin-1', 'X-A', '値'],
	['a value without a name', '', 'v'],
])('a header with %s', async (_what, name, value) => {
	const headerParameters = { parameter: [{ name, value }] };
	await expectRejected({ ...send, path: '/v1/x', headerParameters }, /'Headers' has/);
});

test('a parameter value without a name', async () => {
	const bodyParameters = { parameter: [{ name: '', value: 'v' }] };
	await expectRejected({ ...send, path: '/v1/x', bodyParameters }, /'Body Parameters' has a value/);
});

test('no attribute chosen', async () => {
	await expectRejected({ ...attributes, attributes: [] }, /'Attributes' has nothing selected/);
	await expectRejected(
		{ ...attributes, attributes: [], additionalAttributes: ' , ,' },
		/'Attributes' has nothing selected/,
	);
});

test('no data flag', async () => {
	await expectRejected({ ...attributes, dataFlag: '' }, /'Data Flag' is empty/);
});

test.each([0, -1, 1.5, 'many', '={{ 0 }}', '={{ NaN }}', '={{ 1e400 }}', '={{ {} }}'])(
	'%j at once',
	async (maxConcurrentRequests) => {
		await expectRejected(
			{ ...attributes, options: { maxConcurrentRequests } },
			/'Max Concurrent Requests' must be/,
		);
	},
);

test.each([0, -1, 0.5, 'long'])('a timeout of %j', async (timeout) => {
	await expectRejected({ ...attributes, options: { timeout } }, /'Timeout' must be a whole number/);
});

test('a path from an expression that evaluates to an object', async () => {
	await expectRejected({ ...send, path: '={{ { a: 1 } }}' }, /'Path' must be text/);
});
