'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');

const orderlyMs = 15_000;

/** Notes a process that uses the folder, so that the folder is not removed under it. */
function notePid(folder, pid) {
	const pids = path.join(folder, 'pids');
	fs.mkdirSync(pids, { recursive: true });
	fs.writeFileSync(path.join(pids, String(pid)), '');
}

/** Ends whatever was noted and still lives, then removes the folder. */
async function removeWhenUnused(folder) {
	for (const pid of livingPids(folder)) signal(pid, 'SIGTERM');
	await waitForEnd(folder, orderlyMs);
	// n8n and its task runner are a group of their own.
	for (const pid of livingPids(folder)) signal(-pid, 'SIGKILL') || signal(pid, 'SIGKILL');
	await waitForEnd(folder, 5_000);
	fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function waitForEnd(folder, timeout) {
	const giveUp = Date.now() + timeout;
	while (livingPids(folder).length > 0 && Date.now() < giveUp) await pause(100);
}

function livingPids(folder) {
	const pids = path.join(folder, 'pids');
	if (!fs.existsSync(pids)) return [];
	return fs
		.readdirSync(pids)
		.map(Number)
		.filter((pid) => pid !== process.pid && signal(pid, 0));
}

function signal(pid, name) {
	try {
		process.kill(pid, name);
		return true;
	} catch {
		return false;
	}
}

module.exports = { notePid, removeWhenUnused };
