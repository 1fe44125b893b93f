import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { SaisonConnectApi } from '../../../credentials/SaisonConnectApi.credentials';
import { testCredential, type TestVerdict } from '../credential-test';
import { SAISON_ORIGIN, saisonData } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { isolateNetwork, StubbedHost, type Reply } from '../stubbed-host';
import { newClient } from './bound-data';

isolateNetwork();

async function press(data: ICredentialDataDecryptedObject = {}): Promise<TestVerdict> {
	return await testCredential(new SaisonConnectApi(), {
		...saisonData,
		clientId: newClient(),
		...data,
	});
}

test('client id and secret alone test green on invalid_grant', async () => {
	const host = new StubbedHost(SAISON_ORIGIN, () => ({
		status: 400,
		json: { error: 'invalid_grant' },
	}));
	const verdict = await press({ clientId: 'a&b c', clientSecret: 's+e/c=r&é t' });
	expect(verdict).toMatchObject({ status: 'OK' });
	expect(host.requests).toHaveLength(1);
	const [request] = host.requests;
	expect(`${request.method} ${request.uri}`).toBe('POST /auth/token');
	expect(Object.fromEntries(request.form)).toEqual({
		grant_type: 'refresh_token',
		client_id: 'a&b c',
		client_secret: 's+e/c=r&é t',
		refresh_token: 'credential-test',
	});
	expect(request.headers).toMatchObject({
		'x-api-version': '1',
		'content-type': expect.stringMatching(/^application\/x-www-form-urlencoded/),
	});
	expect(request.headers).not.toHaveProperty('authorization');
	expect(verdict.store.writes).toEqual([]);
});

test('a service that says invalid_grant with 200 is green as well', async () => {
	new StubbedHost(SAISON_ORIGIN, () => ({ json: { error: 'invalid_grant' } }));
	expect(await press()).toMatchObject({ status: 'OK' });
});

test.each<[string, Reply, RegExp]>([
	[
		'invalid_client with 401',
		{ status: 401, json: { error: 'invalid_client' } },
		/Client ID.*Client Secret/,
	],
	['invalid_client with 400', { status: 400, json: { error: 'invalid_client' } }, /Client Secret/],
	['unauthorized_client', { status: 400, json: { error: 'unauthorized_client' } }, /Client ID/],
	['invalid_request', { status: 400, json: { error: 'invalid_request' } }, /Token URL Path/],
	['HTML with 200', { body: '<!doctype html><p>Login</p>' }, /Base URL|Token URL Path/],
	['HTML with 400', { status: 400, body: '<html>' }, /Base URL|Token URL Path/],
	['nothing with 200', { body: '' }, /Base URL|Token URL Path/],
	['other JSON', { json: { hello: 'world' } }, /Base URL|Token URL Path/],
	['404', { status: 404, body: 'no' }, /Token URL Path/],
	['403', { status: 403, body: '' }, /Client ID/],
	['a redirect', { status: 302, headers: { location: 'https://evil.example/' } }, /Token URL Path/],
	['500', { status: 500, json: { error: 'server_error' } }, /.+/],
	['500 with invalid_grant', { status: 500, json: { error: 'invalid_grant' } }, /.+/],
	['503', { status: 503, json: { error: 'maintenance' } }, /.+/],
	['a dropped connection', { drop: true }, /.+/],
])('%s is red', async (_what, reply, message) => {
	const evil = new StubbedHost('https://evil.example', () => ({
		json: { error: 'invalid_grant' },
	}));
	new StubbedHost(SAISON_ORIGIN, () => reply);
	const verdict = await press();
	expect(verdict).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
	expect(verdict.message).not.toContain('test-client-secret');
	expect(evil.requests).toEqual([]);
});

test('a pasted code is exchanged by the test and stored', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const verdict = await press({ authorizationCode: 'CODE' });
	expect(verdict).toMatchObject({ status: 'OK' });
	expect(verdict.store.stored).toMatchObject({
		accessToken: 'AT1',
		refreshToken: 'RT1',
		authorizationCode: '',
	});
	expect(service.tokenCalls.map(({ form }) => form.get('grant_type'))).toEqual([
		'authorization_code',
		'refresh_token',
	]);
});

test('a used code is red, and the text says so', async () => {
	new SaisonStandIn();
	const verdict = await press({ authorizationCode: 'SPENT' });
	expect(verdict.status).toBe('Error');
	expect(verdict.message).toMatch(/code was not accepted.*works once/s);
});

test('a token of the wrong type is red', async () => {
	new StubbedHost(SAISON_ORIGIN, () => ({
		json: { access_token: 'ACCESS', token_type: 'bearer' },
	}));
	const verdict = await press({ authorizationCode: 'CODE' });
	expect(verdict.status).toBe('Error');
	expect(verdict.message).toMatch(/type "bearer" instead of "mac"/);
});

test('tested again and again in the same process, a code loses nothing', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const typed = { clientId: newClient(), authorizationCode: 'CODE' };
	const first = await press(typed);
	const second = await press(typed);
	expect([first.status, second.status]).toEqual(['OK', 'OK']);
	expect(second.store.stored).toMatchObject({ accessToken: 'AT1', refreshToken: 'RT1' });
	expect(service.tokenCalls.filter(({ form }) => form.has('code'))).toHaveLength(1);
});

test('a stored refresh token is used by the test and the rotated one kept', async () => {
	const service = new SaisonStandIn({ codes: ['CODE'] });
	const first = await press({ clientId: newClient(), authorizationCode: 'CODE' });
	const again = await testCredential(new SaisonConnectApi(), first.store.stored);
	expect(again.status).toBe('OK');
	expect(service.signatureErrors).toEqual([]);
	expect(again.store.stored.refreshToken).toMatch(/^RT[12]$/);
	expect(new Set(service.usedRefreshTokens).size).toBe(service.usedRefreshTokens.length);
});

test.each<[string, ICredentialDataDecryptedObject]>([
	['Base URL', { environment: 'custom', baseUrl: '' }],
	['Base URL', { environment: 'custom', baseUrl: 'http://other.example' }],
	['Base URL', { environment: 'custom', baseUrl: 'https://other.example/path' }],
	['Client ID', { clientId: '' }],
	['Client Secret', { clientSecret: '' }],
	['Token URL Path', { tokenUrlPath: 'auth/token' }],
	['Token URL Path', { tokenUrlPath: '//evil.example/x' }],
	['API Version', { apiVersion: '' }],
])('a bad %s is red with its name and sends nothing: %j', async (field, change) => {
	const hosts = [
		SAISON_ORIGIN,
		'https://other.example',
		'http://other.example',
		'https://evil.example',
	].map((origin) => new StubbedHost(origin, () => ({ json: { error: 'invalid_grant' } })));
	const verdict = await press(change);
	expect(verdict).toMatchObject({
		status: 'Error',
		message: expect.stringContaining(`'${field}'`),
	});
	expect(hosts.flatMap(({ requests }) => requests)).toEqual([]);
});

test.each([
	['production', 'https://api.saisoncard.co.jp', {}],
	['custom', 'https://gateway.example:8443', { baseUrl: 'https://gateway.example:8443' }],
])('with the environment %s its own host is asked', async (environment, origin, change) => {
	const host = new StubbedHost(origin, () => ({ status: 400, json: { error: 'invalid_grant' } }));
	const verdict = await press({ environment, tokenUrlPath: '/na/token', ...change });
	expect(verdict.status).toBe('OK');
	expect(host.requests.map(({ uri }) => uri)).toEqual(['/na/token']);
});
