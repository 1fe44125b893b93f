import type { IHttpRequestOptions } from 'n8n-workflow';
import { restrictConnection } from '../../../../lib/core/http/allowed-options';
import { serviceErrorOf } from '../../support/errors';

type Options = Record<string, unknown>;

function restrict(options: Options, ignoreSslIssues = false): Options {
	restrictConnection(options as unknown as IHttpRequestOptions, ignoreSslIssues);
	return options;
}

describe('Options that could reveal a credential', () => {
	it.each<[string, Options]>([
		["'Proxy'", { proxy: 'http://127.0.0.1:9' }],
		["'Proxy'", { proxy: { host: '127.0.0.1', port: 9 } }],
		["'SSL Certificates'", { agentOptions: { ca: 'PEM' } }],
		["'SSL Certificates'", { agentOptions: { cert: 'PEM', key: 'PEM', passphrase: '' } }],
		["'SSL Certificates'", { agentOptions: { rejectUnauthorized: false } }],
		["'Ignore SSL Issues (Insecure)'", { rejectUnauthorized: false }],
		["'Ignore SSL Issues (Insecure)'", { skipSslCertificateValidation: true }],
		["'Host'", { headers: { Host: 'evil.test' } }],
		["'Host'", { headers: { 'x-a': '1', hOsT: 'evil.test' } }],
		["'Host'", { headers: { ' host ': 'evil.test' } }],
		["'common'", { headers: { common: { Host: 'evil.test' } } }],
		["'get'", { headers: { get: { 'x-a': '1' } } }],
		['form of headers', { headers: [['Host', 'evil.test']] }],
		['form of headers', { headers: new Map([['Host', 'evil.test']]) }],
		['form of headers', { headers: 'Host: evil.test' }],
		['The method', { method: 'TRACE' }],
		['The method', { method: 'connect' }],
		['The method', { method: 5 }],
	])('are rejected by their name in the editor: %s in %j', (name, options) => {
		const { reason, message } = serviceErrorOf(() => restrict(options));
		expect(reason).toBe('invalid_input');
		expect(message).toContain(name);
		expect(message).toContain('Nothing was sent.');
	});

	it('may skip the certificate check if the credential does', () => {
		const options = { rejectUnauthorized: false, skipSslCertificateValidation: true };
		expect(restrict({ ...options }, true)).toEqual(options);
	});

	it.each([
		'httpAgent',
		'httpsAgent',
		'lookup',
		'socketPath',
		'transport',
		'tunnel',
		'anythingNew',
	])('are removed if they are not known to be harmless: %s', (name) => {
		expect(restrict({ uri: 'https://x.test', [name]: () => {} })).toEqual({
			uri: 'https://x.test',
		});
	});
});

describe('What n8n itself sends', () => {
	it('is kept from its HTTP Request node', () => {
		const options = {
			headers: { accept: '*/*' },
			method: 'POST',
			uri: 'https://api.example.com/x',
			gzip: true,
			rejectUnauthorized: true,
			followRedirect: true,
			followAllRedirects: true,
			maxRedirects: 21,
			resolveWithFullResponse: true,
			sendCredentialsOnCrossOriginRedirect: false,
			allowedDomains: undefined,
			simple: false,
			timeout: 300_000,
			qs: { a: '1' },
			form: { b: '2' },
			encoding: null,
			json: false,
			useStream: true,
		};
		expect(restrict({ ...options, proxy: '', agentOptions: {} })).toEqual(options);
	});

	it('is kept from the nodes of this package', () => {
		const options = {
			method: 'GET',
			url: 'https://api.example.com/x',
			headers: {},
			body: undefined,
			timeout: 30_000,
			encoding: 'arraybuffer',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			abortSignal: new AbortController().signal,
		};
		expect(restrict({ ...options })).toEqual(options);
	});
});
