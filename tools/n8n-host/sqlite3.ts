'use strict';

const path = require('node:path');
const { run } = require('../support/child.cjs');
const { PlainError } = require('../support/plain-error.cjs');
const { hostPaths } = require('./paths.cjs');
const { missingTools, toolchainError } = require('./toolchain.cjs');

/**
 * Gets sqlite3's binary the way its own install script would (download, else compile), but by name: the
 * other 15 install scripts in n8n's tree are not needed, and npm is about to stop running them unasked.
 */
async function provideSqlite3(dir, say) {
	const { node, modules, headers } = hostPaths(dir);
	const cwd = path.join(modules, 'sqlite3');
	const tool = (...parts) => path.join(modules, ...parts);

	say('looking for a ready-made binary');
	const download = await run(node, [tool('prebuild-install', 'bin.js'), '-r', 'napi'], {
		cwd,
		timeout: 90_000,
	});
	if (download.code === 0) return 'ready-made';

	say('compiling');
	const build = await run(
		node,
		[
			tool('node-gyp', 'bin', 'node-gyp.js'),
			'rebuild',
			'--jobs=max',
			...(headers ? [`--nodedir=${headers}`] : []),
		],
		{ cwd, timeout: 15 * 60_000 },
	);
	if (build.code === 0) return 'compiled';
	if (/ENOSPC|No space left on device/i.test(build.output)) {
		throw new PlainError(`The disk is full (writing ${dir}). Free some space and start again.`);
	}
	if (missingTools().length > 0) throw toolchainError();
	const why = /(?:error:|gyp ERR! stack) .*/.exec(build.output)?.[0] ?? 'see node-gyp';
	throw new PlainError(`sqlite3, which n8n needs, could not be compiled: ${why}`);
}

module.exports = { provideSqlite3 };
