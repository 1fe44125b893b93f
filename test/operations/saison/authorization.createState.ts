import type { OperationSpec } from '../spec';
import { memberReference } from './common';

export const spec: OperationSpec = {
	fields: {
		purpose: {
			label: 'Purpose',
			default: 'authorization',
			choices: ['authorization', 'twoFactor'],
		},
		memberReference,
	},
	options: {},
	endpoint: null,
	example: {
		parameters: { purpose: 'twoFactor', memberReference: '7f3a-0042' },
		output: { state: '…', expiresAt: '2026-11-26T11:00:00.000Z' },
	},
	faults: 'It sends nothing.',
};
