import { REQUEST_OPTIONS } from '../common';
import type { OperationSpec } from '../spec';
import { API_KEY_HEADERS, includeTokens, SESSION } from './common';

export const spec: OperationSpec = {
	fields: { includeTokens },
	options: REQUEST_OPTIONS,
	endpoint: {
		id: 'POST /auth',
		method: 'POST',
		path: '/auth',
		// Of the scope customersynchro, which the credential of the tests has.
		json: ['campaignid', 'devicetype', 'scope'],
		headers: API_KEY_HEADERS,
	},
	example: {
		parameters: {},
		sends: 'POST /auth\n{"campaignid":"16273","devicetype":"1","scope":"customersynchro"}',
		response: { body: SESSION },
		output: {
			authenticated: true,
			scope: 'customersynchro',
			expiresAt: '2026-11-26T10:15:00.000Z',
		},
	},
	faults: [
		{
			kind: 'login',
			credential: 'till',
			method: 'POST',
			path: '/auth',
			output: { authenticated: true, scope: 'terminal' },
		},
	],
};
