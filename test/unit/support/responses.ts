import type { HttpResponse } from '../../../lib/core/http/response';

/** An answer of a service; objects become JSON, text and bytes stay. */
export function response(
	status: number,
	body: unknown = '',
	headers: Record<string, string> = {},
): HttpResponse {
	if (Buffer.isBuffer(body)) return { status, headers, body: body };
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return { status, headers, body: Buffer.from(text, 'utf8') };
}

/** The bodies that no service of this kind sends, each with its own text. */
export const BAD_BODIES: Array<{ name: string; body: string | Buffer; says: RegExp }> = [
	{ name: 'an empty body', body: '', says: /empty body/ },
	{ name: 'HTML', body: '<!DOCTYPE html><html><body>Login</body></html>', says: /web page/ },
	{ name: 'HTML after blanks', body: '\r\n  <html></html>', says: /web page/ },
	{ name: 'cut JSON', body: '{"access_token":"abc', says: /cut off/ },
	{ name: 'plain text', body: 'upstream connect error', says: /not JSON/ },
	{
		name: 'Shift_JIS',
		body: Buffer.from([0x7b, 0x22, 0x83, 0x5a, 0x83, 0x5d, 0x22, 0x7d]),
		says: /not UTF-8/,
	},
];
