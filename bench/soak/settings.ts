export interface SoakPlan {
	isQuick: boolean;
	/** Calls before the first figure: n8n compiles and caches what every call needs. */
	warmUpCalls: number;
	calls: number;
	/** Calls that are open at the same time. */
	atOnce: number;
	/** How long the service takes to respond. */
	latencyMs: number;
	/** One call in so many brings a token that the service rejects. */
	rejectedOneIn: number;
	/** How long each load may take. */
	timeoutMs: number;
	/** Up to what growth a difference between the loads is noise, in bytes per call. */
	mostGrowth: number;
}

export const fullPlan: SoakPlan = {
	isQuick: false,
	warmUpCalls: 1_000,
	calls: 20_000,
	atOnce: 4,
	latencyMs: 5,
	rejectedOneIn: 50,
	timeoutMs: 15 * 60_000,
	mostGrowth: 50,
};
/** A minute; nothing is written. So few calls show only a leak of kilobytes per call. */
export const quickPlan: SoakPlan = {
	...fullPlan,
	isQuick: true,
	warmUpCalls: 300,
	calls: 1_000,
	timeoutMs: 5 * 60_000,
	mostGrowth: 1_000,
};

/** How often the heap is read during a soak, after the first time. */
export const quarters = 4;
