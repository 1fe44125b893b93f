import { invalidInput } from '../../../../lib/core';
import { cardResult, checkCardResponse } from '../../../../lib/marta/card';
import { normalizeLookup } from '../../../../lib/marta/lookup';
import type { MartaOperation } from '../../../../lib/marta/operation';

const LOOKUPS = ['card', 'email', 'mobile'];

/**
 * `GET /customer/checkcard`. Its outcomes are not public (the tutorial is cut off at "status 402"),
 * so each that may be about the person is output, with its status.
 */
export const checkCard: MartaOperation = {
	value: 'check',
	name: 'Check',
	action: 'Check card',
	description: 'Check whether a person exists, has a card and has completed their personal data',
	effect: 'read',
	fields: [
		{
			displayName: 'Look Up By',
			name: 'lookupBy',
			type: 'options',
			options: [
				{ name: 'Card', value: 'card', description: 'Card code' },
				{ name: 'Email', value: 'email', description: 'Email address' },
				{ name: 'Mobile', value: 'mobile', description: 'Mobile number with country code' },
			],
			default: 'card',
			description: 'What identifies the person',
		},
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. +393331234567',
			description: 'Card code, email address or mobile number',
		},
	],
	modelFields: ['lookupBy', 'value'],
	checkResponse: checkCardResponse,
	buildRequest(input) {
		const lookupBy = input.text('lookupBy');
		if (!LOOKUPS.includes(lookupBy)) {
			throw invalidInput(input.label('lookupBy'), 'must be card, email or mobile.');
		}
		const value = normalizeLookup(input.requiredText('value'), lookupBy, input.label('value'));
		return { method: 'GET', path: '/customer/checkcard', query: [{ name: lookupBy, value }] };
	},
	parseResponse: cardResult,
};
