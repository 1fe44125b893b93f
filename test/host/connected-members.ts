import type { Sandbox } from '../../sandbox';

/** Where the examples keep connected members. */
export const MEMBER_TABLE = 'saison_members';
export const MEMBERS = 200;
/** Whose access tokens have expired: every tenth. */
export const EXPIRED = 20;
/** Who revoked their consent: every fortieth. */
export const REVOKED = 5;

/** The rows that `connect-member` would have stored for 200 members some time ago. */
export function memberRows({ saison }: Sandbox): Array<Record<string, string>> {
	const ids = saison
		.members()
		.filter(({ special }) => special === undefined)
		.map(({ id }) => id);
	return Array.from({ length: MEMBERS }, (_, index) => {
		const memberId = ids[index % ids.length];
		const [{ accessToken, refreshToken }] = saison.memberTokens({
			members: [memberId],
			expired: index % 10 === 0,
			revoked: index % 40 === 5,
		});
		return {
			memberReference: `${memberId}-${index}`,
			status: 'connected',
			accessToken,
			refreshToken,
			tokenReceivedAt: '2026-01-01T00:00:00.000Z',
		};
	});
}
