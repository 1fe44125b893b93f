import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_TIMEOUT } from '../http/deadline';

/** How many items run at once. */
export const DEFAULT_CONCURRENCY = 10;

const maxConcurrentRequestsOption: INodeProperties = {
	displayName: 'Max Concurrent Requests',
	name: 'maxConcurrentRequests',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_CONCURRENCY,
	description: 'How many requests may be open at the same time',
};

const maxRequestsPerSecondOption: INodeProperties = {
	displayName: 'Max Requests per Second',
	name: 'maxRequestsPerSecond',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	placeholder: 'e.g. 0.5',
	description:
		'How many requests a run may send per second, retries and logins included, or 0 for no limit',
};

const timeoutOption: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_TIMEOUT,
	description: 'How long to wait for each response, in milliseconds',
};

/** Options of every operation that sends, sorted by name. */
export const commonOptions: INodeProperties[] = [
	maxConcurrentRequestsOption,
	maxRequestsPerSecondOption,
	timeoutOption,
];

/** For operations that send what the user chooses, so that only the user knows whether it is a read. */
export const safeToRepeatField: INodeProperties = {
	displayName: 'Safe to Repeat',
	name: 'safeToRepeat',
	type: 'boolean',
	default: false,
	description:
		'Whether the call only reads data, so that it can be retried after a dropped connection or when the service is busy',
};

/** A field for a list of names and values, to be read with `ItemParameters.pairs`. */
export function nameValueList(
	displayName: string,
	name: string,
	description: string,
	placeholder = 'Add parameter',
): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder,
		default: {},
		description,
		options: [
			{
				displayName: 'Parameter',
				name: 'parameter',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						description: 'Name as the service expects it',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'Value to send, not URL-encoded',
					},
				],
			},
		],
	};
}
