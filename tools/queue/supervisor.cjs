'use strict';

const { spawn } = require('node:child_process');

/**
 * `node keeper.cjs <user> <stop signal> <command> [arguments]`: runs a program that is not Node and ends it when
 * it ends itself. The leash (see tools/support/leash.cjs) is for Node only; with this one between them, Redis and
 * PostgreSQL do not outlive us either, even when we are killed. `user` is `-` for our own.
 */
const [user, stopSignal, command, ...args] = process.argv.slice(2);

if (user !== '-') {
	process.initgroups(user, user);
	process.setgid(user);
	process.setuid(user);
}
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('error', (error) => {
	console.error(error.message);
	process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
	process.on(signal, () => child.kill(stopSignal));
}
