// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setUp } from './set-up/set-up.mjs';

/*
 * `node tools/run.mjs [COMMAND [ARGUMENT...]]`, the way into every npm script: plain JavaScript, since it runs
 * before anything is installed. It installs the development packages and runs the command, a TypeScript file:
 * `demo` is tools/demo/main.ts, `packages/scan` is tools/packages/scan.ts, `bench` is bench/main.ts.
 */
const oldestNode = 20;
const [command, ...args] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
	fail(
		`This needs Node.js ${oldestNode} or newer; this is ${process.versions.node}. Install a current one and start again.`,
	);
}
const file = command && fileOf(command);
if (command && !file) fail(`There is no command "${command}".`);
await setUp().catch((error) => fail(error.message));
if (file) {
	// @ts-expect-error -- the loader has no types
	await import('tsx');
	process.argv = [process.argv[0], file, ...args];
	await import(pathToFileURL(file).href);
}

/** @param {string} name */
function fileOf(name) {
	const candidates = [`tools/${name}/main.ts`, `tools/${name}.ts`, `${name}/main.ts`];
	return candidates.map((candidate) => join(root, candidate)).find((path) => existsSync(path));
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
	console.error(`\n✗ ${message}`);
	process.exit(1);
}
