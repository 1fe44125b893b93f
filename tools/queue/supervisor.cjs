// @ts-check
'use strict';

const { spawn } = require('node:child_process');

/*
 * `node supervisor.cjs <user> <stop signal> <command> [arguments]`: runs a program that is not Node and ends it
 * when it ends itself. Only a Node child watches its parent (tools/support/parent-watch.cjs); with this one between
 * them, Redis and PostgreSQL do not outlive us either, even when we are killed. `user` is `-` for our own.
 */
const [user, stopSignal, command, ...args] = process.argv.slice(2);

if (user !== '-') {
	// @ts-expect-error -- not in the types of Node.js 20
	process.initgroups(user, user);
	process.setgid?.(user);
	process.setuid?.(user);
}
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('error', (error) => {
	console.error(error.message);
	process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
	process.on(signal, () => child.kill(/** @type {NodeJS.Signals} */ (stopSignal)));
}
