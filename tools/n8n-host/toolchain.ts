'use strict';

const { spawnSync } = require('node:child_process');
const { PlainError } = require('../support/plain-error.cjs');

/** n8n's database driver ships no binary inside its npm package; its project offers ready-made ones. */
const readyMade = (version) =>
	`https://github.com/TryGhost/node-sqlite3/releases/download/v${version}/sqlite3-v${version}-napi-v6-${process.platform}-${process.arch}.tar.gz`;

/** Before minutes of download: stop if sqlite3 can neither be downloaded nor compiled here. */
async function requireSqlite3Way(version) {
	const missing = missingTools();
	if (missing.length > 0 && !(await canDownload(readyMade(version)))) throw toolchainError(missing);
}

function missingTools() {
	if (process.platform === 'win32') return [];
	return [
		['python3', ['--version']],
		['make', ['--version']],
		[process.env.CXX ?? 'g++', ['--version']],
	]
		.filter(([tool, args]) => spawnSync(tool, args, { stdio: 'ignore' }).status !== 0)
		.map(([tool]) => tool);
}

async function canDownload(url) {
	// Our fetch does not use the proxy that the downloader would use, so let that one try.
	if (process.env.HTTPS_PROXY || process.env.https_proxy || process.env.npm_config_https_proxy)
		return true;
	try {
		const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(8_000) });
		return answer.ok;
	} catch {
		return false;
	}
}

function toolchainError(missing = missingTools()) {
	const lacking = missing.length > 0 ? `${missing.join(', ')} missing` : 'compiler failed';
	const how = {
		darwin: 'xcode-select --install',
		win32: 'install Python 3 and the Visual Studio C++ build tools',
	}[process.platform];
	return new PlainError(
		`n8n needs sqlite3, which cannot be downloaded ready-made here and must be compiled (${lacking}). Run: ${how ?? 'sudo apt-get install -y python3 make g++'}${how ? '' : '   (Debian, Ubuntu)'}`,
	);
}

module.exports = { missingTools, requireSqlite3Way, toolchainError };
