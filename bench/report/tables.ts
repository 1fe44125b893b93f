import { approachOf } from '../approaches';
import { cpuPerItem, findRow, limitMs, ratioOf } from '../figures';
import type { Figures, Row } from '../figures';
import { startingTheProfiler } from '../profile';
import { profiledApproaches } from '../results';
import type { Plan, Profiles } from '../results';
import { count, markdownTable, mb, ms, ratio, seconds } from './format';

const head = [
	...['approach', 'time', 'against the floor', 'against the limit'],
	...['logins', 'most open', 'peak memory', 'CPU per item'],
];
const blanks = (cells: number) => Array.from({ length: cells }, () => '–');

/** All approaches at one number of items. */
export function comparisonTable(rows: Row[], items: number, plan: Plan): string {
	const lines = rows
		.filter((row) => row.items === items)
		.map((row) => {
			const cells = row.median ? measuredCells(rows, row, plan, row.median) : failureCells(row);
			return [approachOf(row.name).title, ...cells];
		});
	const { maxItemsSequential } = plan;
	const sequential = findRow(rows, 'sequential', maxItemsSequential)?.median;
	if (sequential && items > maxItemsSequential) {
		const title = `${approachOf('sequential').title} (computed from ${count(maxItemsSequential)})`;
		lines.push([title, seconds((sequential.nodeMs / maxItemsSequential) * items), ...blanks(6)]);
	}
	for (const concurrency of [50, 10]) {
		const limit = limitMs(items, plan.latencyMs, concurrency);
		lines.push([`the limit, ${concurrency} at once (computed)`, seconds(limit), ...blanks(6)]);
	}
	return markdownTable(head, lines);
}

function measuredCells(rows: Row[], { name, items }: Row, plan: Plan, median: Figures): string[] {
	const { concurrency, hasNoLogin } = approachOf(name);
	const floor = name.endsWith('10') ? 'floor10' : 'floor50';
	const limit = concurrency && limitMs(items, plan.latencyMs, concurrency);
	return [
		seconds(median.nodeMs),
		ratio(ratioOf(rows, { of: name, to: floor, items })),
		ratio(limit && median.nodeMs / limit),
		hasNoLogin ? '–' : String(median.logins),
		String(median.mostOpen),
		plan.separate.includes(items) ? mb(median.peakRss) : '–',
		ms(cpuPerItem(median, items)),
	];
}

function failureCells({ failure = '' }: Row): string[] {
	return [`failed: ${failure.replaceAll('|', '/').slice(0, 80)}`, ...blanks(6)];
}

const profiledTitles = {
	ours50: 'our node, 50',
	floor50: "the host's floor, 50",
	ours10: 'our node, 10',
	floor10: "the host's floor, 10",
};

/** Time per item by whose code it is. */
export function profileTable(profiles: Profiles): string {
	const shown = profiledApproaches.map((name) => profiles[name]);
	const owners = new Set(shown.flatMap(({ timeByOwner }) => [...timeByOwner.keys()]));
	owners.delete(startingTheProfiler);
	const totalOf = (owner: string) => shown[0].timeByOwner.get(owner) ?? 0;
	return markdownTable(
		['part', ...profiledApproaches.map((name) => profiledTitles[name])],
		[...owners]
			.sort((a, b) => totalOf(b) - totalOf(a))
			.map((owner) => [
				owner,
				...shown.map(({ timeByOwner, items }) =>
					((timeByOwner.get(owner) ?? 0) / items).toFixed(3),
				),
			]),
	);
}
