'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const beatMs = 2_000;
const staleMs = 30_000;
const pollMs = 500;

/**
 * Waits for and takes a lock that other processes (also in another container with the same cache folder)
 * respect; gives the function that releases it. A lock is stale when its process is gone or its heartbeat
 * stopped.
 */
async function lockFolder(folder, { onWait } = {}) {
	fs.mkdirSync(path.dirname(folder), { recursive: true });
	const owner = { pid: process.pid, host: os.hostname(), id: `${process.pid}-${Date.now()}` };
	while (!take(folder, owner)) {
		onWait?.(readOwner(folder));
		await new Promise((resolve) => setTimeout(resolve, pollMs));
	}
	const beat = setInterval(() => touch(folder), beatMs);
	const release = () => {
		clearInterval(beat);
		process.removeListener('exit', release);
		if (readOwner(folder)?.id === owner.id) fs.rmSync(folder, { recursive: true, force: true });
	};
	process.once('exit', release);
	return release;
}

function take(folder, owner) {
	try {
		fs.mkdirSync(folder);
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		const owner = readOwner(folder);
		if (isStale(folder, owner)) setAside(folder, owner);
		return false;
	}
	fs.writeFileSync(path.join(folder, 'owner.json'), JSON.stringify(owner));
	return true;
}

function isStale(folder, owner) {
	let age;
	try {
		age = Date.now() - fs.statSync(folder).mtimeMs;
	} catch {
		return false;
	}
	if (age > staleMs) return true;
	return owner !== undefined && owner.host === os.hostname() && !isAlive(owner.pid);
}

/** Renaming is atomic, so of several that see the stale lock one removes it. */
function setAside(folder, staleOwner) {
	const aside = `${folder}.stale-${process.pid}-${Date.now()}`;
	try {
		fs.renameSync(folder, aside);
		if (readOwner(aside)?.id !== staleOwner?.id) {
			// It was replaced by a fresh one in the instant before.
			fs.renameSync(aside, folder);
			return;
		}
		fs.rmSync(aside, { recursive: true, force: true });
	} catch {
		// Another process was faster.
	}
}

function readOwner(folder) {
	try {
		return JSON.parse(fs.readFileSync(path.join(folder, 'owner.json'), 'utf8'));
	} catch {
		return undefined;
	}
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

function touch(folder) {
	try {
		fs.utimesSync(folder, new Date(), new Date());
	} catch {
		// Taken over after a long sleep of this machine; see setAside.
	}
}

module.exports = { lockFolder };
