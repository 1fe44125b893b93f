import { UserError } from '../../tools/support/user-error';
import type { SoakPlan } from './settings';

/** What the services of the soak saw. */
export interface SoakCounts {
	/** Requests that were answered as asked, without logins. */
	accepted: number;
	/** Requests with a member's token that has expired. */
	rejected: number;
	/** Logins for a session. */
	logins: number;
	/** Sessions that were rejected before their time was over. */
	endedSessions: number;
}

export function noCounts(): SoakCounts {
	return { accepted: 0, rejected: 0, logins: 0, endedSessions: 0 };
}

/**
 * Of both loads: a call makes two requests, and ends with the first one if that is rejected. So a call that
 * fails for another reason does not pass for one that was to be rejected.
 *
 * @throws UserError
 */
export function checkCounts(
	counts: SoakCounts,
	{ calls, rejectedOneIn }: Pick<SoakPlan, 'calls' | 'rejectedOneIn'>,
): void {
	const rejected = calls / rejectedOneIn;
	const expected = { accepted: 2 * (calls - rejected), rejected };
	for (const name of ['accepted', 'rejected'] as const) {
		if (counts[name] === expected[name]) continue;
		throw new UserError(
			`The service of the soak ${name} ${counts[name]} requests instead of ${expected[name]}.`,
		);
	}
}
