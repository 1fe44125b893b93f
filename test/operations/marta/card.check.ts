import type { OperationSpec } from '../spec';
import { SESSION_HEADERS, SESSION_OPTIONS } from './common';

export const spec: OperationSpec = {
	fields: {
		lookupBy: {
			label: 'Look Up By',
			default: 'card',
			choices: ['card', 'email', 'mobile'],
			forModels: true,
		},
		value: { label: 'Value', default: '', samples: ['first', 'second'], forModels: true },
	},
	options: SESSION_OPTIONS,
	endpoint: {
		id: 'GET /customer/checkcard',
		method: 'GET',
		path: '/customer/checkcard',
		query: ['card', 'email', 'mobile'],
		oneOf: true,
		headers: SESSION_HEADERS,
	},
	example: {
		note: '`body` is the JSON of the platform; its fields are not public.',
		parameters: { lookupBy: 'card', value: '={{ $json.card }}' },
		item: { card: '2990000000001' },
		sends: 'GET /customer/checkcard?card=2990000000001',
		response: { body: {} },
		output: { statusCode: 200, body: {} },
	},
	responses: [
		{ body: { exists: true, card: null, dataComplete: true, firstname: 'Ada' } },
		{ status: 402, body: 'Payment Required' },
		{ status: 402, body: 'null' },
	],
	faults: [
		{
			kind: 'read',
			credential: 'webForm',
			parameters: { lookupBy: 'card', value: '2990000000001' },
			method: 'GET',
			path: '/customer/checkcard',
			output: { statusCode: 200, body: expect.objectContaining({ exists: true }) },
		},
	],
};
