import type { ApproachName } from '../approaches';
import { median, ratiosOf, type Row } from '../figures';
import { count, markdownTable, ratio } from './format';

export interface Goal {
	goal: string;
	measured: string;
	met: boolean;
	/** Why it was missed. */
	why?: string;
}

const mostOverFloor = 1;

/** The goals of a section as a table, and below it why some were missed. */
export function goalsText(goals: Goal[]): string {
	const table = markdownTable(
		['goal', 'measured', 'met'],
		goals.map(({ goal, measured, met }) => [goal, measured, met ? 'yes' : '**no**']),
	);
	const missed = goals
		.filter(({ met, why }) => !met && why)
		.map(({ goal, why }) => `- Missed: ${goal}. ${why}\n`);
	return `${table}\n\n${missed.join('')}`;
}

/**
 * Our node against the floor, as a reader sees it: by the median ratio to two decimals. How far the rounds
 * are apart says how much of it may be chance.
 *
 * @param where what the run is, e.g. its number of items
 */
export function againstFloor(
	rows: Row[],
	{
		where,
		items,
		concurrency,
		why,
	}: {
		where: string;
		items: number;
		concurrency: 10 | 50;
		why: string;
	},
): Goal {
	const [of, to]: ApproachName[] = [`ours${concurrency}`, `floor${concurrency}`];
	const ratios = ratiosOf(rows, { of, to, items });
	const value = ratios.length > 0 ? median(ratios) : undefined;
	return {
		goal: `${where}, ${concurrency} at once: at most ${mostOverFloor.toFixed(1)} times the host's floor`,
		measured: value === undefined ? ratio(value) : `${ratio(value)} (${spread(ratios)})`,
		met: value !== undefined && Number(ratio(value)) <= mostOverFloor,
		why,
	};
}

function spread(ratios: number[]): string {
	if (ratios.length === 1) return 'one round';
	return `${ratio(Math.min(...ratios))} to ${ratio(Math.max(...ratios))}`;
}

export const itemsText = (items: number) => `${count(items)} items`;
