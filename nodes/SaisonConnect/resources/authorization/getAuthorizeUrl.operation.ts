import { authorizeUrl } from '../../../../lib/saison/consent/authorize-url';
import { startLink } from '../../../../lib/saison/consent/start-url';
import type { SaisonOperation } from '../../../../lib/saison/operation';
import { memberReferenceField, stateItem } from './fields';

/** TEA001. The URL is from the vendor's usage example. */
export const getAuthorizeUrl: SaisonOperation = {
	value: 'getAuthorizeUrl',
	name: 'Get Authorize URL',
	action: 'Get authorization URL',
	description:
		"Build the link where a member gives consent (TEA001), without sending anything. The returned expiry assumes 60 minutes; the trigger's 'State Lifetime' decides.",
	effect: 'read',
	sendsNothing: true,
	fields: [
		memberReferenceField,
		{
			displayName: 'Member Service',
			name: 'memberService',
			type: 'options',
			options: [
				{
					name: 'Atto U Net (UC Cards)',
					value: 'atu',
					description: 'Login page for holders of UC cards',
				},
				{ name: 'From Credential', value: '', description: 'As set in the credential' },
				{
					name: 'Net Answer (Saison Cards)',
					value: 'na',
					description: 'Login page for holders of Saison cards',
				},
			],
			default: '',
			description:
				'The web service the member logs in to. Use an expression for any other service in your contract. The meaning of na, Net Answer, is inferred from an example of the token path.',
		},
		{
			displayName: 'Start URL',
			name: 'startUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/saison-connect/start',
			description:
				"The start URL of the Saison Connect Trigger, which ties the consent to the browser that opens it. The state in the output is then a ticket that only this URL accepts. Leave empty to link directly to the consent page; then turn off 'Same Browser Only' in the trigger.",
		},
	],
	async execute(input, credential) {
		const memberService = input.optionalText('memberService');
		const startUrl = input.optionalText('startUrl');
		const isDirect = startUrl === '';
		const content = {
			purpose: 'authorization',
			memberReference: input.optionalText('memberReference'),
			memberService,
		} as const;
		const kind = isDirect ? 'unbound' : 'ticket';
		const { state, expiresAt } = await stateItem(credential, content, kind);
		// Built in any case, for its checks: the trigger builds it when the member opens the start link.
		const direct = authorizeUrl(credential, memberService, state);
		return { url: isDirect ? direct : startLink(startUrl, state), state, expiresAt };
	},
};
