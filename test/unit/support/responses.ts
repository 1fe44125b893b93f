import type { HttpResponse } from '../../../lib/core/http/response';

/** A response of a service. Objects become JSON; text and buffers stay. */
export function response(
	status: number,
	body: unknown = '',
	headers: Record<string, string> = {},
): HttpResponse {
	if (Buffer.isBuffer(body)) return { status, headers, body: body };
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return { status, headers, body: Buffer.from(text, 'utf8') };
}

/** Bodies that are not JSON, and what their errors say. */
export const BAD_BODIES: Array<{ name: string; body: string | Buffer; says: RegExp }> = [
	{ name: 'an empty body', body: '', says: /empty body/ },
	{ name: 'HTML', body: '<!DOCTYPE html><html><body>Login</body></html>', says: /web page/ },
	{ name: 'HTML after spaces', body: '\r\n  <html></html>', says: /web page/ },
	{ name: 'incomplete JSON', body: '{"access_token":"abc', says: /returned incomplete JSON/ },
	{ name: 'plain text', body: 'upstream connect error', says: /not JSON/ },
	{
		name: 'Shift_JIS',
		body: Buffer.from([0x7b, 0x22, 0x83, 0x5a, 0x83, 0x5d, 0x22, 0x7d]),
		says: /not UTF-8/,
	},
];
