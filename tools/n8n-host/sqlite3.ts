/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import path from 'node:path';
import { run } from '../support/child-process';
import { UserError } from '../support/user-error';
import { missingTools, toolchainError } from './toolchain';
import type { HostPaths } from './paths';

/**
 * Gets sqlite3's binary as its own install script would (download, else compile), but by name: the other 15
 * install scripts in n8n's tree are not needed, and npm is about to stop running them unasked.
 *
 * @returns how, for the progress
 */
export async function provideSqlite3(
	node: string,
	{ modules, headers }: HostPaths,
	say: (text: string) => void,
): Promise<'prebuilt' | 'compiled'> {
	const cwd = path.join(modules, 'sqlite3');
	const tool = (...parts: string[]) => path.join(modules, ...parts);

	say('looking for a prebuilt binary');
	const prebuild = [tool('prebuild-install', 'bin.js'), '-r', 'napi'];
	const download = await run(node, prebuild, { cwd, timeout: 90_000 });
	if (download.code === 0) return 'prebuilt';

	say('compiling');
	const gyp = [tool('node-gyp', 'bin', 'node-gyp.js'), 'rebuild', '--jobs=max'];
	const args = headers ? [...gyp, `--nodedir=${headers}`] : gyp;
	const build = await run(node, args, { cwd, timeout: 15 * 60_000 });
	if (build.code === 0) return 'compiled';
	if (/ENOSPC|No space left on device/i.test(build.output)) {
		throw new UserError(`The disk is full (writing ${cwd}). Free some space and start again.`);
	}
	if (missingTools().length > 0) throw toolchainError();
	const why = /(?:error:|gyp ERR! stack) .*/.exec(build.output)?.[0] ?? 'see node-gyp';
	throw new UserError(`sqlite3, which n8n needs, could not be compiled: ${why}`);
}
