/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../support/user-error';
import { cacheRoot } from './cache-folder';

const stampName = 'complete.json';
const neededBytes = 3.5 * 1024 ** 3;
const unusedAfterMs = 30 * 24 * 3600 * 1000;

/** Marks an installation as complete. */
export function writeStamp(dir: string, content: object): void {
	const stamp = { ...content, at: new Date() };
	fs.writeFileSync(path.join(dir, stampName), JSON.stringify(stamp, null, '\t'));
}

export function hasStamp(dir: string): boolean {
	return fs.existsSync(path.join(dir, stampName));
}

export function markUsed(dir: string): void {
	try {
		fs.utimesSync(path.join(dir, stampName), new Date(), new Date());
	} catch {
		// A cache that may only be read.
	}
}

/**
 * Removes what killed or broken installations of a host have left, and other hosts that nobody has used for 30
 * days. Only while holding the host's lock.
 */
export function removeLeftovers(dir: string): void {
	const root = path.dirname(dir);
	const own = path.basename(dir);
	for (const name of fs.readdirSync(root)) {
		const folder = path.join(root, name);
		const unfinished = name === own || name.startsWith(`${own}.part-`);
		if (unfinished || (/^host-[0-9a-f]{16}$/.test(name) && isLongUnused(folder))) {
			fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
		}
	}
}

function isLongUnused(folder: string): boolean {
	const stamp = path.join(folder, stampName);
	return fs.existsSync(stamp) && Date.now() - fs.statSync(stamp).mtimeMs > unusedAfterMs;
}

/** @throws {UserError} when the disk has no room for another host */
export function requireSpace(): void {
	const { bavail, bsize } = fs.statfsSync(cacheRoot());
	if (bavail * bsize >= neededBytes) return;
	const gigabytes = (bytes: number) => (bytes / 1024 ** 3).toFixed(1);
	throw new UserError(
		`The disk is full: n8n needs ${gigabytes(neededBytes)} GB in ${cacheRoot()} and ${gigabytes(bavail * bsize)} GB are free. Free some space, or set N8N_HOST_CACHE to a folder on another disk.`,
	);
}
