import type { IHttpRequestOptions } from 'n8n-workflow';
import { readMartaCredential } from '../../../lib/marta/credential';
import { loginBody, loginRequest, requestSession } from '../../../lib/marta/login';
import { martaData } from '../support/credentials';
import { expectInvalid } from '../support/errors';
import { fakeHttp } from '../support/http';
import { LOGIN_CASES } from './login-cases';

const read = (changes: Record<string, unknown> = {}) => readMartaCredential(martaData(changes));
const credential = read();

async function sentToLogIn(): Promise<IHttpRequestOptions> {
	const http = fakeHttp([{ body: { token: 'jwt' } }]);
	await requestSession(http.request, credential);
	return http.calls[0];
}

describe('The login request', () => {
	it('has the API key and the fields of the scope as JSON, and no session', async () => {
		const options = await sentToLogIn();
		expect(options).toMatchObject({
			method: 'POST',
			url: 'https://martaapidemo.keyx.it/auth',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			skipSslCertificateValidation: false,
		});
		expect(options.headers).toEqual({
			'Content-Type': 'application/json',
			Accept: 'application/json',
			'x-api-key': 'api-key-0001',
		});
		expect(options.body).toBe(
			'{"username":"till","password":"till-password","serialnumber":"00444001","campaignid":"16273","devicetype":"1","scope":"terminal"}',
		);
	});

	it('is the same for an item, and uses no session', async () => {
		expect(loginRequest(credential)).toEqual({
			method: 'POST',
			path: '/auth',
			headers: { 'Content-Type': 'application/json', 'x-api-key': 'api-key-0001' },
			body: (await sentToLogIn()).body,
			secrets: [credential.password],
			unauthenticated: true,
		});
	});
});

describe('The body of the login', () => {
	it.each(LOGIN_CASES)('has exactly the documented fields for $name', ({ settings, body }) => {
		expect(loginBody(read(settings))).toEqual(body);
	});

	it.each<[string, string[]]>([
		['backoffice', ['username', 'password', 'deviceType']],
		['terminal', ['username', 'password', 'campaignId', 'serialNumber', 'deviceType']],
		['terminal-backoffice', ['username', 'password', 'campaignId', 'serialNumber', 'deviceType']],
		['customersynchro', ['campaignId', 'deviceType']],
		['customer', ['username', 'password', 'campaignId', 'deviceType']],
	])('is rejected for %s with the name of each missing field', (scope, fields) => {
		const names: Record<string, string> = {
			username: 'Username',
			password: 'Password',
			campaignId: 'Campaign ID',
			serialNumber: 'Serial Number',
			deviceType: 'Device Type',
		};
		for (const field of fields) {
			const serviceError = expectInvalid(
				() => loginBody(read({ scope, [field]: '' })),
				names[field],
			);
			expect(serviceError.message).toContain(scope);
		}
		const optional = Object.keys(names).filter((field) => !fields.includes(field));
		expect(() =>
			loginBody(read({ scope, ...Object.fromEntries(optional.map((field) => [field, ''])) })),
		).not.toThrow();
	});

	it('contains only text, even if the credential contains a number', () => {
		const body = loginBody(read({ campaignId: 16273, serialNumber: '00444001', deviceType: 1 }));
		expect(body).toMatchObject({ campaignid: '16273', serialnumber: '00444001', devicetype: '1' });
	});
});
