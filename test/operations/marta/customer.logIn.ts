import { REQUEST_OPTIONS } from '../common';
import type { OperationSpec } from '../spec';
import { API_KEY_HEADERS, includeTokens, SESSION } from './common';

export const spec: OperationSpec = {
	fields: {
		username: { label: 'Username', default: '', samples: ['+391', '+392'] },
		password: { label: 'Password', default: '', samples: ['word-a', 'word-b'] },
		includeTokens,
	},
	options: REQUEST_OPTIONS,
	endpoint: {
		id: 'POST /auth',
		method: 'POST',
		path: '/auth',
		json: ['username', 'password', 'campaignid', 'devicetype', 'scope'],
		headers: API_KEY_HEADERS,
	},
	example: {
		note: 'The token is in the output only if **Include Tokens** is on.',
		parameters: {
			username: '={{ $json.username }}',
			password: '={{ $json.password }}',
			includeTokens: false,
		},
		item: { username: '+393331234567', password: 'made-up' },
		sends:
			'POST /auth\n{"username":"+393331234567","password":"made-up","campaignid":"16273","devicetype":"1","scope":"customer"}',
		response: { body: SESSION },
		output: { authenticated: true, scope: 'customer', expiresAt: '2026-11-26T10:15:00.000Z' },
	},
	responses: [{ body: { ...SESSION, customer: { firstname: 'Ada', card: '2990000000001' } } }],
	faults: [
		{
			kind: 'login',
			credential: 'webForm',
			method: 'POST',
			path: '/auth',
			output: { authenticated: true, customer: expect.anything() },
		},
	],
};
