/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */

type Row = [what: string, value: string | number];
const rows: Row[] = [];

/** A line of the table that is printed at the end. */
export function report(...more: Row[]): void {
	rows.push(...more);
}

export function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(1)} s`;
}

export function shares(counts: Record<string, number>): string {
	return Object.entries(counts)
		.map(([name, count]) => `${name}: ${count}`)
		.join(', ');
}

export function printReport(): void {
	const width = Math.max(...rows.map(([what]) => what.length));
	const lines = rows.map(([what, value]) => `  ${what.padEnd(width)}  ${value}`);
	process.stdout.write(`\n${lines.join('\n')}\n\n`);
}
