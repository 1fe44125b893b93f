/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import fs from 'node:fs';
import path from 'node:path';
import { lock } from 'proper-lockfile';

const staleMs = 30_000;
const retryMs = 500;

/**
 * Does the work while no other process works under the same lock, also one in another container that shares the
 * folder. A lock is void 30 s after its process has ended.
 *
 * @param lockPath the lock is a folder with this path and `.lock`
 */
export async function withLock<T>(lockPath: string, work: () => Promise<T>): Promise<T> {
	fs.mkdirSync(path.dirname(lockPath), { recursive: true });
	const release = await lock(lockPath, {
		realpath: false,
		stale: staleMs,
		retries: { forever: true, minTimeout: retryMs, maxTimeout: retryMs },
		// After a long sleep of this machine another process may hold the lock; ours cannot be taken back.
		onCompromised: () => {},
	});
	try {
		return await work();
	} finally {
		await release().catch(() => {});
	}
}
