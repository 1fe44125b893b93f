import type { ApproachName } from './approaches';
import type { Row } from './figures';
import type { Isolated } from './isolated/measure';
import type { ProfileSummary } from './profile';
import type { WebhookFigures } from './webhooks';

export interface Plan {
	isQuick: boolean;
	/** How long the service takes to respond. */
	latencyMs: number;
	/** Numbers of items whose approaches share one n8n. */
	shared: number[];
	/** Numbers of items for which each approach gets an n8n of its own, so that its memory is its own too. */
	separate: number[];
	/** Of numbers of items in `separate`, only our node and the floor, 50 at once, take more than one. */
	rounds: number;
	/** Items of the runs that are profiled. */
	profiled: number;
	/** Up to how many items one after the other is run: beyond, arithmetic says as much as minutes of waiting. */
	maxItemsSequential: number;
	/** Up to how many items everything is run: beyond, only our node and the floor, and only once. */
	maxItemsForAll: number;
	/** Calls of each webhook. */
	webhookCalls: number;
	timeoutMs: number;
}

export const profiledApproaches = [
	'ours50',
	'floor50',
	'ours10',
	'floor10',
] as const satisfies readonly ApproachName[];
export type Profiles = Record<(typeof profiledApproaches)[number], ProfileSummary>;

/** All that one run of the bench found. */
export interface Results {
	plan: Plan;
	rows: Row[];
	isolated: Isolated;
	profiles: Profiles;
	webhooks: WebhookFigures;
	versions: { n8n: string; node: string; cores: number; date: string };
}

export function sizesOf({ shared, separate }: Plan): number[] {
	return [...shared, ...separate];
}
