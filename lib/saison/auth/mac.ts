import { createHmac, randomFillSync } from 'node:crypto';

/** What a MAC covers. The body is not part of it. */
export interface MacInput {
	/** In s since 1970, by the service's clock as far as it is known. */
	ts: number;
	/** 10 characters of 0-9, A-Z, a-z. */
	nonce: string;
	method: string;
	/** Path and query, byte for byte as on the request line. */
	requestUri: string;
	/** As in the Host header; IPv6 with brackets. */
	host: string;
	port: number;
}

export type MacSeparator = 'space' | 'comma';

/** Printable ASCII without quotation mark and backslash (draft 02, section 3). */
const HEADER_SAFE = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/;

/** Whether a token can be a quoted value of the Authorization header. */
export function isHeaderSafe(text: string): boolean {
	return HEADER_SAFE.test(text);
}

/**
 * The seven lines of draft-ietf-oauth-v2-http-mac-02, section 3.2.1, each with a line feed at its end.
 * The seventh, `ext`, is empty: Saison Connect does not use it.
 */
export function normalizedString(input: MacInput): string {
	const { ts, nonce, method, requestUri, host, port } = input;
	return `${ts}\n${nonce}\n${method.toUpperCase()}\n${requestUri}\n${host.toLowerCase()}\n${port}\n\n`;
}

/**
 * HMAC-SHA-256 in Base64. The key is the client secret in UTF-8, not trimmed; in the draft it comes
 * with the token.
 */
export function computeMac(input: MacInput, clientSecret: string): string {
	return createHmac('sha256', clientSecret)
		.update(normalizedString(input), 'utf8')
		.digest('base64');
}

/** The value of the Authorization header. The usage example has spaces between parts, the draft commas. */
export function macHeader(
	input: MacInput,
	accessToken: string,
	clientSecret: string,
	separator: MacSeparator,
): string {
	const glue = separator === 'comma' ? ', ' : ' ';
	const mac = computeMac(input, clientSecret);
	return `MAC id="${accessToken}"${glue}ts="${input.ts}"${glue}nonce="${input.nonce}"${glue}mac="${mac}"`;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const NONCE_LENGTH = 10;

// Bytes from here on would favor the first characters of the alphabet.
const FAIR_LIMIT = 256 - (256 % ALPHABET.length);
/** Drawn in bulk: random numbers drawn for each nonce take longer than the HMAC itself. */
const randomBytes = Buffer.alloc(2048);
let position = randomBytes.length;

/** A new nonce, by the strictest reading of the documented `[0-9a-zA-z]{10}`. */
export function makeNonce(): string {
	let nonce = '';
	while (nonce.length < NONCE_LENGTH) {
		if (position === randomBytes.length) {
			randomFillSync(randomBytes);
			position = 0;
		}
		const byte = randomBytes[position++];
		if (byte < FAIR_LIMIT) nonce += ALPHABET[byte % ALPHABET.length];
	}
	return nonce;
}

/** Host and port of a URL as the MAC needs them. */
export function hostAndPort(url: URL): { host: string; port: number } {
	const defaultPort = url.protocol === 'https:' ? 443 : 80;
	return { host: url.hostname, port: url.port === '' ? defaultPort : Number(url.port) };
}
