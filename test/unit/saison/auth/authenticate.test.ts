import { createHmac } from 'node:crypto';
import type { IHttpRequestOptions } from 'n8n-workflow';
import type { CredentialData } from '../../../../lib/core/operation/service-definition';
import { authenticateSaison } from '../../../../lib/saison/auth/authenticate';
import {
	ACCESS_TOKEN,
	CLIENT_SECRET,
	saisonData,
	saisonDataAt,
	withSaisonTokens,
} from '../../support/credentials';
import { serviceErrorOf } from '../../support/errors';
import { isRejected } from '../../support/hooks';
import {
	asOptions,
	headerValues,
	requestLine,
	type AnyOptions,
	type UriOptions,
} from '../../support/requests';

const ORIGIN = 'https://apit.saisoncard.co.jp';
const signed = withSaisonTokens(saisonData());

interface Signature {
	id: string;
	ts: string;
	nonce: string;
	mac: string;
}

function authenticate(
	options: AnyOptions,
	data: CredentialData = signed,
): IHttpRequestOptions & UriOptions {
	return authenticateSaison(data, asOptions(options));
}

function signatureOf(options: AnyOptions): Signature {
	const [header, ...more] = headerValues(options, 'authorization');
	expect(more).toEqual([]);
	const parts = /^MAC id="(.*?)",? ts="(\d+)",? nonce="([0-9A-Za-z]{10})",? mac="(.{44})"$/.exec(
		String(header),
	);
	if (!parts) throw new Error(`Not a MAC header: ${String(header)}`);
	const [, id, ts, nonce, mac] = parts;
	return { id, ts, nonce, mac };
}

/** Verifies as a server would: from the finished options alone. */
function expectValid(options: AnyOptions, method: string): Signature {
	const url = new URL(String(options.uri ?? options.url));
	const port = url.port || { 'https:': '443', 'http:': '80' }[url.protocol];
	const signature = signatureOf(options);
	const text = [signature.ts, signature.nonce, method, requestLine(options)]
		.concat(url.hostname, port ?? '', '', '')
		.join('\n');
	expect(signature.mac).toBe(
		createHmac('sha256', Buffer.from(CLIENT_SECRET, 'utf8')).update(text).digest('base64'),
	);
	expect(signature.id).toBe(ACCESS_TOKEN);
	return signature;
}

