import {
	readHeaders,
	removeHeader,
	setDefaultHeader,
	setHeader,
} from '../../../../lib/core/http/headers';
import { expectInvalid } from '../../support/errors';

const FORBIDDEN = ['Authorization', 'Host', 'Content-Length', 'X-API-VERSION'];

describe('A header', () => {
	it('is removed whatever its case', () => {
		const headers = { AUTHORIZATION: '1', authorization: '2', Authorization: '3', Other: '4' };
		removeHeader(headers, 'authorization');
		expect(headers).toEqual({ Other: '4' });
	});

	it('is set once, in the case given', () => {
		const headers = { 'x-api-version': '1', 'X-API-Version': '2' };
		setHeader(headers, 'X-API-VERSION', '3');
		expect(headers).toEqual({ 'X-API-VERSION': '3' });
	});
});

describe('A default header', () => {
	it('does not replace the one of the user, whatever its case', () => {
		const headers: Record<string, string> = { ACCEPT: 'text/csv' };
		setDefaultHeader(headers, 'Accept', 'application/json');
		setDefaultHeader(headers, 'Content-Type', 'application/json');
		expect(headers).toEqual({ ACCEPT: 'text/csv', 'Content-Type': 'application/json' });
	});
});

describe('Headers typed by a user', () => {
	const read = (name: string, value = 'x'): Record<string, string> =>
		readHeaders([{ name, value }], FORBIDDEN);

	it('have their names trimmed, and the last one of a name counts', () => {
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
	])('are rejected for %s, which the node sets itself', (name) => {
		expect(expectInvalid(() => read(name), 'Headers').message).toContain('must not set');
	});

	// Those of the connection would be sent beside the client's, the others dropped or sent as header "0".
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
	])('are rejected for names reserved by the HTTP client: %s, %s, %s, %s', (...names) => {
		for (const name of names) {
			expect(expectInvalid(() => read(name), 'Headers').message).toContain(`must not set ${name}`);
		}
	});

	it.each(['a b', 'a:b', 'a\nb', 'ヘッダ', '', 'a(b)', '"a"', 'a\0'])(
		'are rejected for the invalid name %j',
		(name) => {
			expectInvalid(() => read(name), 'Headers');
		},
	);

	it.each(['a\nb', 'a\r\nX-Evil: 1', 'a\0', '値', '\x7f', 'a\n'])(
		'are rejected for the value %j, which cannot be sent',
		(value) => {
			const serviceError = expectInvalid(() => read('X-Trace', value), 'Headers');
			expect(serviceError.message).toContain('X-Trace');
		},
	);
});
