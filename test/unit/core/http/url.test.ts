/* eslint-disable @n8n/community-nodes/no-restricted-globals -- measures CPU time */
import * as fc from '../../../property';
import {
	buildUrl,
	encodePathSegment,
	checkPath,
	resolveOnOrigin,
} from '../../../../lib/core/http/url';
import { expectInvalid, serviceErrorOf } from '../../support/errors';

const ORIGIN = 'https://api.example.com:8443';

describe('A request path', () => {
	it.each([
		'/',
		'/auth/account/profile',
		'/a//b',
		'/a/',
		'/a?b=c&d',
		'/a%20b/%E3%82%BB',
		'/a%2Fb%2f',
		"/a~*'()!$&+,;=:@-._",
		'/..a/b..',
		'/a...b/.../c',
		'/a?b=../..',
		'/a?x=//host',
		'/.well-known/x',
	])('%s is returned unchanged', (path) => {
		expect(checkPath(path)).toBe(path);
	});

	it.each([
		['', 'is empty'],
		['auth/profile', 'must begin with a slash'],
		['?a=b', 'must begin with a slash'],
		['#a', 'must begin with a slash'],
		[' /a', 'must begin with a slash'],
		['../a', 'must begin with a slash'],
		['\\a', 'must begin with a slash'],
		['//host/a', 'two slashes'],
		['///a', 'two slashes'],
		['https://host/a', 'scheme or host'],
		['HTTP://host/a', 'scheme or host'],
		['javascript:alert(1)', 'scheme or host'],
		['/\\host/a', 'spaces, control characters or backslashes'],
		['/a b', 'spaces, control characters or backslashes'],
		['/a\nb', 'spaces, control characters or backslashes'],
		['/a\r\nX-Evil: 1', 'spaces, control characters or backslashes'],
		['/a\tb', 'spaces, control characters or backslashes'],
		['/a\0', 'spaces, control characters or backslashes'],
		['/a\x7f', 'spaces, control characters or backslashes'],
		['/a\n', 'spaces, control characters or backslashes'],
		['/a#b', 'fragment'],
		['/a/../b', 'segments'],
		['/..', 'segments'],
		['/a/..', 'segments'],
		['/./a', 'segments'],
		['/a/.', 'segments'],
		['/a/%2e%2e/b', 'segments'],
		['/a/%2E%2E/b', 'segments'],
		['/a/.%2e/b', 'segments'],
		['/a/%2e', 'segments'],
		['/a/..?b=c', 'segments'],
	])('%j is rejected', (path, problem) => {
		expect(expectInvalid(() => checkPath(path), 'Path').message).toContain(problem);
		expectInvalid(() => buildUrl(ORIGIN, path), 'Path');
	});

	it('is named in errors as in the form', () => {
		expectInvalid(() => checkPath('x', 'Token URL Path'), 'Token URL Path');
	});
});

describe('A value in a path segment', () => {
	it.each([
		['16273', '16273'],
		['a/b?c#d', 'a%2Fb%3Fc%23d'],
		['../x', '..%2Fx'],
		['...', '...'],
		['%2e%2e', '%252e%252e'],
		['キャンペーン 1', '%E3%82%AD%E3%83%A3%E3%83%B3%E3%83%9A%E3%83%BC%E3%83%B3%201'],
		['a\\b\n', 'a%5Cb%0A'],
	])('%j is encoded as %s', (value, segment) => {
		expect(encodePathSegment(value, 'Campaign ID')).toBe(segment);
		expect(buildUrl(ORIGIN, `/a/${segment}`)).toBe(`${ORIGIN}/a/${segment}`);
	});

	it.each(['.', '..', '\ud83d'])('%j is rejected', (value) => {
		expectInvalid(() => encodePathSegment(value, 'Campaign ID'), 'Campaign ID');
	});
});

