import { STRICT_OPTIONS, toHttpResponse } from '../../../../lib/core/http/transport';

describe('The options of every request', () => {
	it('return every status, follow no redirects and keep the bytes', () => {
		expect(STRICT_OPTIONS).toEqual({
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			encoding: 'arraybuffer',
		});
	});
});

describe('A response of n8n', () => {
	it('has header names in lower case', () => {
		const { status, headers } = toHttpResponse({
			statusCode: 429,
			headers: { 'Retry-After': 5, 'SET-COOKIE': ['a', 'b'] },
			body: '',
		});
		expect(status).toBe(429);
		expect(headers).toEqual({ 'retry-after': '5', 'set-cookie': 'a,b' });
	});

	it.each<[unknown, string]>([
		[Buffer.from('é'), 'é'],
		['é', 'é'],
		[Uint8Array.from([0x61, 0x62]).buffer, 'ab'],
		[undefined, ''],
		[null, ''],
		[{ a: 1 }, '{"a":1}'],
	])('has its body as a buffer (%#)', (body, text) => {
		expect(
			toHttpResponse({ statusCode: 200, headers: undefined, body }).body.toString('utf8'),
		).toBe(text);
	});
});