describe('Signing a request', () => {
	it('signs the method, path, host and port that are sent', () => {
		const options = authenticate({ method: 'POST', url: `${ORIGIN}/auth/account/profile` });
		expectValid(options, 'POST');
		expect(headerValues(options, 'x-api-version')).toEqual(['1']);
	});

	it('sends the time of the request in whole seconds', () => {
		jest.spyOn(Date, 'now').mockReturnValue(1_700_000_000_999);
		const { ts } = expectValid(authenticate({ url: `${ORIGIN}/a` }), 'GET');
		jest.restoreAllMocks();
		expect(ts).toBe('1700000000');
	});

	it('treats a request without a method as GET', () => {
		expectValid(authenticate({ url: `${ORIGIN}/a` }), 'GET');
	});

	it.each([
		['a query', '/a?b=1&c=2', '/a?b=1&c=2'],
		['an encoded query', '/a?b=%E3%82%BB+x%2F', '/a?b=%E3%82%BB+x%2F'],
		[
			'a percent-encoded path',
			'/auth/%E3%82%BB%E3%82%BE/a%2Fb%20c',
			'/auth/%E3%82%BB%E3%82%BE/a%2Fb%20c',
		],
		['lower-case escapes', '/a%2fb?c=%2f', '/a%2fb?c=%2f'],
		['signs that need no escape', "/a~*'()!/b?c=~*()!", "/a~*'()!/b?c=~*()!"],
		['spaces', '/a b?c=d e', '/a%20b?c=d%20e'],
		[
			'Japanese text',
			'/照会?名=セゾン',
			'/%E7%85%A7%E4%BC%9A?%E5%90%8D=%E3%82%BB%E3%82%BE%E3%83%B3',
		],
		['an empty value', '/a?b=&c', '/a?b=&c'],
		['a fragment', '/a?b=1#part', '/a?b=1'],
		['no path', '', '/'],
	])('signs a URL with %s as it is sent', (_name, path, line) => {
		const options = authenticate({ method: 'GET', url: ORIGIN + path });
		expect(requestLine(options)).toBe(line);
		expect(String(options.url)).toBe(ORIGIN + line);
		expectValid(options, 'GET');
	});

	it.each<[string, AnyOptions, Array<[string, string]>]>([
		[
			'plain values',
			{ qs: { a: '1', b: 2, c: true } },
			[
				['a', '1'],
				['b', '2'],
				['c', 'true'],
			],
		],
		['spaces', { qs: { a: ' b  c ' } }, [['a', ' b  c ']]],
		[
			'signs',
			{ qs: { "+/~*'()&=": "+ / ~ * ' ( ) & = % # ?" } },
			[["+/~*'()&=", "+ / ~ * ' ( ) & = % # ?"]],
		],
		['Japanese text', { qs: { 名: 'セゾン🔑' } }, [['名', 'セゾン🔑']]],
		[
			'empty values',
			{ qs: { a: '', b: null, c: undefined } },
			[
				['a', ''],
				['b', ''],
			],
		],
		[
			'a list, by default',
			{ qs: { a: ['1', '2'] } },
			[
				['a[0]', '1'],
				['a[1]', '2'],
			],
		],
		[
			'a list by indices',
			{ qs: { a: ['1', '2'] }, arrayFormat: 'indices' },
			[
				['a[0]', '1'],
				['a[1]', '2'],
			],
		],
		[
			'a list by brackets',
			{ qs: { a: ['1', '2'] }, arrayFormat: 'brackets' },
			[
				['a[]', '1'],
				['a[]', '2'],
			],
		],
		[
			'a list by repetition',
			{ qs: { a: ['1', '2'] }, arrayFormat: 'repeat' },
			[
				['a', '1'],
				['a', '2'],
			],
		],
		['a list by commas', { qs: { a: ['1', '2'] }, arrayFormat: 'comma' }, [['a', '1,2']]],
		[
			'a list in the older shape',
			{ qs: { a: ['1', '2'] }, qsStringifyOptions: { arrayFormat: 'repeat' } },
			[
				['a', '1'],
				['a', '2'],
			],
		],
		[
			'a list with useQuerystring',
			{ qs: { a: ['1', '2'] }, useQuerystring: true },
			[
				['a', '1'],
				['a', '2'],
			],
		],
		['nested values', { qs: { a: { b: { c: 'd' } } } }, [['a[b][c]', 'd']]],
		[
			'a text',
			{ qs: '?a=b+c&d=%2F' },
			[
				['a', 'b c'],
				['d', '/'],
			],
		],
		['an object of the platform', { qs: new URLSearchParams({ a: 'b c' }) }, [['a', 'b c']]],
	])('signs a query given by parameters with %s', (_name, given, pairs) => {
		for (const address of [{ url: `${ORIGIN}/x` }, { uri: `${ORIGIN}/x` }]) {
			const options = authenticate({ method: 'GET', ...address, ...given });
			const line = requestLine(options);
			expect([...new URLSearchParams(line.slice(line.indexOf('?') + 1))]).toEqual(pairs);
			expect('qs' in options).toBe(false);
			expectValid(options, 'GET');
		}
	});

	it('adds parameters to an existing query', () => {
		const options = authenticate({ method: 'GET', url: `${ORIGIN}/x?a=%2F`, qs: { b: '1' } });
		expect(requestLine(options)).toBe('/x?a=%2F&b=1');
		expectValid(options, 'GET');
	});

	it('leaves the URL unchanged without parameters', () => {
		for (const qs of [{}, undefined, null, '']) {
			expect(requestLine(authenticate({ url: `${ORIGIN}/x`, qs }))).toBe('/x');
		}
	});

	it('joins a base URL and a relative URL', () => {
		const options = authenticate({ method: 'GET', baseURL: `${ORIGIN}/`, url: '/auth/a?b=1' });
		expect(options.url).toBe(`${ORIGIN}/auth/a?b=1`);
		expect('baseURL' in options).toBe(false);
		expectValid(options, 'GET');
		expect(authenticate({ baseURL: `${ORIGIN}/base`, url: 'auth' }).url).toBe(
			`${ORIGIN}/base/auth`,
		);
	});

	it('prefers an absolute URL over the base URL', () => {
		const options = authenticate({ baseURL: 'https://evil.example.com', url: `${ORIGIN}/a` });
		expect(options.url).toBe(`${ORIGIN}/a`);
	});

	it.each([
		['http://localhost:3101', 'localhost', '3101'],
		['http://127.0.0.1', '127.0.0.1', '80'],
		['http://[::1]:3101', '[::1]', '3101'],
		['https://[2001:db8::1]:8443', '[2001:db8::1]', '8443'],
		['https://gateway.example.com:443', 'gateway.example.com', '443'],
	])('signs host and port of %s', (origin, host, port) => {
		const data = withSaisonTokens(saisonDataAt(origin));
		const options = authenticate({ method: 'POST', url: `${origin}/a?b=c` }, data);
		const { ts, nonce, mac } = signatureOf(options);
		const text = `${ts}\n${nonce}\nPOST\n/a?b=c\n${host}\n${port}\n\n`;
		expect(mac).toBe(createHmac('sha256', CLIENT_SECRET).update(text).digest('base64'));
	});

	it('separates the parts of the header as set in the credential', () => {
		const header = (macSeparator: string): string =>
			String(
				headerValues(
					authenticate({ url: `${ORIGIN}/a` }, { ...signed, macSeparator }),
					'Authorization',
				)[0],
			);
		expect(header('space')).toMatch(/^MAC id="[^"]+" ts="\d+" nonce="\w+" mac="[^"]+"$/);
		expect(header('comma')).toMatch(/^MAC id="[^"]+", ts="\d+", nonce="\w+", mac="[^"]+"$/);
	});

	it('replaces an Authorization header of any case', () => {
		const options = authenticate({
			url: `${ORIGIN}/a`,
			headers: {
				AUTHORIZATION: 'Basic x',
				authorization: 'Bearer y',
				'x-api-version': '9',
				A: 'b',
			},
		});
		expectValid(options, 'GET');
		expect(headerValues(options, 'X-API-VERSION')).toEqual(['1']);
		expect(options.headers?.A).toBe('b');
	});

	it('signs options again with another nonce', () => {
		const options = { method: 'GET' as const, url: `${ORIGIN}/a`, qs: { b: ["'", ' '] } };
		const first = expectValid(authenticate(options), 'GET');
		const line = requestLine(options);
		const second = expectValid(authenticate(options), 'GET');
		expect(second.nonce).not.toBe(first.nonce);
		expect(requestLine(options)).toBe(line);
	});

	it('turns redirects off, for both kinds of options', () => {
		expect(authenticate({ url: `${ORIGIN}/a` }).disableFollowRedirect).toBe(true);
		const options = authenticate({
			uri: `${ORIGIN}/a`,
			followRedirect: true,
			followAllRedirects: true,
		});
		expect([options.followRedirect, options.followAllRedirects]).toEqual([false, false]);
		expect(options.uri).toBe(`${ORIGIN}/a`);
		expect('url' in options).toBe(false);
	});

	it('checks certificates as set in the credential', () => {
		for (const ignoreSslIssues of [false, true]) {
			const data = { ...signed, ignoreSslIssues };
			const url = authenticate({ url: `${ORIGIN}/a` }, data);
			expect(url.skipSslCertificateValidation).toBe(ignoreSslIssues);
			const uri = authenticate({ uri: `${ORIGIN}/a`, rejectUnauthorized: true }, data);
			expect(uri.rejectUnauthorized).toBe(!ignoreSslIssues);
		}
	});

	it('removes Basic authentication, which would replace the signature', () => {
		const options = authenticate({ url: `${ORIGIN}/a`, auth: { username: 'u', password: 'p' } });
		expect('auth' in options).toBe(false);
	});

	it('sends the version but no signature to the token endpoint', () => {
		const data = saisonData({ tokenUrlPath: '/na/token' });
		const options = authenticate(
			{ method: 'POST', baseURL: ORIGIN, url: '/na/token', headers: { authorization: 'Basic x' } },
			data,
		);
		expect(headerValues(options, 'authorization')).toEqual([]);
		expect(headerValues(options, 'x-api-version')).toEqual(['1']);
	});
});

