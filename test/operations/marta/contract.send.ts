import { contractFields, responseOptions } from '../common';
import type { OperationSpec } from '../spec';
import { SESSION_OPTIONS } from './common';

export const spec: OperationSpec = {
	fields: {
		...contractFields,
	},
	options: { ...SESSION_OPTIONS, ...responseOptions('qs') },
	endpoint: null,
	example: {
		note: 'The call is made up, and described in the credential as `POST /made-up/cards/{card}/movements  Register a purchase` with its parameters below. The output is the JSON of the platform, unchanged.',
		parameters: {
			contractOperation: {
				__rl: true,
				mode: 'list',
				value: 'POST /made-up/cards/{card}/movements',
				cachedResultName: 'POST /made-up/cards/{card}/movements – Register a purchase',
			},
			contractParameters: {
				mappingMode: 'defineBelow',
				value: {
					'path/card': '={{ $json.card }}',
					'body/amount': '={{ $json.amount }}',
					'body/shop/id': '0042',
				},
				matchingColumns: [],
				schema: [
					{
						id: 'path/card',
						displayName: 'card',
						required: true,
						defaultMatch: false,
						display: true,
						type: 'string',
					},
					{
						id: 'body/amount',
						displayName: 'amount',
						required: true,
						defaultMatch: false,
						display: true,
						type: 'number',
					},
					{
						id: 'body/shop/id',
						displayName: 'shop.id',
						required: true,
						defaultMatch: false,
						display: true,
						type: 'string',
					},
				],
			},
		},
		item: { card: '2990000000001', amount: 12.5 },
		sends: 'POST /made-up/cards/2990000000001/movements\n{"amount":12.5,"shop":{"id":"0042"}}',
	},
	faults: 'Sent by the same code as apiRequest.send.',
};
