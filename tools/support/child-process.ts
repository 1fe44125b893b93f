'use strict';

const { spawn, spawnSync } = require('node:child_process');
const path = require('node:path');

/** Every child started here and not yet ended, so that none outlives this process. */
const running = new Set();
const keptOutput = 200_000;

process.on('exit', () => {
	for (const child of running) signalGroup(child, 'SIGKILL');
});

/**
 * Starts a child in a process group of its own: a Ctrl+C in the terminal reaches only us, and we end the
 * child together with everything it started. Should we be killed outright, a child that is Node ends too.
 */
function start(command, args, { cwd, env = process.env, onLine } = {}) {
	const child = spawn(command, args, {
		cwd,
		env: leashed(env),
		stdio: ['pipe', 'pipe', 'pipe'],
		detached: process.platform !== 'win32',
		windowsHide: true,
	});
	running.add(child);
	const started = { child, stdout: '', stderr: '', output: '' };
	// Never written to: a child that reads waits, one with a leash watches it close.
	child.stdin.on('error', () => {});
	collect(child.stdout, 'stdout', started, onLine);
	collect(child.stderr, 'stderr', started, onLine);
	started.ended = new Promise((resolve) => {
		child.once('error', (error) => finish({ code: -1, signal: null, error }));
		child.once('close', (code, signal) => finish({ code, signal }));
		function finish(end) {
			running.delete(child);
			started.end = end;
			resolve(end);
		}
	});
	return started;
}

function leashed(env) {
	const leash = `--require ${JSON.stringify(path.join(__dirname, 'leash.cjs'))}`;
	return {
		...env,
		LEASH_HOLDER: String(process.pid),
		NODE_OPTIONS: [env.NODE_OPTIONS, leash].filter(Boolean).join(' '),
	};
}

function collect(stream, name, started, onLine) {
	let rest = '';
	stream.setEncoding('utf8');
	stream.on('data', (text) => {
		started[name] += text;
		started.output = (started.output + text).slice(-keptOutput);
		if (!onLine) return;
		const lines = (rest + text).split(/\r?\n/);
		rest = lines.pop();
		for (const line of lines) onLine(line);
	});
	stream.on('end', () => {
		if (onLine && rest) onLine(rest);
	});
}

/** Runs a child to its end. With `timeout` (ms) it is stopped after that time and `timedOut` is set. */
async function run(command, args, { timeout, ...options } = {}) {
	const started = start(command, args, options);
	let timedOut = false;
	const timer = timeout
		? setTimeout(() => {
				timedOut = true;
				void stop(started);
			}, timeout)
		: undefined;
	const end = await started.ended;
	clearTimeout(timer);
	const { stdout, stderr, output } = started;
	return { ...end, stdout, stderr, output, timedOut };
}

/** Asks the child to end, and makes it end after `grace` ms. */
async function stop(started, { grace = 8000 } = {}) {
	if (started.end) return started.end;
	signalGroup(started.child, 'SIGTERM');
	const timer = setTimeout(() => signalGroup(started.child, 'SIGKILL'), grace);
	const end = await started.ended;
	clearTimeout(timer);
	// What the child itself had started may still be there.
	signalGroup(started.child, 'SIGKILL');
	return end;
}

function signalGroup(child, signal) {
	if (child.pid === undefined) return;
	if (process.platform === 'win32') {
		spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true });
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group is gone already.
	}
}

module.exports = { run, start, stop };
