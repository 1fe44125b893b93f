import { cpuPerItem, findRow, ratiosOf, type Row } from '../figures';
import { ms, ratio, seconds } from './format';
import { itemsText } from './goal';

interface Missed {
	items: number;
	concurrency: 10 | 50;
	latencyMs: number;
}

/** Why our node was slower than the floor, as far as the figures of the two show it. */
export function whySlower(rows: Row[], { items, concurrency, latencyMs }: Missed): string {
	const pair = { of: `ours${concurrency}`, to: `floor${concurrency}` } as const;
	const [ours, floor] = [pair.of, pair.to].map((name) => findRow(rows, name, items)?.median);
	if (!ours || !floor) return 'A run of one of the two failed.';
	const longerMs = ours.nodeMs - floor.nodeMs;
	const [ourCpu, floorCpu] = [ours, floor].map((median) => ms(cpuPerItem(median, items)));
	return [
		longerMs > 0 && `Our node took ${timeText(longerMs)} longer.`,
		longerMs > 0 && loginText(longerMs, latencyMs),
		parseFloat(ourCpu) > parseFloat(floorCpu) &&
			`Our node takes more CPU: ${ourCpu} per item against ${floorCpu} ([where it goes](#where-the-time-goes)).`,
		roundsText(rows, { ...pair, items }),
	]
		.filter(Boolean)
		.join(' ');
}

const timeText = (value: number) => (value < 995 ? `${Math.round(value)} ms` : seconds(value));

/** All other items wait until the first one has logged in and has its response. */
function loginText(longerMs: number, latencyMs: number): string {
	if (longerMs > latencyMs) {
		return `At least ${latencyMs} ms of that is the login and the first response, for which all other items wait.`;
	}
	return `All other items wait for the login and the first response, which takes ${latencyMs} ms.`;
}

/** How far the rounds of the largest run that has several are apart, if this one has one. */
function roundsText(
	rows: Row[],
	pair: { of: Row['name']; to: Row['name']; items: number },
): string | undefined {
	if (ratiosOf(rows, pair).length !== 1) return undefined;
	const others = rows
		.filter(({ name, rounds, median }) => name === pair.of && rounds.length > 1 && median)
		.sort((a, b) => b.items - a.items)
		.map(({ items }) => ({ items, ratios: ratiosOf(rows, { ...pair, items }) }))
		.find(({ ratios }) => ratios.length > 1);
	if (!others) return undefined;
	const differ = Math.max(...others.ratios) - Math.min(...others.ratios);
	return `Only one round was run; at ${itemsText(others.items)}, the ratios of the rounds differ by ${ratio(differ)}.`;
}
