import { invalidInput, pair, splitList } from '../../../../lib/core';
import { formRequest } from '../../../../lib/saison/client';
import { asItem, type SaisonOperation } from '../../../../lib/saison/operation';

/** TEB001. The path and both parameters are from the vendor's usage example. */
export const getAttributes: SaisonOperation = {
	value: 'getAttributes',
	name: 'Get Attributes',
	action: 'Get member attributes',
	description: 'Get selected attributes of the member whose token is used (TEB001)',
	effect: 'read',
	fields: [
		{
			displayName: 'Attributes',
			name: 'attributes',
			type: 'multiOptions',
			options: [
				{
					name: 'Address Code (Part A)',
					value: 'add_cdA',
					description: 'Part of the address, as a code',
				},
				{ name: 'Birthday', value: 'birthday', description: 'Year, month and day' },
				{ name: 'Card Name', value: 'card_meisho_sousho', description: 'What the card is called' },
				{ name: 'Sex (Code)', value: 'sex', description: 'As a number' },
				{ name: 'Sex (Name)', value: 'sex_name', description: 'As a word' },
			],
			default: ['card_meisho_sousho', 'birthday', 'sex', 'sex_name', 'add_cdA'],
			description:
				'Attributes to get. Only these five are public; their meanings are inferred from their names.',
		},
		{
			displayName: 'Additional Attributes',
			name: 'additionalAttributes',
			type: 'string',
			default: '',
			placeholder: 'e.g. add_cdB,add_cdC',
			description: 'Comma-separated list of other attribute names from your contract documents',
		},
		{
			displayName: 'Data Flag',
			name: 'dataFlag',
			type: 'number',
			default: 1,
			description: 'Sent as data_flg. Only the value 1 is public; its meaning is not.',
		},
	],
	modelFields: ['attributes', 'additionalAttributes', 'dataFlag'],
	buildRequest(input) {
		const keys = [...input.list('attributes'), ...splitList(input.text('additionalAttributes'))];
		if (keys.length === 0) {
			throw invalidInput(
				input.label('attributes'),
				'has nothing selected.',
				"Select at least one attribute, or fill in 'Additional Attributes'.",
			);
		}
		const unique = [...new Set(keys)];
		return formRequest('/auth/account/profile', [
			pair('data_flg', input.requiredText('dataFlag')),
			pair('info_key', unique.join(',')),
		]);
	},
	parseResponse: asItem,
};
