import type { FieldSpec } from './spec';

/** Options of requests without a session. */
export const REQUEST_OPTIONS: Record<string, FieldSpec> = {
	maxConcurrentRequests: { label: 'Max Concurrent Requests', default: 10, samples: [5, 6] },
	maxRequestsPerSecond: { label: 'Max Requests per Second', default: 0, samples: [500, 1000] },
	timeout: { label: 'Timeout', default: 30000, samples: [1000, 2000] },
};

/** A list of names and values. */
export function pairsField(label: string): FieldSpec {
	const list = (value: string): object => ({ parameter: [{ name: 'x', value }] });
	return { label, default: {}, samples: [list('a'), list('b')] };
}

const call = (value: string): object => ({ __rl: true, mode: 'methodAndPath', value });
const values = (amount: number): object => ({
	mappingMode: 'defineBelow',
	value: { 'body/amount': amount },
});

/** The fields of a call from the user's API description; these calls are made up. */
export const contractFields: Record<string, FieldSpec> = {
	contractOperation: {
		label: 'Call',
		default: { mode: 'list', value: '' },
		samples: [call('POST /made-up/a'), call('POST /made-up/b')],
	},
	contractParameters: {
		label: 'Values to Send',
		default: { mappingMode: 'defineBelow', value: null },
		samples: [values(1), values(2)],
	},
	safeToRepeat: { label: 'Safe to Repeat', default: false },
};

/** Options of calls of which only the user knows the response. @param place of most parameters */
export const responseOptions = (place: 'body' | 'qs'): Record<string, FieldSpec> => ({
	fullResponse: { label: 'Include Status and Headers', default: false },
	pagination: { label: 'Pagination', default: { pagination: {} } },
	'pagination.pagination.paginationMode': {
		label: 'Pagination Mode',
		default: 'pageNumber',
		choices: ['cursor', 'responseContainsNextURL', 'offset', 'pageNumber'],
	},
	'pagination.pagination.name': { label: 'Parameter Name', default: '' },
	'pagination.pagination.type': {
		label: 'Send Parameter In',
		default: place,
		choices: ['body', 'qs'],
	},
	'pagination.pagination.firstPage': { label: 'First Page', default: 1 },
	'pagination.pagination.firstOffset': { label: 'First Offset', default: 0 },
	'pagination.pagination.cursorField': { label: 'Cursor Field', default: '' },
	'pagination.pagination.nextLinkField': { label: 'Next Link Field', default: '' },
	'pagination.pagination.paginationCompleteWhen': {
		label: 'Complete When',
		default: 'listIsEmpty',
		choices: ['fieldHasValue', 'listIsEmpty', 'pageIsNotFull'],
	},
	'pagination.pagination.listField': { label: 'List Field', default: '' },
	'pagination.pagination.completeField': { label: 'Field to Check', default: '' },
	'pagination.pagination.completeValue': { label: 'Value on Last Page', default: '' },
	'pagination.pagination.pageSize': { label: 'Page Size', default: 0 },
	'pagination.pagination.maxRequests': { label: 'Max Pages', default: 100 },
	outputPropertyName: { label: 'Put Output in Field', default: 'data' },
	responseFormat: {
		label: 'Response Format',
		default: 'json',
		choices: ['file', 'json', 'text'],
	},
	splitIntoItems: { label: 'Split Into Items', default: '' },
});
