import type { Heap } from '../package/heap';
import type { Goal } from '../report/goal';
import type { LoadName } from './loads';
import { quarters, type SoakPlan } from './settings';
import { fitTrend, type Trend } from './trend';

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

/** What a load leaves in memory for good, in bytes per call, from the first quarter on: before, n8n still compiles and caches. */
export function growthPerCall(samples: Sample[]): Trend {
	const { calls } = samples[samples.length - 1];
	const counted = samples.filter((sample) => sample.calls >= calls / quarters);
	return fitTrend(counted.map((sample) => ({ x: sample.calls, y: heldBytes(sample) })));
}

export function heldBytes({ objects, external }: Pick<Heap, 'objects' | 'external'>): number {
	return objects + external;
}

/**
 * How much more our nodes leave behind than the plain load, in bytes per call. n8n frees nothing in the long
 * run: that the plain load shrinks counts up to its own error only.
 */
export function growthOfOurs(soaked: Soaked[]): Trend {
	const [ours, plain] = (['ours', 'plain'] as const).map((name) =>
		growthPerCall(soaked.find((load) => load.name === name)!.samples),
	);
	return {
		slope: ours.slope - Math.max(plain.slope, -plain.error),
		error: Math.hypot(ours.error, plain.error),
	};
}

/** Ours must leave no more behind than n8n itself does in the same calls. */
export function judgeGrowth(soaked: Soaked[], { mostGrowth }: Pick<SoakPlan, 'mostGrowth'>): Goal {
	const growth = growthOfOurs(soaked);
	const goal = `no growth of ours: at most ${mostGrowth} bytes per call more than two plain requests, give or take two standard errors`;
	const measured = trendText(growth);
	if (growth.slope - 2 * growth.error > mostGrowth) {
		const why =
			'Something of ours keeps data of each call. A heap snapshot of n8n at the last quarter shows what.';
		return { goal, measured, met: false, why };
	}
	if (2 * growth.error > mostGrowth) {
		return { goal, measured: `${measured}: too uncertain to tell`, met: false };
	}
	return { goal, measured, met: true };
}

/** A trend with its standard error. */
export function trendText({ slope, error }: Trend): string {
	return `${Math.round(slope)} ± ${Math.round(error)} bytes`;
}
