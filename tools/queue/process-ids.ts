/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool */
import fs from 'node:fs';
import path from 'node:path';
import { pollUntil } from '../support/poll';

const orderlyMs = 15_000;
const killedMs = 5_000;

/** Notes a process that uses the folder, so that the folder is not removed under it. */
export function noteProcess(folder: string, pid: number): void {
	const pids = path.join(folder, 'pids');
	fs.mkdirSync(pids, { recursive: true });
	fs.writeFileSync(path.join(pids, String(pid)), '');
}

/** Ends whatever was noted and still lives, then removes the folder. */
export async function removeWhenUnused(folder: string): Promise<void> {
	const hasEnded = () => livingProcesses(folder).length === 0;
	for (const pid of livingProcesses(folder)) signal(pid, 'SIGTERM');
	await pollUntil(hasEnded, { timeout: orderlyMs });
	// n8n and its task runner are a group of their own.
	for (const pid of livingProcesses(folder)) {
		if (!signal(-pid, 'SIGKILL')) signal(pid, 'SIGKILL');
	}
	await pollUntil(hasEnded, { timeout: killedMs });
	fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function livingProcesses(folder: string): number[] {
	const pids = path.join(folder, 'pids');
	if (!fs.existsSync(pids)) return [];
	return fs
		.readdirSync(pids)
		.map(Number)
		.filter((pid) => pid !== process.pid && signal(pid, 0));
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
	try {
		process.kill(pid, name);
		return true;
	} catch {
		return false;
	}
}
