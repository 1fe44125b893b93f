/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readFileSync } from 'node:fs';
import pidusage from 'pidusage';

/**
 * CPU time in ms of the processes that a process has started, itself left out: n8n runs Code nodes in a
 * task runner. Linux only; 0 elsewhere.
 */
export async function cpuOfChildren(pid: number): Promise<number> {
	const list = `/proc/${pid}/task/${pid}/children`;
	const children = existsSync(list) ? readFileSync(list, 'utf8').match(/\d+/g) : null;
	if (!children) return 0;
	const usage = await pidusage(children);
	return Object.values(usage).reduce((sum, { ctime }) => sum + ctime, 0);
}
