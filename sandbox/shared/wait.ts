/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a local test server, no part of the package */
import { clearTimeout, setTimeout } from 'node:timers';
import type { Response } from 'express';

/** Waits; false when the client (or stop()) ended the connection meanwhile. Leaves no timer behind. */
export async function wait(res: Response, ms: number): Promise<boolean> {
	if (res.destroyed || res.socket === null || res.socket.destroyed) return false;
	return await new Promise((resolve) => {
		const gone = () => {
			clearTimeout(timer);
			resolve(false);
		};
		const timer = setTimeout(() => {
			res.removeListener('close', gone);
			resolve(true);
		}, ms);
		res.once('close', gone);
	});
}
