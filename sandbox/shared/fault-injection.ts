/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a local test server, not part of the package */
import { gzipSync } from 'node:zlib';
import type { Response } from 'express';
import iconv from 'iconv-lite';
import type { Fault } from './faults';
import { waitWhileOpen, writeResponse } from './response';
import type { HttpResponse } from './response';

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };
const FIVE_MB = 5 * 1024 * 1024;
const SIXTY_FOUR_MB = 64 * 1024 * 1024;
const SWITCHING =
	'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: made-up\r\n\r\n';
const NON_ASCII_JSON = JSON.stringify({ message: 'セゾン テスト' });

/** `real` is the response that would have been sent; faults that damage a response need it. */
export async function injectFault(fault: Fault, res: Response, real?: HttpResponse): Promise<void> {
	switch (fault.kind) {
		case 'status':
			return writeResponse(res, statusResponse(fault));
		case 'html': {
			const page = fault.html ?? '<!DOCTYPE html><html><body><h1>Please wait</h1></body></html>';
			const headers = { 'Content-Type': 'text/html; charset=utf-8' };
			return writeResponse(res, { status: fault.status ?? 200, headers, body: Buffer.from(page) });
		}
		case 'empty':
			return writeResponse(res, json(fault.status ?? 200, ''));
		case 'big': {
			const overhead = Buffer.byteLength('{"filler":""}');
			const filler = 'x'.repeat(Math.max(0, (fault.bytes ?? FIVE_MB) - overhead));
			return writeResponse(res, json(fault.status ?? 200, `{"filler":"${filler}"}`));
		}
		case 'gzipBomb': {
			const bomb = gzipSync(Buffer.alloc(fault.bytes ?? SIXTY_FOUR_MB, ' '));
			const { headers } = json(200, '');
			const compressed = { ...headers, 'Content-Encoding': 'gzip' };
			return writeResponse(res, { status: fault.status ?? 200, headers: compressed, body: bomb });
		}
		case 'deepJson': {
			const levels = fault.levels ?? 100_000;
			const text = '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
			return writeResponse(res, json(fault.status ?? 200, text));
		}
		case 'redirect': {
			const headers = { Location: fault.location };
			return writeResponse(res, { status: fault.status ?? 302, headers, body: Buffer.alloc(0) });
		}
		case 'reset':
			res.socket?.resetAndDestroy();
			return;
		case 'hang':
			return; // until the client or stop() closes the connection
		case 'switchProtocols':
			res.socket?.write(SWITCHING);
			return; // until the client or stop() closes the connection
		case 'trickle':
			return await trickle(res, fault.ms ?? 50);
		case 'pause':
			await fault.released;
			if (real) writeResponse(res, real);
			return;
		case 'delay':
			if ((await waitWhileOpen(res, fault.ms)) && real) writeResponse(res, real);
			return;
		case 'delayInBody':
			return await pauseInBody(res, real ?? json(200, '{}'), fault.ms);
		case 'resetInBody':
			return await resetInBody(res, real ?? json(200, '{}'));
		case 'cut':
			return closeInBody(res, real ?? json(200, '{}'));
		case 'cutJson':
			return writeResponse(res, truncateJson(real ?? json(200, '{}')));
		case 'wrongCharset':
			return writeResponse(res, asShiftJis(real ?? json(200, '{}')));
	}
}

function json(status: number, text: string): HttpResponse {
	return { status, headers: JSON_TYPE, body: Buffer.from(text, 'utf8') };
}

function statusResponse(fault: Extract<Fault, { kind: 'status' }>): HttpResponse {
	const text = fault.text ?? (fault.body === undefined ? '' : JSON.stringify(fault.body));
	const response = json(fault.status, text);
	const retryAfter = fault.retryAfter ?? retryDate(fault.retryAfterDateS);
	const header = retryAfter === undefined ? undefined : { 'Retry-After': String(retryAfter) };
	return { ...response, headers: { ...response.headers, ...header, ...fault.headers } };
}

/** HTTP dates have whole seconds: rounded up, so that the wait is never shorter than requested. */
function retryDate(seconds: number | undefined): string | undefined {
	if (seconds === undefined) return undefined;
	return new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000).toUTCString();
}

/** Sends the headers with the full length and the first half of the body; returns the other half. */
async function writeHalf(res: Response, { status, headers, body }: HttpResponse): Promise<Buffer> {
	const half = Math.ceil(body.length / 2);
	res.writeHead(status, { ...headers, 'Content-Length': String(body.length) });
	await new Promise<void>((resolve) => {
		res.write(body.subarray(0, half), () => resolve());
		res.once('close', resolve);
	});
	return body.subarray(half);
}

async function pauseInBody(res: Response, response: HttpResponse, ms: number): Promise<void> {
	const rest = await writeHalf(res, response);
	if (await waitWhileOpen(res, ms)) res.end(rest);
}

async function trickle(res: Response, ms: number): Promise<void> {
	res.writeHead(200, JSON_TYPE);
	do res.write(' ');
	while (await waitWhileOpen(res, ms));
}

async function resetInBody(res: Response, response: HttpResponse): Promise<void> {
	await writeHalf(res, response);
	// A reset discards what the client has not read yet, so give it time to read.
	if (await waitWhileOpen(res, 20)) res.socket?.resetAndDestroy();
}

/** Announces more bytes than it sends, then closes the connection normally. */
function closeInBody(res: Response, { status, headers, body }: HttpResponse): void {
	const { socket } = res;
	res.writeHead(status, { ...headers, 'Content-Length': String(body.length + 64) });
	res.write(body.subarray(0, Math.ceil(body.length / 2)), () => socket?.end());
}

/** The Content-Length is correct, the JSON is incomplete. */
function truncateJson(response: HttpResponse): HttpResponse {
	return { ...response, body: response.body.subarray(0, Math.max(1, response.body.length - 1)) };
}

/** ASCII is the same in both charsets, so a body without other characters is replaced. */
function asShiftJis({ status, body }: HttpResponse): HttpResponse {
	const encoded = iconv.encode(body.toString('utf8'), 'Shift_JIS');
	const isAscii = encoded.every((byte) => byte < 0x80);
	const sent = isAscii ? iconv.encode(NON_ASCII_JSON, 'Shift_JIS') : encoded;
	return { status, headers: JSON_TYPE, body: sent };
}
