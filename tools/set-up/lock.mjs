// @ts-check
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until no other process holds the lock, then holds it until this process exits or the returned function
 * is called. A lock whose process has ended is void.
 *
 * @param {string} file
 * @param {(pid: number) => void} onWait
 * @returns {Promise<() => void>}
 */
export async function lock(file, onWait) {
	for (let waits = 0; !take(file); waits++) {
		const pid = ownerOf(file);
		if (pid !== undefined && !isAlive(pid)) release(file, pid);
		else if (pid !== undefined && waits === 0) onWait(pid);
		await pause(500);
	}
	const unlock = () => release(file, process.pid);
	process.once('exit', unlock);
	return unlock;
}

/**
 * A link appears together with its content, so that nobody sees a lock without its owner.
 *
 * @param {string} file
 */
function take(file) {
	const own = `${file}.${process.pid}`;
	writeFileSync(own, String(process.pid));
	try {
		linkSync(own, file);
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		throw error;
	} finally {
		rmSync(own, { force: true });
	}
}

/**
 * @param {string} file
 * @param {number} pid
 */
function release(file, pid) {
	if (ownerOf(file) === pid) rmSync(file, { force: true });
}

/** @param {string} file */
function ownerOf(file) {
	try {
		return Number(readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}

/** @param {number} pid */
function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}

/** @param {unknown} error */
function codeOf(error) {
	return /** @type {NodeJS.ErrnoException} */ (error).code;
}
