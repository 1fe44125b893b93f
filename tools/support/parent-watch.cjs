// @ts-check
'use strict';

const { isMainThread } = require('node:worker_threads');

// Preloaded into every Node process that child-process.ts starts, whatever its version, hence plain JavaScript:
// when the parent dies without stopping its child, its end of the child's standard input closes, and the child
// ends too. The child's own threads and children load this file as well and are left alone.
if (isMainThread && process.env.WATCHED_PARENT_PID === String(process.ppid)) {
	process.stdin.on('end', end);
	process.stdin.on('error', end);
	process.stdin.resume();
	process.stdin.unref?.();
}

function end() {
	// Nobody reads our output any more: an error in writing it must not be written in turn.
	process.stdout.on('error', () => {});
	process.stderr.on('error', () => {});
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => process.kill(process.pid, 'SIGKILL'), 3000);
}
