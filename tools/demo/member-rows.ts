interface MemberTokens {
	accessToken: string;
	refreshToken: string;
}

/** The rows of members who connected yesterday, as `connect-member` stores them, numbered from `first` on. */
export function memberRows(tokens: MemberTokens[], first: number): Array<Record<string, string>> {
	const yesterday = new Date(Date.now() - 86_400_000).toISOString();
	return tokens.map(({ accessToken, refreshToken }, index) => ({
		memberReference: `member-${String(index + first).padStart(4, '0')}`,
		status: 'connected',
		accessToken,
		refreshToken,
		tokenReceivedAt: yesterday,
	}));
}
