/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a local test server, no part of the package */
import type { IncomingMessage } from 'node:http';

/** How often a header was on the wire. Node itself silently keeps only the first of some of them. */
export function timesSent(req: IncomingMessage, name: string): number {
	return req.rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === name).length;
}
