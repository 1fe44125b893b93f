// @ts-check
import { existsSync } from 'node:fs';

const networkCodes =
	'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|SELF_SIGNED_CERT_IN_CHAIN';

/** npm takes a full disk for a warning and may keep trying forever. */
export const diskFull = /\b(ENOSPC|EDQUOT)\b|no space left on device/i;

/** npm's cache may be older than a version that is wanted; then npm has to ask the registry. */
export const askRegistry = ['--no-prefer-offline', '--prefer-online'];

/** Without a network, npm gives up after about 15 s instead of more than a minute. */
export const shortRetries = [
	'--fetch-retries=3',
	'--fetch-retry-factor=2',
	'--fetch-retry-mintimeout=2000',
	'--fetch-retry-maxtimeout=10000',
];

/**
 * How to start npm: its own script run by this Node where it is known, which needs no shell and no npm.cmd.
 *
 * @returns {[string, ...string[]]}
 */
export function npmCommand() {
	const script = process.env.npm_execpath;
	if (script && /npm-cli\.c?js$/.test(script) && existsSync(script)) {
		return [process.execPath, script];
	}
	return process.platform === 'win32' ? ['cmd', '/d', '/s', '/c', 'npm'] : ['npm'];
}

/**
 * The environment without what an outer `npm run` left in it, which would decide where the inner npm works.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function npmEnv(env) {
	const left = /^npm_(lifecycle|package|command|config_(local_prefix|prefix|global))/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !left.test(name)));
}

/**
 * Why npm failed, in one line. `isStale` tells that asking the registry again may help.
 *
 * @param {string} output of `npm <command>`
 * @param {{ command: string, cwd: string }} where
 */
export function explainNpmFailure(output, { command, cwd }) {
	const stale = missingVersion(output);
	const message = noNetwork(output) ?? noSpace(output, cwd) ?? noPermission(output, cwd) ?? stale;
	return {
		message: message ?? `npm ${command} failed: ${lastWords(output)}`,
		isStale: stale !== undefined && message === stale,
	};
}

/** @param {string} output */
function noNetwork(output) {
	const code = new RegExp(`npm (?:error|ERR!) (?:code|errno) (${networkCodes})`).exec(output)?.[1];
	return (
		code &&
		`No network: npm cannot reach its package registry (${code}). Check the connection or npm's proxy settings, then start again.`
	);
}

/**
 * @param {string} output
 * @param {string} folder
 */
function noSpace(output, folder) {
	return diskFull.test(output)
		? `The disk is full (writing ${folder}). Free some space and start again.`
		: undefined;
}

/**
 * @param {string} output
 * @param {string} folder
 */
function noPermission(output, folder) {
	const code = /npm (?:error|ERR!) code (EACCES|EPERM|EROFS)/.exec(output)?.[1];
	return code && `npm has no permission to write in ${folder} (${code}).`;
}

/** @param {string} output */
function missingVersion(output) {
	const missing =
		/npm (?:error|ERR!) (?:404|notarget) .*?'?((?:@[\w.-]+\/)?[\w.-]+@[\w.^~-]+)/.exec(output)?.[1];
	return (
		missing &&
		`The package registry that npm is set to use does not have ${missing.replace(/\.$/, '')}.`
	);
}

/** @param {string} output */
function lastWords(output) {
	const lines = output
		.split('\n')
		.filter((line) => /^npm (error|ERR!) (?!A complete log|code )\S/.test(line))
		.map((line) => line.replace(/^npm (error|ERR!) /, '').trim());
	return lines.slice(0, 2).join(' ') || output.trim().split('\n').pop();
}
