import type { Response } from 'express';
import type { Fault } from './faults';
import { encodeShiftJis } from './shift-jis';
import { wait } from './wait';
import { writeAnswer } from './response';
import type { Answer } from './response';

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };
const FIVE_MB = 5 * 1024 * 1024;
const NON_ASCII_JSON = JSON.stringify({ message: 'セゾン テスト' });

/** Plays a fault on the wire. `own` is the real answer, for the faults that damage it. */
export async function playFault(fault: Fault, res: Response, own?: Answer): Promise<void> {
	switch (fault.kind) {
		case 'status':
			return writeAnswer(res, statusAnswer(fault));
		case 'html': {
			const page = fault.html ?? '<!DOCTYPE html><html><body><h1>Please wait</h1></body></html>';
			const headers = { 'Content-Type': 'text/html; charset=utf-8' };
			return writeAnswer(res, { status: fault.status ?? 200, headers, body: Buffer.from(page) });
		}
		case 'empty':
			return writeAnswer(res, plain(fault.status ?? 200, ''));
		case 'big': {
			const around = Buffer.byteLength('{"filler":""}');
			const filler = 'x'.repeat(Math.max(0, (fault.bytes ?? FIVE_MB) - around));
			return writeAnswer(res, plain(fault.status ?? 200, `{"filler":"${filler}"}`));
		}
		case 'redirect': {
			const headers = { Location: fault.location };
			return writeAnswer(res, { status: fault.status ?? 302, headers, body: Buffer.alloc(0) });
		}
		case 'reset':
			res.socket?.resetAndDestroy();
			return;
		case 'hang':
			return; // the client or stop() ends the connection
		case 'delay':
			if ((await wait(res, fault.ms)) && own) writeAnswer(res, own);
			return;
		case 'delayInBody':
			return await pauseInBody(res, own ?? plain(200, '{}'), fault.ms);
		case 'resetInBody':
			return await resetInBody(res, own ?? plain(200, '{}'));
		case 'cut':
			return cutBody(res, own ?? plain(200, '{}'));
		case 'cutJson':
			return writeAnswer(res, cutText(own ?? plain(200, '{}')));
		case 'wrongCharset':
			return writeAnswer(res, shiftJisAnswer(own ?? plain(200, '{}')));
	}
}

function plain(status: number, text: string): Answer {
	return { status, headers: JSON_TYPE, body: Buffer.from(text, 'utf8') };
}

function statusAnswer(fault: Extract<Fault, { kind: 'status' }>): Answer {
	const text = fault.text ?? (fault.body === undefined ? '' : JSON.stringify(fault.body));
	const answer = plain(fault.status, text);
	const retryAfter = fault.retryAfter ?? retryDate(fault.retryAfterDateS);
	const again = retryAfter === undefined ? undefined : { 'Retry-After': String(retryAfter) };
	return { ...answer, headers: { ...answer.headers, ...again, ...fault.headers } };
}

/** HTTP dates have whole seconds: rounded up, so that the wait is never shorter than asked for. */
function retryDate(seconds: number | undefined): string | undefined {
	if (seconds === undefined) return undefined;
	return new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000).toUTCString();
}

/** Head, full length and the first half of the body. */
async function writeHalf(res: Response, { status, headers, body }: Answer): Promise<Buffer> {
	const half = Math.ceil(body.length / 2);
	res.writeHead(status, { ...headers, 'Content-Length': String(body.length) });
	await new Promise<void>((resolve) => {
		res.write(body.subarray(0, half), () => resolve());
		res.once('close', resolve);
	});
	return body.subarray(half);
}

async function pauseInBody(res: Response, answer: Answer, ms: number): Promise<void> {
	const rest = await writeHalf(res, answer);
	if (await wait(res, ms)) res.end(rest);
}

async function resetInBody(res: Response, answer: Answer): Promise<void> {
	await writeHalf(res, answer);
	if (await wait(res, 20)) res.socket?.resetAndDestroy();
}

/** Promises more bytes than it sends, then ends the connection in the normal way. */
function cutBody(res: Response, { status, headers, body }: Answer): void {
	const { socket } = res;
	res.writeHead(status, { ...headers, 'Content-Length': String(body.length + 64) });
	res.write(body.subarray(0, Math.ceil(body.length / 2)), () => socket?.end());
}

/** The length is right, the JSON is not. */
function cutText(answer: Answer): Answer {
	return { ...answer, body: answer.body.subarray(0, Math.max(1, answer.body.length - 1)) };
}

/** An answer that is the same in both character sets gives way to one that is not. */
function shiftJisAnswer({ status, body }: Answer): Answer {
	const own = encodeShiftJis(body.toString('utf8'));
	const isAscii = own.every((byte) => byte < 0x80);
	return { status, headers: JSON_TYPE, body: isAscii ? encodeShiftJis(NON_ASCII_JSON) : own };
}
