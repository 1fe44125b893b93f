import type { Response } from 'express';
import { injectFault } from './fault-injection';
import { localsOf } from './request';
import { writeResponse } from './response';
import type { HttpResponse } from './response';

/** Every response leaves the sandbox here, so that a fault can be injected into any of them. */
async function send(res: Response, response: HttpResponse): Promise<void> {
	const { responseFault } = localsOf(res);
	if (responseFault) await injectFault(responseFault, res, response);
	else writeResponse(res, response);
}

export async function sendJson(
	res: Response,
	status: number,
	value: unknown,
	headers: Record<string, string> = {},
): Promise<void> {
	await send(res, {
		status,
		headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
		body: Buffer.from(JSON.stringify(value), 'utf8'),
	});
}

export async function sendHtml(res: Response, status: number, html: string): Promise<void> {
	await send(res, {
		status,
		headers: { 'Content-Type': 'text/html; charset=utf-8' },
		body: Buffer.from(html, 'utf8'),
	});
}

export async function sendText(res: Response, status: number, text: string): Promise<void> {
	await send(res, {
		status,
		headers: { 'Content-Type': 'text/plain; charset=utf-8' },
		body: Buffer.from(text, 'utf8'),
	});
}

export async function sendRedirect(res: Response, status: number, location: string): Promise<void> {
	await send(res, { status, headers: { Location: location }, body: Buffer.alloc(0) });
}
