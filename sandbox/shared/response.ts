import type { Response } from 'express';

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

export function writeAnswer(res: Response, { status, headers, body }: Answer): void {
	if (res.destroyed || res.headersSent) return;
	res.writeHead(status, { ...headers, 'Content-Length': String(body.length) });
	res.end(body);
}
