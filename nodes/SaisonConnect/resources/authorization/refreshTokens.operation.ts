import type { Operation } from '../../../../lib/core/operation/operation';
import type { SaisonCredential } from '../../../../lib/saison/auth/credential';
import { exchangeGrant, checkTokenResponse } from '../../../../lib/saison/auth/member-grant';

/** A member's own tokens. How the service refreshes is inferred (RFC 6749, section 6). */
export const refreshTokens: Operation<SaisonCredential> = {
	value: 'refreshTokens',
	name: 'Refresh Tokens',
	action: 'Refresh authorization tokens',
	description:
		'Get new tokens for a member (the call is inferred from RFC 6749), which may use up the old refresh token. They are in the output, so saved executions keep them; the credential is not changed.',
	effect: 'write',
	checkResponse: (response) => checkTokenResponse(response, { refreshToken: '' }),
	fields: [
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				"The member's own refresh token. Store the one that comes back in its place: the old one may no longer work.",
		},
	],
	async execute(input, credential, send) {
		const advice = "The member's own is needed; the one on the credential is never used here.";
		const refreshToken = input.requiredText('refreshToken', advice).trim();
		return await exchangeGrant(credential, { refreshToken }, send);
	},
};
