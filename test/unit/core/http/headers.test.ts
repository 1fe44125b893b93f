import {
	readHeaders,
	removeHeader,
	setDefaultHeader,
	setHeader,
} from '../../../../lib/core/http/headers';
import { expectInvalid } from '../../support/errors';

const FORBIDDEN = ['Authorization', 'Host', 'Content-Length', 'X-API-VERSION'];

describe('A header', () => {
	it('is removed in every spelling', () => {
		const headers = { AUTHORIZATION: '1', authorization: '2', Authorization: '3', Other: '4' };
		removeHeader(headers, 'authorization');
		expect(headers).toEqual({ Other: '4' });
	});

	it('is set once, in the spelling asked for', () => {
		const headers = { 'x-api-version': '1', 'X-API-Version': '2' };
		setHeader(headers, 'X-API-VERSION', '3');
		expect(headers).toEqual({ 'X-API-VERSION': '3' });
	});
});

describe('A header that the package sets by default', () => {
	it('gives way to the one of the user, whatever its case', () => {
		const headers: Record<string, string> = { ACCEPT: 'text/csv' };
		setDefaultHeader(headers, 'Accept', 'application/json');
		setDefaultHeader(headers, 'Content-Type', 'application/json');
		expect(headers).toEqual({ ACCEPT: 'text/csv', 'Content-Type': 'application/json' });
	});
});

describe('Headers typed by a user', () => {
	const read = (name: string, value = 'x'): Record<string, string> =>
		readHeaders([{ name, value }], FORBIDDEN);

	it('are taken with their names trimmed, the last one of a name winning', () => {
		expect(
			readHeaders(
				[
					{ name: ' X-Trace ', value: 'a' },
					{ name: 'x-trace', value: 'b' },
					{ name: 'Accept-Language', value: 'ja, en;q=0.5\té' },
				],
				FORBIDDEN,
			),
		).toEqual({ 'x-trace': 'b', 'Accept-Language': 'ja, en;q=0.5\té' });
	});

	it.each([
		'Authorization',
		'authorization',
		'AUTHORIZATION',
		' Host',
		'content-LENGTH',
		'x-api-version',
	])('may not set %s', (name) => {
		expect(expectInvalid(() => read(name), 'Headers').message).toContain('must not set');
	});

	// The connection's own would be sent beside n8n's, the others lost or sent as header "0".
	it.each([
		['Transfer-Encoding', 'Connection', 'trailer', 'Upgrade'],
		[
			'get',
			'post',
			'common',
			'delete',
			'query',
			'constructor',
			'prototype',
			'toString',
			'set',
			'has',
		],
	])('may not be one that the HTTP client keeps: %s, %s, %s, %s', (...names) => {
		for (const name of names) {
			expect(expectInvalid(() => read(name), 'Headers').message).toContain(`must not set ${name}`);
		}
	});

	it.each(['a b', 'a:b', 'a\nb', 'ヘッダ', '', 'a(b)', '"a"', 'a\0'])(
		'may not be named %j',
		(name) => {
			expectInvalid(() => read(name), 'Headers');
		},
	);

	it.each(['a\nb', 'a\r\nX-Evil: 1', 'a\0', '値', '\x7f', 'a\n'])('may not hold %j', (value) => {
		const serviceError = expectInvalid(() => read('X-Trace', value), 'Headers');
		expect(serviceError.message).toContain('X-Trace');
	});
});
