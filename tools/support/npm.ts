/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool */
import { readFileSync } from 'node:fs';
import {
	askRegistry,
	diskFull,
	explainNpmFailure,
	npmCommand,
	npmEnv,
	shortRetries,
} from '../set-up/npm.mjs';
import { start, stop } from './child-process';
import { UserError } from './user-error';

/** How many packages npm has looked up, and how many it has downloaded. */
export interface NpmProgress {
	lookedUp: number;
	downloaded: number;
}

export interface NpmOptions {
	cwd: string;
	onProgress?: (progress: NpmProgress) => void;
}

const successfulFetch = /^npm http fetch GET 200 (\S+)/;

/**
 * Runs npm and resolves to its standard output.
 *
 * @throws {UserError} saying in one line why npm failed
 */
export async function npm(args: string[], { cwd, onProgress }: NpmOptions): Promise<string> {
	const [command, ...first] = npmCommand();
	const progress: NpmProgress = { lookedUp: 0, downloaded: 0 };
	const flags = [...shortRetries, '--loglevel=http', '--no-progress'];
	const started = start(command, [...first, ...args, ...flags], {
		cwd,
		env: npmEnv(process.env),
		onLine: (line) => {
			if (diskFull.test(line)) void stop(started, { grace: 1000 });
			const url = successfulFetch.exec(line)?.[1];
			if (!url) return;
			progress[url.endsWith('.tgz') ? 'downloaded' : 'lookedUp']++;
			onProgress?.(progress);
		},
	});
	const { code, error } = await started.ended;
	if (error) throw new UserError(`npm could not be started (${error.code}). Is it installed?`);
	if (code === 0) return started.stdout;
	const { message, isStale } = explainNpmFailure(started.output, { command: args[0], cwd });
	if (!isStale || args.includes(askRegistry[0])) throw new UserError(message);
	return await npm([...args, ...askRegistry], { cwd, onProgress });
}

interface LockedPackage {
	version: string;
	/** Where it fits, or with `!` where it does not: one, or a list of them. */
	os?: string | string[];
	cpu?: string | string[];
}

/** The packages of a lock file by their path, such as `node_modules/n8n`. */
export function readLockFile(file: string): Record<string, LockedPackage> {
	return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** How many packages a lock file has for this platform. */
export function countPackages(packages: Record<string, LockedPackage>): number {
	const fits = (wanted: string | string[] = [], own: string) => {
		const list = [wanted].flat();
		const excludes = list.some((entry) => entry.startsWith('!') && entry !== `!${own}`);
		return list.length === 0 || list.includes(own) || excludes;
	};
	return Object.entries(packages).filter(
		([name, { os, cpu }]) => name && fits(os, process.platform) && fits(cpu, process.arch),
	).length;
}

/** The progress of an installation of about `total` packages, in words. */
export function describeProgress({ lookedUp, downloaded }: NpmProgress, total: number): string {
	// npm takes some from its cache without a request, so the count never quite reaches the total.
	if (downloaded >= total * 0.98) return 'unpacking';
	if (downloaded > total * 0.02) return `${downloaded} of ${total} packages downloaded`;
	return `${Math.min(lookedUp, total)} of ${total} packages looked up`;
}
