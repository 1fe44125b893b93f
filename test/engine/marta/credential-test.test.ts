import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { MartaApi } from '../../../credentials/MartaApi.credentials';
import { testCredential, type TestVerdict } from '../credential-test';
import { MARTA_ORIGIN, martaData } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { isolateNetwork, StubbedHost, type Reply } from '../stubbed-host';
import { newKey } from './logged-in';

isolateNetwork();

async function press(data: ICredentialDataDecryptedObject = {}): Promise<TestVerdict> {
	return await testCredential(new MartaApi(), { ...martaData, apiKey: newKey(), ...data });
}

const everything = {
	username: 'till-1',
	password: 'p"ä\\ß $& {{ 1 }} word',
	campaignId: ' 00162 ',
	serialNumber: '00444001',
	deviceType: '2',
	foreignId: '',
};

test.each<[string, ICredentialDataDecryptedObject]>([
	['backoffice', {}],
	['backoffice', { campaignId: '' }],
	['terminal', {}],
	['terminal', { foreignId: ' F-7 ' }],
	['terminal-backoffice', {}],
	['customersynchro', {}],
	['customer', {}],
	['prize', {}],
	['prize', { username: '', password: '' }],
	['product', { campaignId: '', deviceType: '' }],
])('%s logs in, with the very fields of the hook: %j', async (scope, change) => {
	const service = new MartaStandIn();
	const apiKey = newKey();
	const verdict = await press({ ...everything, ...change, scope, apiKey });
	expect(verdict).toMatchObject({ status: 'OK' });
	const [hook, request] = service.logins;
	expect(service.host.requests).toHaveLength(2);
	expect(JSON.parse(request.body)).toStrictEqual(JSON.parse(hook.body));
	for (const { headers } of service.logins) {
		expect(headers['x-api-key']).toBe(apiKey);
		expect(headers['content-type']).toMatch(/^application\/json/);
		expect(headers).not.toHaveProperty('authorization');
	}
	expect(verdict.store.stored.sessionToken).not.toBe('');
});

test.each<[string, Reply, RegExp]>([
	['401', { status: 401, json: {} }, /'API Key', 'Username', 'Password' and 'Scope'/],
	['403', { status: 403, json: {} }, /'API Key', 'Username', 'Password' and 'Scope'/],
	['400', { status: 400, json: {} }, /'Scope', 'Campaign ID', 'Serial Number'/],
	['404', { status: 404, body: '' }, /Base URL/],
	['HTML', { body: '<!doctype html>' }, /web page.*base URL/i],
	['nothing', { body: '' }, /empty body/],
	['no token', { json: { ok: true } }, /no usable token.*Base URL/],
	['500', { status: 500, body: '' }, /not available \(HTTP 500\)/],
	['a redirect', { status: 302, headers: { location: 'https://evil.example/auth' } }, /Base URL/],
	['a dropped connection', { drop: true }, /dropped/],
])('%s is red with what to look at', async (_what, reply, message) => {
	const evil = new MartaStandIn({ origin: 'https://evil.example' });
	const host = new StubbedHost(MARTA_ORIGIN, () => reply);
	const verdict = await press({ ...everything, scope: 'backoffice' });
	expect(verdict).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
	expect(verdict.message).not.toContain(everything.password);
	expect(host.requests.length).toBeLessThanOrEqual(2);
	expect(evil.host.requests).toEqual([]);
});

test.each<[string, ICredentialDataDecryptedObject]>([
	['API Key', { apiKey: '' }],
	['Campaign ID', { campaignId: ' ' }],
	['Username', { scope: 'customer', username: '' }],
	['Serial Number', { ...everything, scope: 'terminal', serialNumber: '' }],
	['Base URL', { environment: 'custom', baseUrl: 'http://marta.example' }],
	['Base URL', { environment: 'custom', baseUrl: 'https://marta.example/v1' }],
])('a bad %s is red with its name and sends nothing: %j', async (field, change) => {
	const hosts = [MARTA_ORIGIN, 'http://marta.example', 'https://marta.example'].map(
		(origin) => new MartaStandIn({ origin }),
	);
	const verdict = await press(change);
	expect(verdict).toMatchObject({
		status: 'Error',
		message: expect.stringContaining(`'${field}'`),
	});
	expect(hosts.flatMap(({ host }) => host.requests)).toEqual([]);
});

test('a custom host is asked in place of the demo', async () => {
	const service = new MartaStandIn({ origin: 'https://marta.example' });
	const verdict = await press({ environment: 'custom', baseUrl: 'https://marta.example' });
	expect(verdict.status).toBe('OK');
	expect(service.logins).toHaveLength(2);
});
