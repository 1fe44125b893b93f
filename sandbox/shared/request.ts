/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a local test server, not part of the package */
import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import { BodyTooLargeError } from './errors';
import type { Fault } from './faults';

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** The bytes as they were sent; express.raw would reject or decode a compressed body. */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of req as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > MAX_BODY_BYTES) throw new BodyTooLargeError('the body is larger than 16 MB');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

export function jsonOrNull(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		return null;
	}
}

/** How many times a header was sent. Node.js keeps only the first of some headers. */
export function headerCount(req: IncomingMessage, name: string): number {
	return req.rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === name).length;
}

/** What the sandbox remembers about a request until the response is sent. */
export interface SandboxLocals {
	body: Buffer;
	/** Injected once the real response is ready. */
	responseFault?: Fault;
}

export function localsOf(res: Response): SandboxLocals {
	return res.locals as SandboxLocals;
}
