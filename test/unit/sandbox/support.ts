/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { createHmac, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import nodeTimers from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';

/** The secret of SANDBOX-PARTNER, not imported: changing the example value changes it for users. */
export const SECRET = 'sandbox+secret/for=the partner&1';
export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

export interface CallResponse {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
	json: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

export interface CallOptions {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Sends one request on its own connection, with the path exactly as given. */
export async function call(
	origin: string,
	path: string,
	options: CallOptions = {},
): Promise<CallResponse> {
	const { hostname, port } = new URL(origin);
	return await new Promise((resolve, reject) => {
		const req = request(
			{
				hostname: hostname.replace(/[[\]]/g, ''),
				port,
				path,
				method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
				headers: options.headers,
				agent: false,
			},
			(res) => {
				const chunks: Buffer[] = [];
				res.on('data', (chunk: Buffer) => chunks.push(chunk));
				res.on('error', reject);
				res.on('end', () => {
					const text = Buffer.concat(chunks).toString('utf8');
					const { statusCode = 0, headers } = res;
					resolve({ status: statusCode, headers, text, json: parseJson(text) });
				});
			},
		);
		req.on('error', reject);
		req.end(options.body);
	});
}

export interface Signing {
	token?: string;
	secret?: string;
	method?: string;
	/** What is signed, if it is not what is sent. */
	path?: string;
	host?: string;
	port?: string;
	ts?: number | string;
	nonce?: string;
	separator?: string;
}

/** Signs as the public description says, independently of the sandbox. */
export function macHeader(origin: string, path: string, how: Signing = {}): string {
	const url = new URL(origin);
	const ts = how.ts ?? Math.floor(Date.now() / 1000);
	const nonce = how.nonce ?? randomBytes(5).toString('hex');
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
): Promise<CallResponse> {
	const method = how.method ?? 'POST';
	const Authorization = macHeader(origin, path, how);
	const all = { 'X-API-VERSION': '1', ...FORM, Authorization, ...headers };
	return await call(origin, path, {
		method,
		headers: all,
		body: method === 'GET' ? undefined : body,
	});
}

export interface RawConnection {
	received(): Buffer;
	/** How the server ends the connection. */
	ended: Promise<'closed' | 'reset'>;
	isOpen(): boolean;
	close(): void;
}

/** Sends bytes as they are and keeps the bytes that come back. */
export function openRaw(origin: string, text: string): RawConnection {
	const { hostname, port } = new URL(origin);
	const chunks: Buffer[] = [];
	const socket = connect(Number(port), hostname, () => socket.write(text));
	socket.on('data', (chunk) => chunks.push(chunk));
	const ended = new Promise<'closed' | 'reset'>((resolve) => {
		socket.on('end', () => resolve('closed'));
		socket.on('error', () => resolve('reset'));
	});
	return {
		received: () => Buffer.concat(chunks),
		ended,
		isOpen: () => socket.readyState === 'open',
		close: () => socket.destroy(),
	};
}

/** Resolves once the condition is met; a test that waits in vain runs into its timeout. */
export async function waitUntil(isMet: () => boolean): Promise<void> {
	while (!isMet()) await sleep(2);
}

/** Stops the clock of the sandbox and of the tests; it moves only when a test moves it. */
export function stopClock(): { nowMs: number } {
	const clock = { nowMs: 1_800_000_000_000 };
	jest.spyOn(Date, 'now').mockImplementation(() => clock.nowMs);
	return clock;
}

export interface HeldTimers {
	/** The delays, in ms, of the timers that are neither fired nor cleared. */
	pending(): number[];
	fireAll(): void;
}

/** Keeps every timer that the sandbox starts from firing until the test fires it. */
export function holdTimers(): HeldTimers {
	const timers = new Map<object, { fire: () => void; ms: number }>();
	const start = (fire: () => void, ms: number) => {
		const handle = {};
		timers.set(handle, { fire, ms });
		return handle;
	};
	jest.spyOn(nodeTimers, 'setTimeout').mockImplementation(start as never);
	jest
		.spyOn(nodeTimers, 'clearTimeout')
		.mockImplementation((handle) => void timers.delete(handle as object));
	return {
		pending: () => [...timers.values()].map(({ ms }) => ms),
		fireAll: () => {
			const due = [...timers.values()];
			timers.clear();
			for (const { fire } of due) fire();
		},
	};
}
