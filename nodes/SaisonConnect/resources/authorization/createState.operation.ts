import { invalidInput } from '../../../../lib/core';
import type { SaisonOperation } from '../../../../lib/saison/operation';
import { memberReferenceField, stateItem } from './fields';

/**
 * For links the user builds, such as to the passcode page (TEA014), whose path is not public. Whether
 * a link leads through the start URL is the user's choice, so both URLs of the trigger accept it.
 */
export const createStateOperation: SaisonOperation = {
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
		return await stateItem(credential, {
			purpose,
			memberReference: input.optionalText('memberReference'),
			memberService: '',
		});
	},
};
