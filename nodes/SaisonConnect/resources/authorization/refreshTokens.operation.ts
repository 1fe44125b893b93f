import { exchangeGrant } from '../../../../lib/saison/auth/member-grant';
import { checkTokenResponse } from '../../../../lib/saison/auth/tokens';
import type { SaisonOperation } from '../../../../lib/saison/operation';

/** For a member's own tokens. The request is inferred from RFC 6749, section 6. */
export const refreshTokens: SaisonOperation = {
	value: 'refreshTokens',
	name: 'Refresh Tokens',
	action: 'Refresh authorization tokens',
	description:
		'Get new tokens for a member, which may use up the old refresh token. The request is inferred from RFC 6749. The tokens are in the output, so saved executions contain them; the credential does not change.',
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
				"The member's own refresh token. Replace it with the one returned: the old one may no longer work.",
		},
	],
	async execute(input, credential, send) {
		const advice = "Enter the member's own; the credential's is never used here.";
		const refreshToken = input.requiredText('refreshToken', advice);
		return await exchangeGrant(credential, { refreshToken }, send);
	},
};
