import { createHmac } from 'node:crypto';

const header = /^MAC id="([^"]+)",? ts="(\d+)",? nonce="([0-9A-Za-z]{10})",? mac="([^"]+)"$/;

/** Checks a signed request with nothing but node:crypto, so that a wrong signature cannot look fast. */
export function isSigned(request, clientSecret, tokens) {
	const [, id, ts, nonce, mac] = header.exec(request.headers.authorization ?? '') ?? [];
	if (mac === undefined || !tokens.has(id)) return false;
	const [host, port] = request.headers.host.split(':');
	const lines = [ts, nonce, request.method, request.url, host, port, '', ''];
	return createHmac('sha256', clientSecret).update(lines.join('\n')).digest('base64') === mac;
}
