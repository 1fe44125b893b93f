/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a local test server, not part of the package */
import { clearTimeout, setTimeout } from 'node:timers';
import type { Response } from 'express';

export interface HttpResponse {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

/** Does nothing if the client has disconnected. */
export function writeResponse(res: Response, { status, headers, body }: HttpResponse): void {
	if (res.destroyed || res.headersSent) return;
	res.writeHead(status, { ...headers, 'Content-Length': String(body.length) });
	res.end(body);
}

/** Waits `ms`. Resolves early, with false, if the connection closes; no timer is left behind. */
export async function waitWhileOpen(res: Response, ms: number): Promise<boolean> {
	if (res.destroyed || res.socket === null || res.socket.destroyed) return false;
	return await new Promise((resolve) => {
		const onClose = () => {
			clearTimeout(timer);
			resolve(false);
		};
		const timer = setTimeout(() => {
			res.removeListener('close', onClose);
			resolve(true);
		}, ms);
		res.once('close', onClose);
	});
}
