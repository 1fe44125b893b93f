/** What the token endpoint exchanges for tokens (RFC 6749, sections 4.1.3 and 6). */
export type Grant = { code: string } | { refreshToken: string };

/** Values that no text may show. */
export function grantSecrets(grant: Grant): string[] {
	return Object.values(grant) as string[];
}
