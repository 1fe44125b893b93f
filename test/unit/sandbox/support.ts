/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { createHmac, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export { sleep };

/** SANDBOX-PARTNER's secret, written out: a change of the example value is a change for users. */
export const SECRET = 'sandbox+secret/for=the partner&1';
export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
	json: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

export interface Call {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** One request on its own connection; the path goes on the wire as it is. */
export async function call(origin: string, path: string, wanted: Call = {}): Promise<Answer> {
	const { hostname, port } = new URL(origin);
	return await new Promise((resolve, reject) => {
		const req = request(
			{
				hostname: hostname.replace(/[[\]]/g, ''),
				port,
				path,
				method: wanted.method ?? (wanted.body === undefined ? 'GET' : 'POST'),
				headers: wanted.headers,
				agent: false,
			},
			(res) => {
				const parts: Buffer[] = [];
				res.on('data', (part: Buffer) => parts.push(part));
				res.on('error', reject);
				res.on('end', () => {
					const text = Buffer.concat(parts).toString('utf8');
					const { statusCode = 0, headers } = res;
					resolve({ status: statusCode, headers, text, json: parsed(text) });
				});
			},
		);
		req.on('error', reject);
		req.end(wanted.body);
	});
}

export interface Signing {
	token?: string;
	secret?: string;
	method?: string;
	/** What is signed, where it is not what is sent. */
	path?: string;
	host?: string;
	port?: string;
	ts?: number | string;
	nonce?: string;
	separator?: string;
}

export function newNonce(): string {
	return randomBytes(5).toString('hex');
}

/** The tests' own signer, after the public description. */
export function macHeader(origin: string, path: string, how: Signing = {}): string {
	const url = new URL(origin);
	const ts = how.ts ?? Math.floor(Date.now() / 1000);
	const nonce = how.nonce ?? newNonce();
	const host = how.host ?? url.hostname;
	const lines = [ts, nonce, how.method ?? 'POST', how.path ?? path, host, how.port ?? url.port, ''];
	const mac = createHmac('sha256', how.secret ?? SECRET)
		.update(lines.map((line) => `${line}\n`).join(''))
		.digest('base64');
	const parts = [`id="${how.token ?? 'sandbox-access-na001'}"`, `ts="${ts}"`, `nonce="${nonce}"`];
	return `MAC ${[...parts, `mac="${mac}"`].join(how.separator ?? ' ')}`;
}

export async function signedCall(
	origin: string,
	path: string,
	body: string | undefined = '',
	how: Signing = {},
	headers: Record<string, string> = {},
): Promise<Answer> {
	const method = how.method ?? 'POST';
	const Authorization = macHeader(origin, path, how);
	const all = { 'X-API-VERSION': '1', ...FORM, Authorization, ...headers };
	return await call(origin, path, {
		method,
		headers: all,
		body: method === 'GET' ? undefined : body,
	});
}

/** What really comes over the wire, and how the connection ends. */
export async function rawCall(
	origin: string,
	text: string,
	giveUpMs = 300,
): Promise<{ bytes: Buffer; end: 'closed' | 'reset' | 'still open' }> {
	const { hostname, port } = new URL(origin);
	return await new Promise((resolve) => {
		const parts: Buffer[] = [];
		const socket = connect(Number(port), hostname, () => socket.write(text));
		const finish = (end: 'closed' | 'reset' | 'still open') => {
			resolve({ bytes: Buffer.concat(parts), end });
			socket.destroy();
		};
		socket.on('data', (part) => parts.push(part));
		socket.on('end', () => finish('closed'));
		socket.on('error', () => finish('reset'));
		socket.setTimeout(giveUpMs, () => finish('still open'));
	});
}