describe('The URL of a request', () => {
	it('consists of the origin, the path as typed, and the encoded query', () => {
		expect(buildUrl(ORIGIN, '/a%2fb')).toBe(`${ORIGIN}/a%2fb`);
		expect(buildUrl(ORIGIN, '/a', [{ name: 'b', value: "c d'é" }])).toBe(
			`${ORIGIN}/a?b=c+d%27%C3%A9`,
		);
		expect(buildUrl(ORIGIN, '/a?x=1', [{ name: 'b', value: '' }])).toBe(`${ORIGIN}/a?x=1&b=`);
	});

	it.each([
		'/照会',
		'/a"b',
		'/a<b>',
		'/a{b}',
		'/a`b',
		'/a?',
		"/a?b='c'",
		'/a?b="c"',
		'/é',
		'/a\u0085b',
	])('is rejected for the path %j, which the HTTP client would change after signing', (path) => {
		expect(expectInvalid(() => buildUrl(ORIGIN, path), 'Path').message).toContain(
			'percent-encoded',
		);
	});

	it('is rejected, or stays on the origin with the path exactly as typed', () => {
		const character = fc.oneof(
			fc.constantFrom('/', '\\', '.', '%2e', '?', '#', '@', ':', '//', '..', ' ', '\n', '[', ']'),
			fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
		);
		fc.assert(
			fc.property(fc.array(character, { maxLength: 8 }), (parts) => {
				const path = `/${parts.join('')}`;
				let built: string;
				try {
					built = buildUrl(ORIGIN, path);
				} catch {
					return;
				}
				const url = new URL(built);
				expect(url.origin).toBe(ORIGIN);
				expect(built).toBe(ORIGIN + path);
				expect(url.pathname + url.search).toBe(path);
			}),
			{ numRuns: 1000 },
		);
	});

	it('delivers any query value unchanged', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))),
				(pairs) => {
					const query = pairs.map(([name, value]) => ({ name, value }));
					const { searchParams } = new URL(buildUrl(ORIGIN, '/a', query));
					expect([...searchParams]).toEqual(pairs);
				},
			),
		);
	});
});

describe('The URL that any node passes to a credential', () => {
	it('is accepted on the origin of the credential', () => {
		expect(resolveOnOrigin(ORIGIN, `${ORIGIN}/a?b=c`).href).toBe(`${ORIGIN}/a?b=c`);
		expect(resolveOnOrigin(ORIGIN, '/a', ORIGIN).href).toBe(`${ORIGIN}/a`);
		expect(resolveOnOrigin('https://a.example', 'https://A.example:443/b').href).toBe(
			'https://a.example/b',
		);
	});

	it.each([
		['https://api.example.com/a', undefined],
		['https://api.example.com:8444/a', undefined],
		['http://api.example.com:8443/a', undefined],
		['https://api.example.com:8443.evil.example/a', undefined],
		['https://evil.example/https://api.example.com:8443', undefined],
		['https://user@api.example.com:8443/a', undefined],
		['https://api.example.com:8443@evil.example/', undefined],
		['/a', undefined],
		['//api.example.com:8443/a', undefined],
		['', undefined],
		['/a', 'https://evil.example'],
		['@evil.example/a', 'https://api.example.com:8443@evil.example'],
		['https://evil.example/a', ORIGIN],
		['data:text/plain,x', ORIGIN],
	])('is rejected for %j with the base %j', (address, base) => {
		const serviceError = serviceErrorOf(() => resolveOnOrigin(ORIGIN, address, base));
		expect(serviceError.reason).toBe('invalid_input');
		expect(serviceError.message).toContain('nothing was sent');
	});

	it('is rejected with a short text, however long its host is', () => {
		const address = `https://${'evil.'.repeat(50_000)}example/`;
		expect(serviceErrorOf(() => resolveOnOrigin(ORIGIN, address)).text.length).toBeLessThan(500);
	});

	it('is resolved in linear time, even with 200,000 slashes', () => {
		// CPU time, so that other processes do not count. Quadratic time would be half a minute.
		const before = process.cpuUsage();
		serviceErrorOf(() => resolveOnOrigin(ORIGIN, 'a', `https:${'/'.repeat(200_000)}x`));
		expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
	});

	it('cannot leave the origin through its relative part', () => {
		for (const address of [
			'//evil.example/a',
			'\\\\evil.example',
			'@evil.example',
			'..//evil.example',
			'\t//evil.example',
		]) {
			expect(resolveOnOrigin(ORIGIN, address, ORIGIN).origin).toBe(ORIGIN);
		}
	});
});
