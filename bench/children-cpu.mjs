import { readdirSync, readFileSync } from 'node:fs';

/** Of Linux's clock, which has been this for all its life as user space sees it. */
const ticksPerSecond = 100;

/**
 * CPU time in ms of everything a process has started, itself left out: n8n runs Code nodes in a task
 * runner. Linux only; 0 elsewhere.
 */
export function cpuOfChildren(pid) {
	if (process.platform !== 'linux') return 0;
	const all = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap(readStat);
	const wanted = new Set([pid]);
	for (let size = 0; size !== wanted.size;) {
		size = wanted.size;
		for (const { id, parent } of all) if (wanted.has(parent)) wanted.add(id);
	}
	const ticks = all
		.filter(({ id }) => id !== pid && wanted.has(id))
		.reduce((sum, one) => sum + one.ticks, 0);
	return (ticks * 1000) / ticksPerSecond;
}

function readStat(name) {
	try {
		const text = readFileSync(`/proc/${name}/stat`, 'utf8');
		// The name of the program stands in brackets and may hold anything.
		const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
		const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
		return [{ id: Number(name), parent: Number(fields[1]), ticks }];
	} catch {
		// It ended while we were reading.
		return [];
	}
}
