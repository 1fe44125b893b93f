'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { run } = require('../support/child.cjs');
const { PlainError } = require('../support/plain-error.cjs');

const policyFile = '/usr/sbin/policy-rc.d';
const debianPostgres = '/usr/lib/postgresql';

/** What a queue needs beside n8n, and the Debian package that brings it. */
const wanted = [
	{ name: 'redis-server', debian: 'redis-server' },
	{ name: 'initdb', debian: 'postgresql' },
	{ name: 'postgres', debian: 'postgresql' },
];

/**
 * Where the programs of Redis and PostgreSQL are. Debian packages that are missing are installed when we may.
 *
 * @param {{ step: Function }} [progress]
 * @returns {Promise<{ redisServer: string, initdb: string, postgres: string }>}
 */
async function ensureServers(progress) {
	if (missingPackages().length > 0) {
		if (!canInstall()) throw whatToInstall();
		const names = missingPackages().join(' and ');
		await progress.step(`Installing ${names}`, install, `${names} installed`);
	}
	return findServers();
}

/** @returns {{ redisServer: string, initdb: string, postgres: string }} */
function findServers() {
	if (missingPackages().length > 0) throw whatToInstall();
	const [redisServer, initdb, postgres] = wanted.map(({ name }) => String(find(name)));
	return { redisServer, initdb, postgres };
}

function missingPackages() {
	return [...new Set(wanted.filter(({ name }) => !find(name)).map(({ debian }) => debian))];
}

/** Debian keeps PostgreSQL's programs out of PATH; the newest version is taken. */
function find(name) {
	const versions = fs.existsSync(debianPostgres) ? fs.readdirSync(debianPostgres) : [];
	const folders = [
		...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean),
		...versions
			.sort((a, b) => Number(b) - Number(a))
			.map((version) => path.join(debianPostgres, version, 'bin')),
	];
	return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file) {
	try {
		fs.accessSync(file, fs.constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

function canInstall() {
	return process.getuid?.() === 0 && find('apt-get') !== undefined;
}

/** Only the programs are wanted: no service of the machine is started, and none at its next start either. */
async function install() {
	const forbidStart = !fs.existsSync(policyFile);
	if (forbidStart) fs.writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
	const removePolicy = () => forbidStart && fs.rmSync(policyFile, { force: true });
	process.once('exit', removePolicy);
	try {
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		await run('apt-get', ['update', '-qq'], { env, timeout: 120_000 });
		const names = missingPackages();
		const args = ['install', '-y', '-qq', '--no-install-recommends', ...names];
		const { code, output } = await run('apt-get', args, { env, timeout: 240_000 });
		if (code !== 0) {
			const last = output.trim().split('\n').pop();
			throw new PlainError(`apt-get could not install ${names.join(' and ')}: ${last}`);
		}
		for (const name of names) await keepOff(name, env);
	} finally {
		process.removeListener('exit', removePolicy);
		removePolicy();
	}
}

async function keepOff(service, env) {
	if (find('update-rc.d')) await run('update-rc.d', [service, 'disable'], { env });
}

function whatToInstall() {
	return new PlainError(
		`Queue mode needs Redis and PostgreSQL; missing here: ${missingPackages().join(', ')}. Install with: sudo apt-get install -y --no-install-recommends ${missingPackages().join(' ')}   (Debian, Ubuntu)`,
	);
}

module.exports = { ensureServers, findServers };
