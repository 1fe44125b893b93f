import { createHmac, timingSafeEqual } from 'node:crypto';

/** The input of the MAC, draft-ietf-oauth-v2-http-mac-02 section 3.2.1; ext is empty. */
export interface MacInput {
	ts: string;
	nonce: string;
	method: string;
	requestUri: string;
	host: string;
	port: string;
}

export function normalizedString(input: MacInput): string {
	const lines = [
		input.ts,
		input.nonce,
		input.method.toUpperCase(),
		input.requestUri,
		input.host.toLowerCase(),
		input.port,
		'',
	];
	return lines.map((line) => `${line}\n`).join('');
}

export function hmacBase64(secret: string, text: string): string {
	return createHmac('sha256', Buffer.from(secret, 'utf8')).update(text, 'utf8').digest('base64');
}

export function sameText(a: string, b: string): boolean {
	const [one, other] = [Buffer.from(a), Buffer.from(b)];
	return one.length === other.length && timingSafeEqual(one, other);
}

/** Host and port from the Host header; without a port it is 80, as the sandbox speaks plain HTTP. */
export function splitHost(header: string): { host: string; port: string } | undefined {
	const match = /^(\[[0-9A-Fa-f:.%a-z]+\]|[^:[\]/\s]+)(?::(\d+))?$/.exec(header);
	return match ? { host: match[1], port: match[2] ?? '80' } : undefined;
}
