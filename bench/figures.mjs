export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of every figure over the rounds. */
export function medians(rounds) {
	const names = Object.keys(rounds[0]).filter((name) => typeof rounds[0][name] === 'number');
	return Object.fromEntries(names.map((name) => [name, median(rounds.map((one) => one[name]))]));
}
