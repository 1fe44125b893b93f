/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';
import { pinsFolder } from './version';

/** Where installed hosts are kept: outside the checkout, so that every clone shares them. */
export function cacheRoot(): string {
	const { N8N_HOST_CACHE } = process.env;
	if (N8N_HOST_CACHE) return path.resolve(N8N_HOST_CACHE);
	return envPaths('n8n-nodes-saison-marta', { suffix: '' }).cache;
}

export function lockFile(): string {
	return path.join(pinsFolder(), 'package-lock.json');
}

/** One folder per lock file and platform: a changed pin never meets an old installation. */
export function hostFolder(): string {
	const key = createHash('sha256')
		.update(fs.readFileSync(lockFile()))
		.update(`${process.platform} ${process.arch}`)
		.digest('hex')
		.slice(0, 16);
	return path.join(cacheRoot(), `host-${key}`);
}
