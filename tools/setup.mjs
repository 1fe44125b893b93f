import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockFolder } from './support/folder-lock.cjs';
import { lockedPackages, npm, progressWords } from './support/npm.cjs';
import { createProgress } from './support/progress.cjs';
import { isMain, runScript } from './run-script.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.setup-stamp');

/** Packages whose absence shows at once that node_modules was cut down after it was installed. */
const samples = ['gulp', 'jest', 'tsx', 'typescript', '@n8n/node-cli', 'n8n-core', 'n8n-workflow'];

/** The checkout's own development packages, as the lock file says. Says nothing when they are there. */
export async function setup({ progress = createProgress() } = {}) {
	if (isInstalled()) return;
	const release = await progress.step('Waiting for another installation', ({ say, done }) => {
		done('');
		return lockFolder(setupLock(), {
			onWait: (owner) => say(`process ${owner?.pid ?? '?'} is installing them, waiting for it`),
		});
	});
	try {
		if (!isInstalled()) await install(progress);
	} finally {
		release();
	}
}

async function install(progress) {
	const total = lockedPackages(lockFile);
	await progress.step('Installing development packages', async ({ say, done }) => {
		await npm(['ci', '--ignore-scripts', '--prefer-offline'], {
			cwd: root,
			onProgress: (counts) => say(progressWords(counts, total)),
		});
		writeStamp();
		done(`${total} development packages installed`);
	});
}

function isInstalled() {
	const complete = samples.every((name) =>
		existsSync(join(root, 'node_modules', name, 'package.json')),
	);
	if (!complete) return false;
	if (readIfThere(stampFile) === lockHash()) return true;
	if (!matchesLockFile()) return false;
	writeStamp();
	return true;
}

/** Whether npm's own record of node_modules has the versions of the lock file, as after an `npm ci` by hand. */
function matchesLockFile() {
	const record = readIfThere(join(root, 'node_modules', '.package-lock.json'));
	if (!record) return false;
	const installed = JSON.parse(record).packages;
	const { packages: locked } = JSON.parse(readFileSync(lockFile, 'utf8'));
	return Object.entries(locked).every(
		([name, { version, optional }]) =>
			name === '' || (installed[name] ? installed[name].version === version : optional),
	);
}

function writeStamp() {
	writeFileSync(stampFile, lockHash());
}

function lockHash() {
	return createHash('sha256').update(readFileSync(lockFile)).digest('hex');
}

function readIfThere(file) {
	return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Not in node_modules, which an installation removes. */
function setupLock() {
	const key = createHash('sha256').update(root).digest('hex').slice(0, 16);
	return join(tmpdir(), `saison-marta-setup-${key}.lock`);
}

if (isMain(import.meta.url)) runScript(() => setup());
