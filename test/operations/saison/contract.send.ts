import { contractFields, responseOptions } from '../common';
import type { OperationSpec } from '../spec';
import { MEMBER_OPTIONS } from './common';

export const spec: OperationSpec = {
	fields: {
		...contractFields,
		simplify: { label: 'Simplify', default: true },
	},
	options: { ...MEMBER_OPTIONS, ...responseOptions('body') },
	endpoint: null,
	example: {
		note: 'The call is made up, and described in the credential as `POST /made-up/points/history  Get points history (read)` with its parameters below.',
		parameters: {
			contractOperation: {
				__rl: true,
				mode: 'list',
				value: 'POST /made-up/points/history read',
				cachedResultName: 'POST /made-up/points/history – Get points history',
			},
			contractParameters: {
				mappingMode: 'defineBelow',
				value: {
					'form/data_flg': '1',
					'form/from': '={{ $json.from }}',
					'form[comma]/info_key': 'a, b',
				},
				matchingColumns: [],
				schema: [
					{
						id: 'form/data_flg',
						displayName: 'data_flg',
						required: true,
						defaultMatch: false,
						display: true,
						type: 'options',
						options: [
							{ name: '1', value: '1' },
							{ name: '2', value: '2' },
						],
					},
					{
						id: 'form/from',
						displayName: 'from',
						required: true,
						defaultMatch: false,
						display: true,
						type: 'dateTime',
					},
					{
						id: 'form[comma]/info_key',
						displayName: 'info_key (separated by commas)',
						required: false,
						defaultMatch: false,
						display: true,
						type: 'string',
					},
				],
			},
		},
		item: { from: '2026-11-01' },
		sends: 'POST /made-up/points/history\ndata_flg=1&from=2026-11-01&info_key=a%2Cb',
	},
	faults: 'Sent by the same code as apiRequest.send.',
};
