import type { IDataObject } from 'n8n-workflow';
import { invalidInput, type Operation } from '../../../../lib/core';
import type { MartaCredential } from '../../../../lib/marta/credential';
import { cardResult, checkCardResponse } from '../../../../lib/marta/card';

const LOOKUPS = ['card', 'email', 'mobile'];

/**
 * `GET /customer/checkcard`. Its outcomes are not public (the tutorial is cut at "status 402"), so
 * every answer about the person is data, with its status.
 */
export const checkCard: Operation<MartaCredential> = {
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
	checkResponse: checkCardResponse,
	buildRequest(input) {
		const lookupBy = input.text('lookupBy');
		if (!LOOKUPS.includes(lookupBy)) {
			throw invalidInput(input.label('lookupBy'), 'must be card, email or mobile.');
		}
		const value = input.requiredText('value').trim();
		return { method: 'GET', path: '/customer/checkcard', query: [{ name: lookupBy, value }] };
	},
	parseResponse: (response): IDataObject => cardResult(response),
};
