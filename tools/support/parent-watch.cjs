'use strict';

const { isMainThread } = require('node:worker_threads');

// Loaded into every process we start: should we die without a chance to stop it, our end of its standard
// input closes, and it ends as well. Its own threads and children load this file too and are left alone.
if (isMainThread && process.env.LEASH_HOLDER === String(process.ppid)) {
	process.stdin.on('end', end);
	process.stdin.on('error', end);
	process.stdin.resume();
	process.stdin.unref?.();
}

function end() {
	// Nobody reads our output any more: writing it must not become an error that is written in turn.
	process.stdout.on('error', () => {});
	process.stderr.on('error', () => {});
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => process.kill(process.pid, 'SIGKILL'), 3000);
}
