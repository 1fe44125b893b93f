import { pairsField, responseOptions } from '../common';
import type { FaultRun, OperationSpec } from '../spec';
import { SESSION_OPTIONS } from './common';

function faultRun(method: 'GET' | 'POST', safeToRepeat: boolean): FaultRun {
	const kind = method === 'GET' || safeToRepeat ? 'read' : 'write';
	const path = `/sandbox-made-up/echo/${method.toLowerCase()}-${kind}`;
	return {
		name: `apiRequest.send ${method}${safeToRepeat ? ' (Safe to Repeat)' : ''}`,
		kind,
		credential: 'till',
		parameters: {
			method,
			path,
			...(method === 'POST' && { jsonBody: '{"points":10}', safeToRepeat }),
		},
		method,
		path,
		output: { url: path },
	};
}

export const spec: OperationSpec = {
	fields: {
		method: {
			label: 'Method',
			default: 'GET',
			choices: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'],
		},
		path: { label: 'Path', default: '', samples: ['/a', '/b'] },
		queryParameters: { ...pairsField('Query Parameters'), forModels: true },
		headerParameters: pairsField('Headers'),
		jsonBody: {
			label: 'JSON Body',
			default: '',
			samples: ['{"a":1}', '{"b":2}'],
			forModels: true,
		},
		// On for GET.
		safeToRepeat: { label: 'Safe to Repeat', default: false, otherDefault: true },
	},
	options: { ...SESSION_OPTIONS, ...responseOptions('qs') },
	form: { method: 'POST' },
	endpoint: null,
	example: {
		note: 'The output is the JSON of the platform, unchanged. This request writes points, so it is not retried.',
		parameters: {
			method: 'POST',
			path: '/path/as/printed',
			jsonBody: '={{ JSON.stringify({ points: $json.points }) }}',
			safeToRepeat: false,
		},
		item: { points: 10 },
		sends: 'POST /path/as/printed\n{"points":10}',
	},
	faults: [faultRun('GET', false), faultRun('POST', true), faultRun('POST', false)],
};
