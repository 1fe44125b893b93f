import type { TrafficCounts } from '../shared/traffic';

export interface SaisonCounts {
	logins: number;
	failedLogins: number;
	consents: number;
	denials: number;
	codesIssued: number;
	codeExchanges: number;
	codesUsedTwice: number;
	refreshes: number;
	refreshTokensUsedTwice: number;
	/** Errors of the token endpoint by error code. */
	tokenErrors: Record<string, number>;
	/** Signed requests whose MAC was correct, recent and not replayed. */
	signedCallsVerified: number;
	macFailures: Record<string, number>;
	/** Correctly signed requests that were rejected for another reason, by cause. */
	rejectedCalls: Record<string, number>;
	/** Requests answered with 200, by API ID. */
	answered: Record<string, number>;
	twoFactorRedirects: number;
}

export type AllSaisonCounts = SaisonCounts & TrafficCounts;

export function emptySaisonCounts(): SaisonCounts {
	return {
		logins: 0,
		failedLogins: 0,
		consents: 0,
		denials: 0,
		codesIssued: 0,
		codeExchanges: 0,
		codesUsedTwice: 0,
		refreshes: 0,
		refreshTokensUsedTwice: 0,
		tokenErrors: {},
		signedCallsVerified: 0,
		macFailures: {},
		rejectedCalls: {},
		answered: {},
		twoFactorRedirects: 0,
	};
}
