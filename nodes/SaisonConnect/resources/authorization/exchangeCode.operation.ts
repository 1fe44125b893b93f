import { parseAuthorizationCode } from '../../../../lib/saison/auth/authorization-code';
import { exchangeGrant } from '../../../../lib/saison/auth/member-grant';
import { checkTokenResponse } from '../../../../lib/saison/auth/tokens';
import type { SaisonOperation } from '../../../../lib/saison/operation';

/** TEA003, for a member's own tokens. */
export const exchangeCode: SaisonOperation = {
	value: 'exchangeCode',
	name: 'Exchange Code',
	action: 'Exchange authorization code',
	description:
		"Exchange a member's authorization code for tokens, which uses up the code. The tokens are in the output, so saved executions contain them; the credential does not change.",
	effect: 'write',
	checkResponse: (response) => checkTokenResponse(response, { code: '' }),
	fields: [
		{
			displayName: 'Code',
			name: 'code',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.code }}',
			description:
				'The code, or the full URL the browser was redirected to. A code works once and only for a short time. The state is not checked here; the Saison Connect Trigger does that.',
		},
	],
	async execute(input, credential, send) {
		const field = input.label('code');
		const code = parseAuthorizationCode(input.requiredText('code'), field);
		return await exchangeGrant(credential, { code }, send);
	},
};
