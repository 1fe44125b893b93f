import type { ApproachName } from './approaches';

/** What was measured of one run. */
export interface Figures {
	/** Time of the approach's nodes, as n8n records it. */
	nodeMs: number;
	/** Of n8n's own process. */
	cpuMs: number;
	/** Of the task runner that n8n starts. */
	childrenCpuMs: number;
	/** In bytes, like `heldBytes`; see the clock of the bench's nodes. */
	peakRss: number;
	heldBytes: number;
	logins: number;
	connections: number;
	/** TLS handshakes. */
	handshakes: number;
	/** Connections that were open at the same time, at most. */
	mostOpen: number;
}

/** The rounds of one approach at one number of items. */
export interface Row {
	name: ApproachName;
	items: number;
	rounds: Figures[];
	/** Of each figure over the rounds; missing if one of them failed. */
	median?: Figures;
	failure?: string;
}

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function medianFigures(rounds: Figures[]): Figures {
	const names = Object.keys(rounds[0]) as Array<keyof Figures>;
	const medians = names.map((name) => [name, median(rounds.map((round) => round[name]))]);
	return Object.fromEntries(medians);
}

export function findRow(rows: Row[], name: ApproachName, items: number): Row | undefined {
	return rows.find((row) => row.name === name && row.items === items);
}

interface Compared {
	of: ApproachName;
	to: ApproachName;
	items: number;
}

/**
 * The ratios of two approaches, round by round: both had the machine as it was at that time. Empty if one of
 * them failed.
 */
export function ratiosOf(rows: Row[], { of, to, items }: Compared): number[] {
	const [one, other] = [findRow(rows, of, items), findRow(rows, to, items)];
	if (!one?.median || !other?.median) return [];
	const rounds = Math.min(one.rounds.length, other.rounds.length);
	return Array.from(
		{ length: rounds },
		(_, index) => one.rounds[index].nodeMs / other.rounds[index].nodeMs,
	);
}

export function ratioOf(rows: Row[], compared: Compared): number | undefined {
	const ratios = ratiosOf(rows, compared);
	return ratios.length > 0 ? median(ratios) : undefined;
}

/** items × latency / concurrency, in ms: what no client can be faster than. */
export function limitMs(items: number, latencyMs: number, concurrency: number): number {
	return (items * latencyMs) / concurrency;
}

/** In ms, of n8n and its task runner. */
export function cpuPerItem({ cpuMs, childrenCpuMs }: Figures, items: number): number {
	return (cpuMs + childrenCpuMs) / items;
}
