import { createHmac, timingSafeEqual } from 'node:crypto';

/** What is signed, draft-ietf-oauth-v2-http-mac-02 section 3.2.1; ext is empty. */
export interface SignedParts {
	ts: string;
	nonce: string;
	method: string;
	requestUri: string;
	host: string;
	port: string;
}

export function normalizedString(parts: SignedParts): string {
	const lines = [
		parts.ts,
		parts.nonce,
		parts.method.toUpperCase(),
		parts.requestUri,
		parts.host.toLowerCase(),
		parts.port,
		'',
	];
	return lines.map((line) => `${line}\n`).join('');
}

export function hmacBase64(secret: string, text: string): string {
	return createHmac('sha256', Buffer.from(secret, 'utf8')).update(text, 'utf8').digest('base64');
}

export function sameText(one: string, other: string): boolean {
	const [a, b] = [Buffer.from(one), Buffer.from(other)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/** Host and port as the Host header says them; plain HTTP means 80. */
export function splitHost(header: string): { host: string; port: string } | undefined {
	const found = /^(\[[0-9A-Fa-f:.%a-z]+\]|[^:[\]/\s]+)(?::(\d+))?$/.exec(header);
	return found ? { host: found[1], port: found[2] ?? '80' } : undefined;
}
