/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import fs from 'node:fs';
import path from 'node:path';
import { lock } from 'proper-lockfile';

const staleMs = 30_000;
const retryMs = 500;

/**
 * Waits until no other process holds the lock, also none in another container that shares the folder, then holds it
 * until the returned function is called. A lock is void 30 s after its process has ended.
 *
 * @param lockPath the lock is a folder with this path and `.lock`
 */
export async function acquireLock(lockPath: string): Promise<() => Promise<void>> {
	fs.mkdirSync(path.dirname(lockPath), { recursive: true });
	const release = await lock(lockPath, {
		realpath: false,
		stale: staleMs,
		retries: { forever: true, minTimeout: retryMs, maxTimeout: retryMs },
		// After a long sleep of this machine another process may hold the lock; ours cannot be taken back.
		onCompromised: () => {},
	});
	return async () => await release().catch(() => {});
}
