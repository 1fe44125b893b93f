/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- a tool */
import { spawnSync } from 'node:child_process';
import { UserError } from '../support/user-error';

/** n8n's database driver has no binary in its npm package; its project offers prebuilt ones. */
const readyMade = (version: string) =>
	`https://github.com/TryGhost/node-sqlite3/releases/download/v${version}/sqlite3-v${version}-napi-v6-${process.platform}-${process.arch}.tar.gz`;

/**
 * Stops before minutes of download if sqlite3 can neither be downloaded nor compiled here.
 *
 * @throws {UserError} saying what to install
 */
export async function requireSqlite3Source(version: string): Promise<void> {
	const missing = missingTools();
	if (missing.length > 0 && !(await canDownload(readyMade(version)))) throw toolchainError(missing);
}

/** Runs each tool, since macOS has placeholders for them that only ask to install the real ones. */
export function missingTools(): string[] {
	if (process.platform === 'win32') return [];
	return ['python3', 'make', process.env.CXX ?? 'g++'].filter(
		(tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status !== 0,
	);
}

async function canDownload(url: string): Promise<boolean> {
	// Our fetch does not use the proxy that the downloader would use, so let that one try.
	if (process.env.HTTPS_PROXY || process.env.https_proxy || process.env.npm_config_https_proxy)
		return true;
	try {
		const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(8_000) });
		return response.ok;
	} catch {
		return false;
	}
}

export function toolchainError(missing = missingTools()): UserError {
	const lacking = missing.length > 0 ? `${missing.join(', ')} missing` : 'compiler failed';
	const commands: Partial<Record<NodeJS.Platform, string>> = {
		darwin: 'xcode-select --install',
		win32: 'install Python 3 and the Visual Studio C++ build tools',
	};
	const command =
		commands[process.platform] ?? 'sudo apt-get install -y python3 make g++   (Debian, Ubuntu)';
	return new UserError(
		`n8n needs sqlite3, which has no prebuilt binary here and must be compiled (${lacking}). Run: ${command}`,
	);
}
