/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool */
import fs from 'node:fs';
import path from 'node:path';
import { run } from '../support/child-process';
import { acquireLock } from '../support/lock';
import { countPackages, describeProgress, npm, readLockFile } from '../support/npm';
import { createProgress, type Progress } from '../support/progress';
import { UserError } from '../support/user-error';
import { cacheRoot, hostFolder, lockFile } from './cache-folder';
import { hasStamp, markUsed, removeLeftovers, requireSpace, writeStamp } from './cache-upkeep';
import { hasEmptyDatabase, makeEmptyDatabase } from './empty-database';
import { hostPaths, type Host } from './paths';
import { provideSqlite3 } from './sqlite3';
import { requireSqlite3Source } from './toolchain';
import { pinsFolder } from './version';

/** What is being installed, and where. */
interface Installation {
	/** The final folder. */
	dir: string;
	packages: ReturnType<typeof readLockFile>;
	progress: Progress;
}

/**
 * The pinned n8n, installed once per machine; a copy that is incomplete or damaged is replaced.
 *
 * @throws {UserError} when it cannot be installed here
 */
export async function ensureHost({
	log,
	progress = createProgress({ log }),
}: { log?: (line: string) => void; progress?: Progress } = {}): Promise<Host> {
	const dir = hostFolder();
	const packages = readLockFile(lockFile());
	const version = versionOf('n8n', packages);
	const fault = await progress.step('Looking for the n8n host', async ({ done }) => {
		const found = await findFault(dir);
		done(found ? `n8n host: ${found}, installing it` : `n8n ${version} from the cache`);
		return found;
	});
	if (fault) await installOnce({ dir, packages, progress });
	else markUsed(dir);
	return { dir, version, ...requireNode(dir, version) };
}

function versionOf(name: string, packages: Installation['packages']): string {
	return packages[`node_modules/${name}`].version;
}

function requireNode(dir: string, version: string): { node: string; n8n: string } {
	const { node, n8n } = hostPaths(dir);
	if (node) return { node, n8n };
	throw new UserError(
		`n8n ${version} needs Node.js 24, and there is no package of it for ${process.platform} ${process.arch}. Start with Node.js 24 or newer.`,
	);
}

/** What is wrong with an installed host, in words, or undefined. Takes about 0.2 s. */
async function findFault(dir: string): Promise<string | undefined> {
	if (!fs.existsSync(dir)) return 'not in the cache yet';
	if (!hasStamp(dir) || !hasEmptyDatabase(dir)) return 'the cached copy is incomplete';
	return await findBrokenProgram(dir);
}

async function findBrokenProgram(dir: string): Promise<string | undefined> {
	const { node, n8n } = hostPaths(dir);
	if (!node || !fs.existsSync(node)) return 'the cached copy has lost its Node';
	const checks = [
		[n8n, '--version'],
		['-e', 'require("sqlite3"); require("isolated-vm")'],
	];
	const ends = await Promise.all(
		checks.map(async (args) => await run(node, args, { cwd: dir, timeout: 60_000 })),
	);
	return ends.every(({ code }) => code === 0) ? undefined : 'the cached copy does not start';
}

async function installOnce(installation: Installation): Promise<void> {
	const { dir, progress } = installation;
	const release = await progress.step('Waiting for another installation', async ({ done }) => {
		done('');
		return await acquireLock(dir);
	});
	try {
		// The one we waited for may have done the work.
		if (await findFault(dir)) await install(installation);
	} finally {
		await release();
	}
}

/** Everything happens in a folder beside the final one, which appears complete or not at all. */
async function install(installation: Installation): Promise<void> {
	const { dir, packages, progress } = installation;
	const version = versionOf('n8n', packages);
	requireNode(dir, version);
	await progress.step('Looking for what n8n needs', async ({ done }) => {
		await requireSqlite3Source(versionOf('sqlite3', packages));
		removeLeftovers(dir);
		requireSpace();
		done('');
	});
	const part = `${dir}.part-${process.pid}`;
	const removePart = () => fs.rmSync(part, { recursive: true, force: true, maxRetries: 3 });
	process.once('exit', removePart);
	try {
		await installInto(part, installation);
		fs.renameSync(part, dir);
	} finally {
		process.removeListener('exit', removePart);
		removePart();
	}
}

async function installInto(part: string, { packages, progress }: Installation): Promise<void> {
	const version = versionOf('n8n', packages);
	await installPackages(part, countPackages(packages), version, progress);
	const { node, n8n } = requireNode(part, version);
	const sqlite3 = await progress.step('Database driver sqlite3', async ({ say, done }) => {
		const way = await provideSqlite3(node, hostPaths(part), say);
		done(`Database driver sqlite3, ${way}`);
		return way;
	});
	await progress.step(
		'Preparing an empty database',
		async () => await makeEmptyDatabase({ dir: part, node, n8n }),
		'Empty database prepared',
	);
	const fault = await findBrokenProgram(part);
	if (fault) {
		throw new UserError(`n8n was installed, but ${fault}. Remove ${cacheRoot()} and start again.`);
	}
	writeStamp(part, { n8n: version, sqlite3 });
}

async function installPackages(
	part: string,
	total: number,
	version: string,
	progress: Progress,
): Promise<void> {
	fs.mkdirSync(part, { recursive: true });
	for (const name of ['package.json', 'package-lock.json']) {
		fs.copyFileSync(path.join(pinsFolder(), name), path.join(part, name));
	}
	fs.copyFileSync(path.join(__dirname, '.npmrc'), path.join(part, '.npmrc'));
	const title = `Installing n8n ${version} (once, some minutes)`;
	await progress.step(title, async ({ say, done }) => {
		const onProgress = (counts: Parameters<typeof describeProgress>[0]) =>
			say(describeProgress(counts, total));
		await npm(['ci'], { cwd: part, onProgress });
		done(`n8n ${version} installed, ${total} packages`);
	});
}
