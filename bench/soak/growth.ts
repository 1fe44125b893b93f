import type { Heap } from '../package/heap';
import type { Goal } from '../report/goal';
import type { LoadName } from './loads';
import { quarters, type SoakPlan } from './settings';
import { fitTrend, type Trend } from '../trend';

/** What n8n's process held when so many calls had been made, the warm-up not counted. */
export interface Sample extends Heap {
	calls: number;
	/** Executions in n8n's database. */
	executions: number;
}

interface Soaked {
	name: LoadName;
	samples: Sample[];
}

/** From one share of the calls to another. */
type Part = readonly [from: number, to: number];

/** Before, n8n still compiles and caches. */
const counted: Part = [1 / quarters, 1];
const middle = (counted[0] + counted[1]) / 2;
const halves: Part[] = [
	[counted[0], middle],
	[middle, counted[1]],
];

/** What a load leaves in memory for good, in bytes per call. */
export function growthPerCall(samples: Sample[], [from, to] = counted): Trend {
	const { calls } = samples[samples.length - 1];
	const inPart = samples.filter((one) => one.calls >= from * calls && one.calls <= to * calls);
	return fitTrend(inPart.map((sample) => ({ x: sample.calls, y: heldBytes(sample) })));
}

export function heldBytes({ objects, external }: Pick<Heap, 'objects' | 'external'>): number {
	return objects + external;
}

/**
 * How much more our nodes leave behind than the plain load, in bytes per call. If that one shrinks, it counts
 * up to its own error only: n8n does not free memory without end.
 */
export function growthOfOurs(soaked: Soaked[], part = counted): Trend {
	const [ours, plain] = (['ours', 'plain'] as const).map((name) => trendOf(soaked, name, part));
	return {
		slope: ours.slope - Math.max(plain.slope, -plain.error),
		error: Math.hypot(ours.error, plain.error),
	};
}

function trendOf(soaked: Soaked[], name: LoadName, part?: Part): Trend {
	return growthPerCall(soaked.find((load) => load.name === name)!.samples, part);
}

/** How large a leak of ours may be hidden, in bytes per call, because n8n itself shrinks. */
function hiddenBytes(soaked: Soaked[]): number {
	const { slope, error } = trendOf(soaked, 'plain');
	return slope < -2 * error ? -slope : 0;
}

/** How far the growth of ours may be from what was measured, in bytes per call. */
export function uncertainty(soaked: Soaked[]): number {
	return 2 * growthOfOurs(soaked).error + hiddenBytes(soaked);
}

/**
 * Ours must leave no more behind than n8n itself does in the same calls. A leak of each call grows in both
 * halves of the run. Other growth may be a single step: ours is not blamed, but not cleared.
 */
export function judgeGrowth(soaked: Soaked[], { mostGrowth }: Pick<SoakPlan, 'mostGrowth'>): Goal {
	const growth = growthOfOurs(soaked);
	const goal = `no growth of ours: at most ${mostGrowth} bytes per call more than two plain requests, give or take two standard errors`;
	const measured = trendText(growth);
	const grows = growth.slope - 2 * growth.error > mostGrowth;
	if (grows && halves.every((half) => growthOfOurs(soaked, half).slope > mostGrowth)) {
		const why =
			'Something of ours keeps data of each call. A heap snapshot of n8n at the last quarter shows what.';
		return { goal, measured, met: false, why };
	}
	if (!grows && uncertainty(soaked) <= mostGrowth) return { goal, measured, met: true };
	const why = grows
		? 'Not both halves of the run show it: it may be a single step, such as a table that doubles. A longer run would tell.'
		: hiddenBytes(soaked) > 0
			? 'The plain load shrinks. A leak of ours of the same size would be hidden.'
			: 'The readings scatter too much. Run it on a machine without other work.';
	return { goal, measured: `${measured}: too uncertain to tell`, met: false, why };
}

/** A trend with its standard error. */
export function trendText({ slope, error }: Trend): string {
	return `${Math.round(slope)} ± ${Math.round(error)} bytes`;
}
