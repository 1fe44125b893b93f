import { pairsField, responseOptions } from '../common';
import type { FaultRun, OperationSpec } from '../spec';
import { MEMBER_CODES, MEMBER_OPTIONS } from './common';

function faultRun(kind: 'read' | 'write', name?: string): FaultRun {
	const path = `/sandbox-made-up/echo/${kind}`;
	return {
		name,
		kind,
		credential: 'saison',
		parameters: { method: 'POST', path, safeToRepeat: kind === 'read' },
		method: 'POST',
		path,
		output: { url: path },
		memberCodes: MEMBER_CODES,
	};
}

export const spec: OperationSpec = {
	fields: {
		method: { label: 'Method', default: 'POST', choices: ['GET', 'POST'] },
		path: { label: 'Path', default: '', samples: ['/a', '/b'] },
		bodyParameters: pairsField('Body Parameters'),
		queryParameters: pairsField('Query Parameters'),
		headerParameters: pairsField('Headers'),
		safeToRepeat: { label: 'Safe to Repeat', default: false },
	},
	options: { ...MEMBER_OPTIONS, ...responseOptions('body') },
	endpoint: null,
	example: {
		note: 'The output is the JSON of the service, unchanged.',
		parameters: {
			method: 'POST',
			path: '/sandbox-made-up/echo',
			bodyParameters: { parameter: [{ name: 'month', value: '={{ $json.month }}' }] },
			safeToRepeat: true,
		},
		item: { month: '2026-11' },
		sends: 'POST /sandbox-made-up/echo\nmonth=2026-11',
	},
	faults: [faultRun('read', 'apiRequest.send (Safe to Repeat)'), faultRun('write')],
};
