import { invalidInput } from '../../../../lib/core/errors/service-error';
import type { Operation } from '../../../../lib/core/operation/operation';
import type { SaisonCredential } from '../../../../lib/saison/auth/credential';
import { memberReferenceField, stateItem } from './fields';

/** For a link the user builds, e.g. of the one-time passcode page (TEA014), whose path is not public. */
export const createStateOperation: Operation<SaisonCredential> = {
	value: 'createState',
	name: 'Create State',
	action: 'Create authorization state',
	description:
		"Create a signed state for a link of your own, without sending anything. The end it names assumes 60 minutes: the trigger's own 'State Lifetime' decides.",
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
					description: 'For the consent page (TEA001); comes back with a code (TEA002)',
				},
				{
					name: 'Two-Factor',
					value: 'twoFactor',
					description: 'For the one-time passcode page (TEA014); comes back with a level (TEA015)',
				},
			],
			default: 'authorization',
			description:
				'What the member is sent away for. The trigger takes a state for its own event only.',
		},
		memberReferenceField,
	],
	async execute(input, credential) {
		const purpose = input.text('purpose');
		if (purpose !== 'authorization' && purpose !== 'twoFactor') {
			throw invalidInput(
				input.label('purpose'),
				'is not known.',
				'Use authorization or twoFactor.',
			);
		}
		return stateItem(credential, {
			purpose,
			memberReference: input.text('memberReference'),
			memberService: '',
		});
	},
};
