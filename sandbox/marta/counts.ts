import type { TrafficCounts } from '../shared/traffic';

export interface MartaCounts {
	logins: number;
	loginsByScope: Record<string, number>;
	/** Refused logins by made-up error code. */
	refusedLogins: Record<string, number>;
	refreshCalls: number;
	/** Calls with a good token. */
	verifiedCalls: number;
	/** Calls refused for their token or key, by cause. */
	refusedCalls: Record<string, number>;
	apiKeyOnOtherCalls: number;
	movements: number;
	/** The same movement sent again: points given twice. */
	doubleMovements: number;
}

export type AllMartaCounts = MartaCounts & TrafficCounts;

export function emptyMartaCounts(): MartaCounts {
	return {
		logins: 0,
		loginsByScope: {},
		refusedLogins: {},
		refreshCalls: 0,
		verifiedCalls: 0,
		refusedCalls: {},
		apiKeyOnOtherCalls: 0,
		movements: 0,
		doubleMovements: 0,
	};
}
