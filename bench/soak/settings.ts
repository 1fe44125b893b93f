export interface SoakPlan {
	isQuick: boolean;
	/** Calls before the first figure: n8n compiles and caches what every call needs. */
	warmUpCalls: number;
	/** A multiple of four times `readEvery` and of `rejectedOneIn`. */
	calls: number;
	/** After so many calls the heap is read again. */
	readEvery: number;
	/** Calls that are open at the same time. */
	atOnce: number;
	/** How long the service takes to respond. */
	latencyMs: number;
	/** One call in so many brings a token that the service rejects. */
	rejectedOneIn: number;
	/** How long each load may take. */
	timeoutMs: number;
	/** How much more our nodes may leave behind than the other load, in bytes per call. */
	mostGrowth: number;
}

export const fullPlan: SoakPlan = {
	isQuick: false,
	warmUpCalls: 1_000,
	calls: 20_000,
	readEvery: 1_000,
	atOnce: 8,
	latencyMs: 5,
	rejectedOneIn: 5,
	timeoutMs: 90 * 60_000,
	mostGrowth: 50,
};
/** About two minutes; nothing is written. So few calls show only a leak of kilobytes per call. */
export const quickPlan: SoakPlan = {
	...fullPlan,
	isQuick: true,
	warmUpCalls: 300,
	calls: 1_000,
	readEvery: 125,
	mostGrowth: 1_000,
};

/** How often the report shows the heap, after the first time. */
export const quarters = 4;

/** The node renews a session 60 s before its end, so each is used for 250 ms, which makes many logins. */
export const sessionMs = 60_250;
/**
 * At one card request in so many, the service ends the session early and rejects the request. If it were more
 * often, with 8 calls at a time, requests sent again after a login would be rejected too, and these calls fail.
 */
export const endedOneIn = 20;
