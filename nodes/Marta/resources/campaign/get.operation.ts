import { encodePathSegment, invalidInput, toAsciiWidth } from '../../../../lib/core';
import { asItem, type MartaOperation } from '../../../../lib/marta/operation';

/** `GET /terminal/campaign/{campaignid}`, called when a till starts. Its response is not public. */
export const getCampaign: MartaOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get campaign',
	description: 'Get the rules and permissions of a campaign. Requires a terminal scope.',
	effect: 'read',
	fields: [
		{
			displayName: 'Campaign ID',
			name: 'campaignId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 16273',
			description:
				"Leave empty to use the credential's campaign. If an expression here evaluates to nothing, the item fails.",
		},
	],
	modelFields: ['campaignId'],
	buildRequest(input, credential) {
		const campaignId = toAsciiWidth(input.optionalText('campaignId')) || credential.campaignId;
		if (campaignId === '') {
			throw invalidInput(
				input.label('campaignId'),
				'is empty, and the credential has none either.',
				'Enter it here or in the credential.',
			);
		}
		return {
			method: 'GET',
			path: `/terminal/campaign/${encodePathSegment(campaignId, input.label('campaignId'))}`,
			pathField: input.label('campaignId'),
		};
	},
	parseResponse: asItem,
};
