/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a local test server, no part of the package */
import type { IncomingMessage } from 'node:http';

export const MAX_BODY_BYTES = 16 * 1024 * 1024;

export class BodyTooLarge extends Error {}

/** The whole body, as bytes. */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of req as AsyncIterable<Buffer>) {
		size += part.length;
		if (size > MAX_BODY_BYTES) throw new BodyTooLarge('the body is larger than 16 MB');
		parts.push(part);
	}
	return Buffer.concat(parts);
}
