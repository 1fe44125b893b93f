// @ts-check
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lock } from './lock.mjs';
import {
	askRegistry,
	diskFull,
	explainNpmFailure,
	npmCommand,
	npmEnv,
	shortRetries,
} from './npm.mjs';

export const root = resolve(fileURLToPath(import.meta.url), '../../..');
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** Installs the development packages as the lock file says, unless they are there. Rejects with one clear line. */
export async function setUp() {
	if (isInstalled()) return;
	const handlers = Object.entries(signals).map(([signal, code]) => {
		const handler = () => process.exit(code);
		process.once(signal, handler);
		return { signal, handler };
	});
	const unlock = await lock(lockFile(), (pid) =>
		console.log(`… Process ${pid} is installing the development packages, waiting for it`),
	);
	try {
		if (!isInstalled()) await install();
	} finally {
		unlock();
		for (const { signal, handler } of handlers) process.removeListener(signal, handler);
	}
}

/** Whether node_modules has every direct dependency, and in npm's own record the versions of the lock file. */
function isInstalled() {
	const inModules = (/** @type {string[]} */ ...parts) => join(root, 'node_modules', ...parts);
	const record = inModules('.package-lock.json');
	if (!existsSync(record)) return false;
	const { packages: installed } = readJson(record);
	const { packages: locked } = readJson(join(root, 'package-lock.json'));
	return (
		Object.keys(locked[''].devDependencies).every((name) =>
			existsSync(inModules(name, 'package.json')),
		) &&
		Object.entries(locked).every(
			([name, { version, optional }]) =>
				name === '' || (installed[name] ? installed[name].version === version : optional),
		)
	);
}

async function install() {
	const began = Date.now();
	const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
	console.log('… Installing the development packages (once, about a minute)');
	const alive = setInterval(
		() => console.log(`… Installing the development packages, ${seconds()}`),
		15_000,
	);
	try {
		await npmCi([]);
		console.log(`✓ Development packages installed (${seconds()})`);
	} finally {
		clearInterval(alive);
	}
}

/** @param {string[]} more */
async function npmCi(more) {
	const [command, ...first] = npmCommand();
	const args = ['ci', '--ignore-scripts', '--prefer-offline', ...shortRetries, ...more];
	const child = spawn(command, [...first, ...args], {
		cwd: root,
		env: npmEnv(process.env),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const end = () => child.kill('SIGKILL');
	process.once('exit', end);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => {
			output += text;
			if (diskFull.test(text)) end();
		});
	}
	const code = await new Promise((resolve, reject) => {
		child.once('error', (/** @type {NodeJS.ErrnoException} */ { code }) =>
			reject(new Error(`npm could not be started (${code}). Is it installed?`)),
		);
		child.once('close', resolve);
	});
	process.removeListener('exit', end);
	if (code === 0) return;
	const { message, isStale } = explainNpmFailure(output, { command: 'ci', cwd: root });
	if (!isStale || more.length > 0) throw new Error(message);
	await npmCi(askRegistry);
}

/** Not in node_modules, which npm removes. */
function lockFile() {
	const key = createHash('sha256').update(root).digest('hex').slice(0, 16);
	return join(tmpdir(), `saison-marta-set-up-${key}.lock`);
}

/** @param {string} file */
function readJson(file) {
	return JSON.parse(readFileSync(file, 'utf8'));
}
