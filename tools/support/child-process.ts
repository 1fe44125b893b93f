/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- a tool */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';

export interface StartOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Called with every line of both outputs, without its line break. */
	onLine?: (line: string) => void;
}

export interface ChildEnd {
	/** The exit code; -1 when the child could not be started, null when a signal ended it. */
	code: number | null;
	signal: NodeJS.Signals | null;
	error?: NodeJS.ErrnoException;
}

/** A child that was started, with what it has written so far. */
export interface StartedChild {
	child: ChildProcess;
	stdout: string;
	stderr: string;
	/** Both outputs as they came, at most the last 200,000 characters. */
	output: string;
	/** How it ended, once it has. */
	end?: ChildEnd;
	ended: Promise<ChildEnd>;
}

export type FinishedChild = ChildEnd &
	Pick<StartedChild, 'stdout' | 'stderr' | 'output'> & { timedOut: boolean };

const parentWatch = path.join(__dirname, 'parent-watch.cjs');
const keptOutput = 200_000;

/** Every child started here and not yet ended, so that none outlives this process. */
const running = new Set<ChildProcess>();

process.on('exit', () => {
	for (const child of running) signalGroup(child, 'SIGKILL');
});

/**
 * Starts a child in a process group of its own: Ctrl+C in the terminal reaches only us, and we end the child
 * together with everything it started. A child that is Node also ends when we are killed, which no library for
 * child processes offers.
 */
export function start(
	command: string,
	args: string[],
	{ cwd, env = process.env, onLine }: StartOptions = {},
): StartedChild {
	const child = spawn(command, args, {
		cwd,
		env: withParentWatch(env),
		stdio: ['pipe', 'pipe', 'pipe'],
		detached: process.platform !== 'win32',
		windowsHide: true,
	});
	running.add(child);
	// Never written to: a child that reads it waits, and one that watches its parent sees it close.
	child.stdin.on('error', () => {});
	const ended = new Promise<ChildEnd>((resolve) => {
		child.once('error', (error) => resolve({ code: -1, signal: null, error }));
		child.once('close', (code, signal) => resolve({ code, signal }));
	});
	const started: StartedChild = {
		child,
		stdout: '',
		stderr: '',
		output: '',
		ended: ended.then((end) => {
			running.delete(child);
			return (started.end = end);
		}),
	};
	collect(child.stdout, 'stdout', started, onLine);
	collect(child.stderr, 'stderr', started, onLine);
	return started;
}

function withParentWatch(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const preload = `--require ${JSON.stringify(parentWatch)}`;
	return {
		...env,
		WATCHED_PARENT_PID: String(process.pid),
		NODE_OPTIONS: [env.NODE_OPTIONS, preload].filter(Boolean).join(' '),
	};
}

function collect(
	stream: Readable,
	name: 'stdout' | 'stderr',
	started: StartedChild,
	onLine?: (line: string) => void,
): void {
	let rest = '';
	stream.setEncoding('utf8');
	stream.on('data', (text: string) => {
		started[name] += text;
		started.output = (started.output + text).slice(-keptOutput);
		if (!onLine) return;
		const lines = (rest + text).split(/\r?\n/);
		rest = lines.pop() ?? '';
		for (const line of lines) onLine(line);
	});
	stream.on('end', () => {
		if (rest) onLine?.(rest);
	});
}

/** Runs a child to its end. After `timeout` ms it is stopped, and `timedOut` is set. */
export async function run(
	command: string,
	args: string[],
	{ timeout, ...options }: StartOptions & { timeout?: number } = {},
): Promise<FinishedChild> {
	const started = start(command, args, options);
	let timedOut = false;
	const timer =
		timeout &&
		setTimeout(() => {
			timedOut = true;
			void stop(started);
		}, timeout);
	const end = await started.ended;
	clearTimeout(timer);
	const { stdout, stderr, output } = started;
	return { ...end, stdout, stderr, output, timedOut };
}

/** Asks the child to end, and after `grace` ms ends it. */
export async function stop(started: StartedChild, { grace = 8000 } = {}): Promise<ChildEnd> {
	if (started.end) return started.end;
	signalGroup(started.child, 'SIGTERM');
	const timer = setTimeout(() => signalGroup(started.child, 'SIGKILL'), grace);
	const end = await started.ended;
	clearTimeout(timer);
	// What the child itself had started may still be there.
	signalGroup(started.child, 'SIGKILL');
	return end;
}

/** Ends the child, and everything it started, without giving it time. */
export function endAtOnce({ child }: StartedChild): void {
	signalGroup(child, 'SIGKILL');
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
	if (pid === undefined) return;
	if (process.platform === 'win32') {
		spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
		return;
	}
	try {
		process.kill(-pid, signal);
	} catch {
		// The group is gone already.
	}
}

/** The last line that a child has written, as the reason for its failure. */
export function lastLine({ output }: { output: string }): string {
	return output.trim().split('\n').pop() ?? '';
}
