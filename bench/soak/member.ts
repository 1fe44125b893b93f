import { randomBytes } from 'node:crypto';

const rejectedPrefix = 'expired-';

/** A member's token that no call has brought before, as long as real ones may be. */
export function newMemberToken(isToBeRejected: boolean): string {
	return `${isToBeRejected ? rejectedPrefix : 'member-'}${randomBytes(32).toString('hex')}`;
}

export function isRejected(token: string): boolean {
	return token.startsWith(rejectedPrefix);
}
