'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { run } = require('../support/child.cjs');
const { lockFolder } = require('../support/folder-lock.cjs');
const { lockedPackages, npm, progressWords } = require('../support/npm.cjs');
const { PlainError } = require('../support/plain-error.cjs');
const { createProgress } = require('../support/progress.cjs');
const { cacheRoot, hostFolder, lockFile } = require('./cache-folder.cjs');
const { hasEmptyDatabase, makeEmptyDatabase } = require('./empty-database.cjs');
const { pinsFolder } = require('./line.cjs');
const { hostPaths } = require('./paths.cjs');
const { provideSqlite3 } = require('./sqlite3.cjs');
const { requireSqlite3Way } = require('./toolchain.cjs');

const { packages: locked } = JSON.parse(fs.readFileSync(lockFile, 'utf8'));
const n8nVersion = locked['node_modules/n8n'].version;
const sqlite3Version = locked['node_modules/sqlite3'].version;

const stampName = 'complete.json';
const neededBytes = 3.5 * 1024 ** 3;
const unusedAfterMs = 30 * 24 * 3600 * 1000;

/**
 * The pinned n8n, installed once per machine. Gives its folder, its Node binary and n8n's start script.
 * A copy that is incomplete or damaged is replaced.
 *
 * @param {{ log?: (line: string) => void, progress?: any }} [options]
 * @returns {Promise<{ dir: string, node: string, n8n: string, version: string }>}
 */
async function ensureHost({ log, progress = createProgress({ log }) } = {}) {
	const dir = hostFolder();
	const fault = await progress.step('Looking for the n8n host', async ({ done }) => {
		const found = await faultOf(dir);
		done(found ? `n8n host: ${found}, installing it` : `n8n ${n8nVersion} from the cache`);
		return found;
	});
	if (fault) await installOnce(dir, progress);
	else markUsed(dir);
	const { node, n8n } = hostPaths(dir);
	return { dir, node, n8n, version: n8nVersion };
}

/** What is wrong with an installed host, in words, or undefined. About 0.2 s. */
async function faultOf(dir) {
	if (!fs.existsSync(dir)) return 'not in the cache yet';
	const complete = fs.existsSync(path.join(dir, stampName)) && hasEmptyDatabase(dir);
	if (!complete) return 'the cached copy is incomplete';
	const { node, n8n } = hostPaths(dir);
	if (!fs.existsSync(node)) return 'the cached copy has lost its Node';
	const checks = [
		[n8n, '--version'],
		['-e', 'require("sqlite3"); require("isolated-vm")'],
	];
	const ends = await Promise.all(
		checks.map((args) => run(node, args, { cwd: dir, timeout: 60_000 })),
	);
	return ends.every((end) => end.code === 0) ? undefined : 'the cached copy does not start';
}

async function installOnce(dir, progress) {
	const release = await progress.step('Waiting for another installation', ({ say, done }) => {
		done('');
		return lockFolder(`${dir}.lock`, {
			onWait: (owner) => say(`process ${owner?.pid ?? '?'} is installing n8n, waiting for it`),
		});
	});
	try {
		// The one we waited for may have done the work.
		if (await faultOf(dir)) await install(dir, progress);
	} finally {
		release();
	}
}

/** Everything happens in a folder beside the final one, which appears complete or not at all. */
async function install(dir, progress) {
	if (!hostPaths(dir).node) {
		throw new PlainError(
			`n8n ${n8nVersion} needs Node.js 24, and there is no package of it for ${process.platform} ${process.arch}. Start with Node.js 24 or newer.`,
		);
	}
	await progress.step('Looking for what n8n needs', async ({ done }) => {
		await requireSqlite3Way(sqlite3Version);
		removeLeftovers(dir);
		requireSpace();
		done('');
	});
	const part = `${dir}.part-${process.pid}`;
	const removePart = () => fs.rmSync(part, { recursive: true, force: true, maxRetries: 3 });
	process.once('exit', removePart);
	try {
		await installPackages(part, progress);
		const sqlite3 = await progress.step('Database driver sqlite3', async ({ say, done }) => {
			const way = await provideSqlite3(part, say);
			done(`Database driver sqlite3, ${way}`);
			return way;
		});
		await progress.step(
			'Preparing an empty database',
			() => makeEmptyDatabase(part),
			'Empty database prepared',
		);
		writeStamp(part, { n8n: n8nVersion, sqlite3 });
		const fault = await faultOf(part);
		if (fault)
			throw new PlainError(
				`n8n was installed, but ${fault}. Remove ${cacheRoot()} and start again.`,
			);
		fs.renameSync(part, dir);
	} finally {
		process.removeListener('exit', removePart);
		removePart();
	}
}

async function installPackages(part, progress) {
	fs.mkdirSync(part, { recursive: true });
	for (const name of ['package.json', 'package-lock.json']) {
		fs.copyFileSync(path.join(pinsFolder(), name), path.join(part, name));
	}
	fs.copyFileSync(path.join(__dirname, '.npmrc'), path.join(part, '.npmrc'));
	const total = lockedPackages(lockFile);
	await progress.step(
		`Installing n8n ${n8nVersion} (once, some minutes)`,
		async ({ say, done }) => {
			await npm(['ci'], {
				cwd: part,
				onProgress: (counts) => say(progressWords(counts, total)),
			});
			done(`n8n ${n8nVersion} installed, ${total} packages`);
		},
	);
}

function writeStamp(dir, content) {
	fs.writeFileSync(
		path.join(dir, stampName),
		JSON.stringify({ ...content, at: new Date() }, null, '\t'),
	);
}

function markUsed(dir) {
	try {
		fs.utimesSync(path.join(dir, stampName), new Date(), new Date());
	} catch {
		// A cache that may only be read.
	}
}

/** Called under the lock: what killed or broken installations left, and hosts long out of use. */
function removeLeftovers(dir) {
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

function isLongUnused(folder) {
	const stamp = path.join(folder, stampName);
	return fs.existsSync(stamp) && Date.now() - fs.statSync(stamp).mtimeMs > unusedAfterMs;
}

function requireSpace() {
	const { bavail, bsize } = fs.statfsSync(cacheRoot());
	if (bavail * bsize >= neededBytes) return;
	const gigabytes = (bytes) => (bytes / 1024 ** 3).toFixed(1);
	throw new PlainError(
		`The disk is full: n8n needs ${gigabytes(neededBytes)} GB in ${cacheRoot()} and ${gigabytes(bavail * bsize)} GB are free. Free some space, or set N8N_HOST_CACHE to a folder on another disk.`,
	);
}

module.exports = { ensureHost };
