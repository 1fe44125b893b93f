'use strict';

const { existsSync, readFileSync } = require('node:fs');
const { start, stop } = require('./child.cjs');
const { PlainError } = require('./plain-error.cjs');

const networkCodes =
	'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|SELF_SIGNED_CERT_IN_CHAIN';
const failedAttempt = new RegExp(
	`npm http fetch GET \\S+ attempt \\d+ failed with (${networkCodes})`,
);
const fetched = /^npm http fetch GET 2\d\d \S+ .*\(cache (miss|updated|revalidated)\)/;
const diskFull = /\b(ENOSPC|EDQUOT)\b|no space left on device/i;
const answered = /^npm http fetch GET 200 (\S+)/;

/** Failures without one success that mean no network: npm itself would try for over a minute. */
const failuresThatSettleIt = 2;

/** npm's cache may be older than a version that is wanted; then it has to ask the registry. */
const askRegistry = ['--no-prefer-offline', '--prefer-online'];

class MissingVersion extends PlainError {}

/**
 * Runs npm and turns the failures a user can mend into one line. `onProgress` is told how many packages were
 * looked up and how many downloaded so far.
 */
async function npm(args, options = {}) {
	try {
		return await runNpm(args, options);
	} catch (error) {
		if (!(error instanceof MissingVersion)) throw error;
		return await runNpm([...args, ...askRegistry], options);
	}
}

async function runNpm(args, { cwd, env = process.env, onProgress }) {
	const counts = { lookedUp: 0, downloaded: 0 };
	let failures = 0;
	let fatal;
	const giveUp = (error) => {
		fatal ??= error;
		void stop(started, { grace: 1000 });
	};
	const [command, ...first] = npmCommand();
	const started = start(command, [...first, ...args, '--loglevel=http', '--no-progress'], {
		cwd,
		env: npmEnv(env),
		onLine: (line) => {
			const answer = answered.exec(line);
			if (answer) {
				counts[answer[1].endsWith('.tgz') ? 'downloaded' : 'lookedUp']++;
				onProgress?.(counts);
			}
			if (fetched.test(line)) failures = -Infinity;
			const failed = failedAttempt.exec(line);
			if (failed && ++failures === failuresThatSettleIt) giveUp(noNetwork(failed[1]));
			// npm takes this for a warning, and may go round in it for ever.
			if (diskFull.test(line)) giveUp(noSpace(cwd));
		},
	});
	const end = await started.ended;
	if (fatal) throw fatal;
	if (end.error)
		throw new PlainError(`npm could not be started (${end.error.code}). Is it installed?`);
	if (end.code !== 0) throw npmFailure(args, started.output, cwd);
	return started.stdout;
}

/** npm's own script run by this Node where we know it: no shell and no npm.cmd needed. */
function npmCommand() {
	const script = process.env.npm_execpath;
	if (script && /npm-cli\.c?js$/.test(script) && existsSync(script)) {
		return [process.execPath, script];
	}
	return process.platform === 'win32' ? ['cmd', '/d', '/s', '/c', 'npm'] : ['npm'];
}

/** What an outer `npm run` left in the environment must not decide where the inner npm works. */
function npmEnv(env) {
	return Object.fromEntries(
		Object.entries(env).filter(
			([name]) =>
				!/^npm_(lifecycle|package|command|config_(local_prefix|prefix|global))/.test(name),
		),
	);
}

function npmFailure(args, output, cwd) {
	const network = new RegExp(`npm (?:error|ERR!) (?:code|errno) (${networkCodes})`).exec(output);
	if (network) return noNetwork(network[1]);
	if (diskFull.test(output)) return noSpace(cwd);
	const denied = /npm (?:error|ERR!) code (EACCES|EPERM|EROFS)/.exec(output);
	if (denied) return new PlainError(`npm has no permission to write in ${cwd} (${denied[1]}).`);
	const missing =
		/npm (?:error|ERR!) (?:404|notarget) .*?'?((?:@[\w.-]+\/)?[\w.-]+@[\w.^~-]+)/.exec(output);
	if (missing) {
		return new MissingVersion(
			`The package registry that npm is set to use does not have ${missing[1].replace(/\.$/, '')}.`,
		);
	}
	return new PlainError(`npm ${args[0]} failed: ${lastWords(output)}`);
}

function noNetwork(code) {
	return new PlainError(
		`No network: npm cannot reach its package registry (${code}). Check the connection or npm's proxy settings, then start again.`,
	);
}

function noSpace(folder) {
	return new PlainError(`The disk is full (writing ${folder}). Free some space and start again.`);
}

function lastWords(output) {
	const lines = output
		.split('\n')
		.filter((line) => /^npm (error|ERR!) (?!A complete log|code )\S/.test(line))
		.map((line) => line.replace(/^npm (error|ERR!) /, '').trim());
	return lines.slice(0, 2).join(' ') || output.trim().split('\n').pop();
}

/** The number of packages a lock file names for this platform, for "N of M". */
function lockedPackages(lockFile) {
	const fits = (wanted, own) => {
		const list = wanted === undefined ? [] : [wanted].flat();
		return (
			list.length === 0 || list.includes(own) || list.some((x) => x[0] === '!' && x !== `!${own}`)
		);
	};
	return Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages).filter(
		([name, entry]) => name && fits(entry.os, process.platform) && fits(entry.cpu, process.arch),
	).length;
}

/** Words for the progress of an installation of about `total` packages. */
function progressWords({ lookedUp, downloaded }, total) {
	// Some come from npm's cache without a request, so the count never quite reaches the total.
	if (downloaded >= total * 0.98) return 'unpacking';
	if (downloaded > total * 0.02) return `${downloaded} of ${total} packages downloaded`;
	return `${Math.min(lookedUp, total)} of ${total} packages looked up`;
}

module.exports = { lockedPackages, npm, progressWords };
