import type { TrafficCounts } from '../shared/traffic';

export interface MartaCounts {
	logins: number;
	loginsByScope: Record<string, number>;
	/** Rejected logins by error code; the codes are invented. */
	rejectedLogins: Record<string, number>;
	refreshCalls: number;
	/** Requests with a valid token and scope. */
	verifiedCalls: number;
	/** Requests rejected for their token, scope or API key, by cause. */
	rejectedCalls: Record<string, number>;
	apiKeyOnOtherCalls: number;
	movements: number;
	/** Movements sent more than once, which add the points again. */
	duplicateMovements: number;
}

export type AllMartaCounts = MartaCounts & TrafficCounts;

export function emptyMartaCounts(): MartaCounts {
	return {
		logins: 0,
		loginsByScope: {},
		rejectedLogins: {},
		refreshCalls: 0,
		verifiedCalls: 0,
		rejectedCalls: {},
		apiKeyOnOtherCalls: 0,
		movements: 0,
		duplicateMovements: 0,
	};
}
