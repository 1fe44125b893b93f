import { invalidInput, type Operation } from '../../../../lib/core';
import type { SaisonCredential } from '../../../../lib/saison/auth/credential';
import { memberReferenceField, stateItem } from './fields';

/** For a link the user builds, e.g. of the one-time passcode page (TEA014), whose path is not public. */
export const createStateOperation: Operation<SaisonCredential> = {
	value: 'createState',
	name: 'Create State',
	action: 'Create authorization state',
	description:
		"Create a signed state for a link that you build, without sending anything. The returned expiry assumes 60 minutes; the trigger's 'State Lifetime' decides.",
	effect: 'read',
	sendsNothing: true,
	fields: [
		{
			displayName: 'Purpose',
			name: 'purpose',
			type: 'options',
			options: [
				{
					name: 'Authorization',
					value: 'authorization',
					description: 'For the consent page (TEA001), which returns a code (TEA002)',
				},
				{
					name: 'Two-Factor',
					value: 'twoFactor',
					description: 'For the one-time passcode page (TEA014), which returns a level (TEA015)',
				},
			],
			default: 'authorization',
			description:
				'What the member is asked for. The trigger accepts a state only for its own event.',
		},
		memberReferenceField,
	],
	async execute(input, credential) {
		const purpose = input.text('purpose');
		if (purpose !== 'authorization' && purpose !== 'twoFactor') {
			throw invalidInput(input.label('purpose'), 'must be authorization or twoFactor.');
		}
		return stateItem(credential, {
			purpose,
			memberReference: input.text('memberReference'),
			memberService: '',
		});
	},
};
