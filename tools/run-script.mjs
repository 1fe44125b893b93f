import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PlainError, plainLine } from './support/plain-error.cjs';

const oldestNode = 20;
const cleanups = [];
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** What must be done before the script ends, however it ends; the last one added is done first. */
export function onEnd(cleanup) {
	cleanups.push(cleanup);
}

/** Whether the module is the script that was started, not an import of another. */
export function isMain(moduleUrl) {
	return (
		process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl)
	);
}

/**
 * Runs a script: its number is the exit code; a failure with a known cause ends in one line; Ctrl+C ends
 * what it started.
 */
export async function runScript(main) {
	let ending;
	const end = (code) => {
		// The second time we do not wait: children are killed as the process exits.
		if (ending) process.exit(code);
		ending = cleanUp().then(() => process.exit(code));
	};
	for (const [signal, code] of Object.entries(signals)) process.on(signal, () => end(code));
	// Our output was piped into something that has ended, as in `npm run demo | head`.
	process.stdout.once('error', () => end(1));
	process.stdout.on('error', () => {});
	let code = 1;
	try {
		requireNode();
		code = (await main()) ?? 0;
	} catch (error) {
		if (!ending) console.error(`\n✗ ${plainLine(error) ?? error.stack}`);
	}
	if (ending) await ending;
	await cleanUp();
	process.exit(code);
}

async function cleanUp() {
	while (cleanups.length > 0) {
		try {
			await cleanups.pop()();
		} catch (error) {
			console.error(`✗ While ending: ${error.message}`);
		}
	}
}

function requireNode() {
	const [major] = process.versions.node.split('.');
	if (Number(major) >= oldestNode) return;
	throw new PlainError(
		`This needs Node.js ${oldestNode} or newer; here it is ${process.versions.node}. Install a current one and start again.`,
	);
}
