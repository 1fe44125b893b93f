/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Secrets by name. */
export type Secrets = Map<string, string>;

/** Shorter parts of a secret could stand anywhere by chance. */
export const SHORTEST_CORE = 8;

/**
 * What of a secret stays the same however it is encoded: the longest run of letters and digits. Of a
 * JWT in its second part, since the first is the same in all of them.
 */
export function coreOf(secret: string): string {
	const parts = secret.split('.');
	const own = parts.length === 3 ? parts[1] : secret;
	const core = longest(own.match(/[A-Za-z0-9]+/g));
	// Hyphens and underscores may cut a random token into short parts.
	return core.length >= SHORTEST_CORE ? core : longest(own.match(/[\w-]+/g));
}

function longest(runs: string[] | null): string {
	return (runs ?? []).reduce((found, run) => (run.length > found.length ? run : found), '');
}

/** Places that contain a secret, as `place: name of the secret`. */
export function find(secrets: Secrets, places: Record<string, Buffer | string>): string[] {
	const found: string[] = [];
	for (const [place, content] of Object.entries(places)) {
		const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content, 'utf8');
		for (const [name, secret] of secrets) {
			if (bytes.includes(coreOf(secret))) found.push(`${place}: ${name}`);
		}
	}
	return found;
}

/** Every file n8n keeps, as bytes: database, write-ahead log, event log, settings. Packages aside. */
export function filesOf(folder: string): Record<string, Buffer> {
	const files: Record<string, Buffer> = {};
	const walk = (current: string): void => {
		for (const entry of readdirSync(current, { withFileTypes: true })) {
			const path = join(current, entry.name);
			if (entry.isDirectory()) {
				if (entry.name !== 'node_modules') walk(path);
			} else if (entry.isFile()) files[relative(folder, path)] = readFileSync(path);
		}
	};
	walk(folder);
	return files;
}
