import type { TrafficCounts } from '../shared/traffic';

export interface SaisonCounts {
	logins: number;
	failedLogins: number;
	consents: number;
	refusals: number;
	codesIssued: number;
	codeExchanges: number;
	codesUsedTwice: number;
	refreshes: number;
	refreshTokensUsedTwice: number;
	/** Answers of the token endpoint by error value. */
	tokenErrors: Record<string, number>;
	/** Signed calls whose MAC was right, fresh and new. */
	signedCallsVerified: number;
	macFailures: Record<string, number>;
	/** Rightly signed calls that were refused all the same, by cause. */
	refusedCalls: Record<string, number>;
	/** Data calls answered with 200, by API id. */
	answered: Record<string, number>;
	twoFactorRedirects: number;
}

export type AllSaisonCounts = SaisonCounts & TrafficCounts;

export function emptySaisonCounts(): SaisonCounts {
	return {
		logins: 0,
		failedLogins: 0,
		consents: 0,
		refusals: 0,
		codesIssued: 0,
		codeExchanges: 0,
		codesUsedTwice: 0,
		refreshes: 0,
		refreshTokensUsedTwice: 0,
		tokenErrors: {},
		signedCallsVerified: 0,
		macFailures: {},
		refusedCalls: {},
		answered: {},
		twoFactorRedirects: 0,
	};
}
