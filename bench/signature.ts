/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const macHeader = /^MAC id="([^"]+)",? ts="(\d+)",? nonce="([0-9A-Za-z]{10})",? mac="([^"]+)"$/;

/**
 * The token of a request that is signed as it should be, else `undefined`. Checked with nothing but node:crypto,
 * so that a wrong signature cannot look fast.
 */
export function signedToken(
	{ method, url, headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
	clientSecret: string,
): string | undefined {
	const [, id, ts, nonce, mac] = macHeader.exec(headers.authorization ?? '') ?? [];
	const [host, port] = (headers.host ?? '').split(':');
	const lines = [ts, nonce, method, url, host, port, '', ''];
	const expected = createHmac('sha256', clientSecret).update(lines.join('\n')).digest('base64');
	return expected === mac ? id : undefined;
}
