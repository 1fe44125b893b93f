/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool */
import { explain } from './user-error';

const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
/** Longer than a child is given to end, in ms. */
const patience = 12_000;
const cleanups: Array<() => unknown> = [];

/** Adds what must be done before the command ends, however it ends; the last one added is done first. */
export function onExit(cleanup: () => unknown): void {
	cleanups.push(cleanup);
}

/**
 * Runs a command. The number it resolves to is the exit code; a failure whose cause is known ends in one line;
 * Ctrl+C ends what it started.
 */
export async function runCommand(main: () => Promise<number | void>): Promise<never> {
	let ending: Promise<never> | undefined;
	let began = 0;
	const end = (code: number) => {
		// Ctrl+C comes twice, from the terminal and from npm, or from an impatient user: temporary folders would be
		// left. Only if the clean-up hangs, a signal ends everything: children are killed as the process exits.
		if (ending && Date.now() - began > patience) process.exit(code);
		if (ending) return;
		began = Date.now();
		if (cleanups.length > 0) say('\nEnding and cleaning up…');
		ending = cleanUp().then(() => process.exit(code));
	};
	for (const [signal, code] of Object.entries(exitCodes)) process.on(signal, () => end(code));
	// Our output was piped into something that has ended, as in `npm run demo | head`.
	process.stdout.once('error', () => end(1));
	process.stdout.on('error', () => {});
	let code = 1;
	try {
		code = (await main()) ?? 0;
	} catch (error) {
		if (!ending) say(`\n✗ ${explain(error) ?? (error as Error).stack}`);
	}
	if (ending) await ending;
	await cleanUp();
	process.exit(code);
}

async function cleanUp(): Promise<void> {
	for (let cleanup = cleanups.pop(); cleanup; cleanup = cleanups.pop()) {
		try {
			await cleanup();
		} catch (error) {
			say(`✗ While stopping: ${(error as Error).message}`);
		}
	}
}

function say(line: string): void {
	process.stderr.write(`${line}\n`);
}