describe('Signing a request is rejected', () => {
	function rejected(options: AnyOptions, data: CredentialData = { ...signed }): string {
		const serviceError = serviceErrorOf(() => authenticate(options, data));
		expect(serviceError.reason).toBe('invalid_input');
		expect(headerValues(options, 'authorization')).toEqual([]);
		expect(serviceError.text).not.toContain(CLIENT_SECRET);
		expect(serviceError.text).not.toContain(ACCESS_TOKEN);
		expect(isRejected(data)).toBe(true);
		return serviceError.message;
	}

	it.each([
		['a foreign host', 'https://evil.example.com/a'],
		['the other environment', 'https://api.saisoncard.co.jp/a'],
		['a host that begins alike', 'https://apit.saisoncard.co.jp.evil.example.com/a'],
		['another port', 'https://apit.saisoncard.co.jp:8443/a'],
		['another scheme', 'http://apit.saisoncard.co.jp/a'],
		['another protocol', 'ftp://apit.saisoncard.co.jp/a'],
		['a trailing dot', 'https://apit.saisoncard.co.jp./a'],
		['backslashes', 'https:\\\\evil.example.com\\a'],
	])('for %s', (_name, address) => {
		expect(rejected({ url: address })).toContain(
			'This credential is for https://apit.saisoncard.co.jp only',
		);
		rejected({ uri: address });
	});

	it.each([
		'https://apit.saisoncard.co.jp@evil.example.com/a',
		`https://u:p@apit.saisoncard.co.jp/a`,
	])('for user info in the URL (%s)', (url) => {
		expect(rejected({ url })).toContain('user name or password');
	});

	it.each(['', '/auth/account/profile', '//evil.example.com/a', 'not an address', 'https://'])(
		'for "%s", which is not an address',
		(url) => {
			expect(rejected({ url })).toContain('no valid address');
		},
	);

	it('for a base URL of another host', () => {
		rejected({ baseURL: 'https://evil.example.com', url: '/a' });
	});

	it('for a credential that is not filled in', () => {
		expect(rejected({ url: `${ORIGIN}/a` }, { ...signed, clientSecret: '' })).toContain(
			"'Client Secret'",
		);
	});
});

