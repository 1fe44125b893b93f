/** A seeded generator (mulberry32): the same data every time, on every machine. */
export interface Random {
	/** An integer, 0 <= value < limit. */
	below(limit: number): number;
	between(low: number, high: number): number;
	pick<T>(list: readonly T[]): T;
}

export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	const below = (limit: number) => Math.floor(next() * limit);
	return {
		below,
		between: (low, high) => low + below(high - low + 1),
		pick: (list) => list[below(list.length)],
	};
}
