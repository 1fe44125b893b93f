import type { IHttpRequestOptions } from 'n8n-workflow';
import { authenticateMarta } from '../../../lib/marta/authenticate';
import type { CredentialData } from '../../../lib/core/operation/service-definition';
import { jwt, martaData, withMartaSession } from '../support/credentials';
import { serviceErrorOf } from '../support/errors';
import { isRejected } from '../support/hooks';
import {
	asOptions,
	headerValues,
	requestLine,
	type AnyOptions,
	type UriOptions,
} from '../support/requests';

const ORIGIN = 'https://martaapidemo.keyx.it';
const TOKEN = jwt({ exp: 4_102_444_800 });
const session = withMartaSession(martaData(), TOKEN);

function authenticate(
	options: AnyOptions,
	data: CredentialData = session,
): IHttpRequestOptions & UriOptions {
	return authenticateMarta(data, asOptions(options));
}

describe('Authenticating a request to MARTA', () => {
	it.each(['/customer/checkcard', '/authors', '/authentication/x', '/v1/auth', '/Auth', '/'])(
		'sends the session and no api key on %s',
		(path) => {
			const options = authenticate({ method: 'GET', url: ORIGIN + path });
			expect(headerValues(options, 'authorization')).toEqual([`Bearer ${TOKEN}`]);
			expect(headerValues(options, 'x-api-key')).toEqual([]);
		},
	);

	it.each(['/auth', '/auth/refreshToken', '/auth?x=1', '/auth/'])(
		'sends the api key and no session on %s',
		(path) => {
			const options = authenticate({
				method: 'POST',
				url: ORIGIN + path,
				headers: { AUTHORIZATION: 'Bearer x', 'X-API-KEY': 'typed' },
			});
			expect(headerValues(options, 'authorization')).toEqual([]);
			expect(headerValues(options, 'x-api-key')).toEqual(['api-key-0001']);
		},
	);

	it('sends both if the credential asks for the key on all calls', () => {
		const options = authenticate(
			{ url: `${ORIGIN}/customer/checkcard` },
			{ ...session, apiKeyOn: 'all' },
		);
		expect(headerValues(options, 'authorization')).toEqual([`Bearer ${TOKEN}`]);
		expect(headerValues(options, 'x-api-key')).toEqual(['api-key-0001']);
	});

	it('replaces both headers in any case, also when it runs again', () => {
		const options = {
			url: `${ORIGIN}/a`,
			headers: { AUTHORIZATION: 'Basic x', authorization: 'y', 'X-Api-Key': 'k', Other: 'stays' },
		};
		authenticate(options);
		authenticate(options);
		expect(headerValues(options, 'authorization')).toEqual([`Bearer ${TOKEN}`]);
		expect(headerValues(options, 'x-api-key')).toEqual([]);
		expect(options.headers.Other).toBe('stays');
	});

	it('needs no session for the login itself', () => {
		const options = authenticate({ method: 'POST', baseURL: ORIGIN, url: '/auth' }, martaData());
		expect(options.url).toBe(`${ORIGIN}/auth`);
		expect(headerValues(options, 'x-api-key')).toEqual(['api-key-0001']);
	});

	it('writes the query into the URL, for both kinds of options', () => {
		const qs = { email: "o'neil+x @example.com", n: ['1', '2'], 名: '', a: '~*()&=/' };
		for (const address of [{ url: `${ORIGIN}/a?z=%2F` }, { uri: `${ORIGIN}/a?z=%2F` }]) {
			const options = authenticate({ ...address, qs, arrayFormat: 'repeat' });
			const line = requestLine(options);
			expect(line.startsWith('/a?z=%2F&')).toBe(true);
			expect([...new URLSearchParams(line.slice(line.indexOf('?')))]).toEqual([
				['z', '/'],
				['email', "o'neil+x @example.com"],
				['n', '1'],
				['n', '2'],
				['名', ''],
				['a', '~*()&=/'],
			]);
			expect('qs' in options).toBe(false);
		}
	});

	it('turns redirects off and removes Basic authentication', () => {
		const url = authenticate({ url: `${ORIGIN}/a`, auth: { username: 'u', password: 'p' } });
		expect(url.disableFollowRedirect).toBe(true);
		expect('auth' in url).toBe(false);
		const uri = authenticate({ uri: `${ORIGIN}/a`, followRedirect: true });
		expect([uri.followRedirect, uri.followAllRedirects]).toEqual([false, false]);
	});

	it.each(['http://127.0.0.1:3102', 'http://[::1]:3102', 'https://marta.example.com:8443'])(
		'works with the base URL %s',
		(baseUrl) => {
			const data = withMartaSession(martaData({ environment: 'custom', baseUrl }), TOKEN);
			const options = authenticate({ url: `${baseUrl}/a` }, data);
			expect(headerValues(options, 'authorization')).toEqual([`Bearer ${TOKEN}`]);
		},
	);
});

describe('Authenticating a request to MARTA is rejected', () => {
	it.each([
		'https://evil.example.com/auth',
		'http://martaapidemo.keyx.it/auth',
		'https://martaapidemo.keyx.it:8443/auth',
		'https://martaapidemo.keyx.it@evil.example.com/auth',
		'https://u:p@martaapidemo.keyx.it/auth',
		'https://martaapidemo.keyx.it.evil.example.com/auth',
		'/auth',
		'//evil.example.com/auth',
	])('at %s, before it gets any header', (address) => {
		for (const options of [{ url: address }, { uri: address }]) {
			const data = { ...session };
			const serviceError = serviceErrorOf(() => authenticate(options, data));
			expect(serviceError.reason).toBe('invalid_input');
			expect(serviceError.message).toContain('nothing was sent');
			expect(headerValues(options, 'authorization')).toEqual([]);
			expect(headerValues(options, 'x-api-key')).toEqual([]);
			expect(isRejected(data)).toBe(true);
		}
	});

	it.each<[string, CredentialData]>([
		['host', { environment: 'custom', baseUrl: 'https://other.example.com' }],
		['api key', { apiKey: 'api-key-0002' }],
		['scope', { scope: 'terminal-backoffice' }],
		['user', { username: 'other' }],
		['password', { password: 'changed' }],
		['campaign', { campaignId: '1' }],
		['serial number', { serialNumber: '444001' }],
		['device type', { deviceType: '2' }],
		['foreign ID', { foreignId: 'f' }],
	])('without a new login after a change of the %s', (_name, change) => {
		const data = { ...session, ...change };
		const origin = 'baseUrl' in change ? String(change.baseUrl) : ORIGIN;
		const options = { url: `${origin}/a` };
		const serviceError = serviceErrorOf(() => authenticate(options, data));
		expect(serviceError.reason).toBe('token_expired');
		expect(headerValues(options, 'authorization')).toEqual([]);
		expect(isRejected(data)).toBe(false);
	});

	it('without a session', () => {
		expect(serviceErrorOf(() => authenticate({ url: `${ORIGIN}/a` }, martaData())).reason).toBe(
			'token_expired',
		);
	});
});
