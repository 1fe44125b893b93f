import type { Heap } from '../package/BenchHeap';
import type { Goal } from '../report/goal';
import type { LoadName } from './loads';
import type { SoakPlan } from './settings';

/** What n8n's process held when so many calls had been made, the warm-up not counted. */
export interface Sample extends Heap {
	calls: number;
	/** Executions in n8n's database. */
	executions: number;
}

/**
 * What a load leaves in memory for good, in bytes per call, from the first quarter to the last: before, n8n
 * still compiles and caches.
 */
export function growthPerCall(samples: Sample[]): number {
	const [, first] = samples;
	const last = samples[samples.length - 1];
	return (heldBytes(last) - heldBytes(first)) / (last.calls - first.calls);
}

export function heldBytes({ objects, external }: Heap): number {
	return objects + external;
}

/** Ours must leave no more behind than n8n itself does in the same calls. */
export function judgeGrowth(
	soaked: Array<{ name: LoadName; samples: Sample[] }>,
	{ mostGrowth }: Pick<SoakPlan, 'mostGrowth'>,
): Goal {
	const [ours, plain] = (['ours', 'plain'] as const).map((name) =>
		growthPerCall(soaked.find((load) => load.name === name)!.samples),
	);
	const difference = Math.round(ours - plain);
	return {
		goal: `no growth of ours: at most ${mostGrowth} bytes per call more than two plain requests, from the first quarter to the last`,
		measured: `${difference} bytes`,
		met: difference <= mostGrowth,
		why: 'Something of ours keeps data of each call. A heap snapshot of n8n at the last quarter shows what.',
	};
}
