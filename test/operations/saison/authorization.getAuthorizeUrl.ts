import type { OperationSpec } from '../spec';
import { memberReference } from './common';

export const spec: OperationSpec = {
	fields: {
		memberReference,
		memberService: { label: 'Member Service', default: '', choices: ['', 'atu', 'na'] },
		startUrl: {
			label: 'Start URL',
			default: '',
			samples: ['https://a.example.com/x/start', 'https://b.example.com/x/start'],
		},
	},
	options: {},
	endpoint: {
		id: 'TEA001',
		method: 'GET',
		path: '/auth/screen/{member}/authorize',
		query: ['response_type', 'client_id', 'scope', 'state'],
		headers: {},
	},
	example: {
		parameters: {
			memberReference: '7f3a-0042',
			startUrl: 'https://n8n.example.com/webhook/saison-connect/start',
		},
		output: {
			url: 'https://n8n.example.com/webhook/saison-connect/start?state=…',
			state: '…',
			expiresAt: '2026-11-26T11:00:00.000Z',
		},
	},
	faults: 'It sends nothing.',
};