describe('Signing a request when the token is missing or unusable', () => {
	function without(data: CredentialData): void {
		const options = { url: `${ORIGIN}/a` };
		const serviceError = serviceErrorOf(() => authenticate(options, data));
		expect(serviceError.reason).toBe('consent_needed');
		expect(serviceError.message).toContain('has no access token');
		expect(headerValues(options, 'authorization')).toEqual([]);
		// A renewal may help, so the hook must run.
		expect(isRejected(data)).toBe(false);
	}

	it('is rejected if there is none', () => {
		without(saisonData());
	});

	it('is rejected if the token came from another host', () => {
		const other = withSaisonTokens(saisonDataAt('https://gateway.example.com'));
		without({ ...signed, boundTo: other.boundTo });
	});

	it('is rejected if the token came from another client', () => {
		without({ ...signed, clientId: 'ZT301' });
	});

	it('is rejected if nothing says where the token came from', () => {
		without({ ...signed, boundTo: '' });
	});

	it.each([
		['a quote', 'abc" mac="x'],
		['a backslash', 'abc\\'],
		['a line feed', 'abc\nX-Evil: 1'],
		['a carriage return', 'abc\r'],
		['Japanese text', 'トークン'],
	])('is rejected if the token contains %s', (_name, token) => {
		const options = { url: `${ORIGIN}/a` };
		const serviceError = serviceErrorOf(() =>
			authenticate(options, withSaisonTokens(saisonData(), token)),
		);
		expect(serviceError.reason).toBe('invalid_input');
		expect(serviceError.text).not.toContain(token);
		expect(headerValues(options, 'authorization')).toEqual([]);
	});
});
