'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { run, start, stop } = require('../support/child.cjs');
const { PlainError } = require('../support/plain-error.cjs');
const { choosePort } = require('../support/ports.cjs');

const keeper = path.join(__dirname, 'keeper.cjs');
const loopback = '127.0.0.1';
const readyMs = 30_000;

/** A Redis of its own that forgets everything when it ends. */
async function startRedis({ redisServer }, folder) {
	fs.mkdirSync(folder);
	const port = await choosePort();
	const args = ['--port', String(port), '--bind', loopback, '--dir', folder, '--save', ''];
	const server = keep({ command: redisServer, args, folder, stopSignal: 'SIGTERM' });
	await waitUntilReady(server, 'Redis');
	return { port, pid: server.child.pid, stop: () => stop(server) };
}

/** A PostgreSQL of its own, without a password, for this machine only. */
async function startPostgres({ initdb, postgres }, folder) {
	fs.mkdirSync(folder);
	const user = unprivilegedUser();
	if (user !== '-') giveTo(user, folder);
	const port = await choosePort();
	const data = path.join(folder, 'data');
	const make = ['-D', data, '-U', 'n8n', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
	const made = await run(process.execPath, [keeper, user, 'SIGTERM', initdb, ...make], {
		cwd: folder,
		timeout: 60_000,
	});
	if (made.code !== 0) throw new PlainError(`PostgreSQL's initdb failed: ${lastLine(made)}`);
	const args = ['-D', data, '-p', String(port), '-h', loopback, '-k', folder];
	// The data is thrown away afterwards: no need to wait for the disk.
	const settings = ['fsync=off', 'max_connections=200'].flatMap((setting) => ['-c', setting]);
	// SIGINT: do not wait for clients.
	const server = keep({
		command: postgres,
		args: [...args, ...settings],
		folder,
		user,
		stopSignal: 'SIGINT',
	});
	await waitUntilReady(server, 'PostgreSQL');
	return { port, pid: server.child.pid, stop: () => stop(server) };
}

function keep({ command, args, folder, user = '-', stopSignal }) {
	return start(process.execPath, [keeper, user, stopSignal, command, ...args], { cwd: folder });
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser() {
	if (process.getuid?.() !== 0) return '-';
	try {
		execFileSync('id', ['-u', 'postgres'], { stdio: 'ignore' });
		return 'postgres';
	} catch {
		throw new PlainError(
			'PostgreSQL does not run as root, and there is no user "postgres" here. Start as another user, or create it.',
		);
	}
}

function giveTo(user, folder) {
	const id = (flag) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
	fs.chownSync(folder, id('-u'), id('-g'));
}

/** Both say it with the same words; a port that is open may still refuse. */
async function waitUntilReady(server, name) {
	const giveUp = Date.now() + readyMs;
	while (!/ready to accept connections/i.test(server.output)) {
		if (server.end) throw new PlainError(`${name} ended while starting: ${lastLine(server)}`);
		if (Date.now() > giveUp) {
			await stop(server);
			throw new PlainError(`${name} was not ready after ${readyMs / 1000} s.`);
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

function lastLine({ output }) {
	return output.trim().split('\n').pop();
}

module.exports = { startPostgres, startRedis };
