import type { OperationSpec } from '../spec';
import { SESSION_HEADERS, SESSION_OPTIONS } from './common';

export const spec: OperationSpec = {
	fields: {
		campaignId: { label: 'Campaign ID', default: '', samples: ['11', '22'], forModels: true },
	},
	options: SESSION_OPTIONS,
	endpoint: {
		id: 'GET /terminal/campaign/{campaignid}',
		method: 'GET',
		path: '/terminal/campaign/{campaignid}',
		headers: SESSION_HEADERS,
	},
	example: {
		note: 'The output is the JSON of the platform, unchanged.',
		parameters: { campaignId: '41873' },
		sends: 'GET /terminal/campaign/41873',
	},
	faults: [
		{
			kind: 'read',
			credential: 'till',
			parameters: { campaignId: '' },
			method: 'GET',
			path: '/terminal/campaign/41873',
			output: {},
		},
	],
};
