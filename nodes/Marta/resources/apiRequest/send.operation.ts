import type { IHttpRequestMethods } from 'n8n-workflow';
import {
	invalidInput,
	nameValueList,
	readHeaders,
	responseOptions,
	safeToRepeatField,
	type ItemParameters,
} from '../../../../lib/core';
import { martaContractRules } from '../../../../lib/marta/contract';
import { isAuthApi } from '../../../../lib/marta/login';
import { asItem, type MartaOperation } from '../../../../lib/marta/operation';

/** What each means in general: RFC 9110, section 9.3. */
const METHOD_OPTIONS = [
	{ name: 'DELETE', value: 'DELETE', description: 'Deletes the resource' },
	{ name: 'GET', value: 'GET', description: 'Only reads; has no body' },
	{ name: 'PATCH', value: 'PATCH', description: 'Changes part of the resource' },
	{ name: 'POST', value: 'POST', description: 'Creates or starts something' },
	{ name: 'PUT', value: 'PUT', description: 'Replaces the resource' },
];
const METHODS = METHOD_OPTIONS.map(({ value }) => value);
const WITH_BODY = ['DELETE', 'PATCH', 'POST', 'PUT'];
/** Set by the node, or by the HTTP client from what it sends. */
const FORBIDDEN_HEADERS = ['Authorization', 'Host', 'Content-Length', 'x-api-key'];

/** For every endpoint of the vendor's reference without an operation of its own, writes included. */
export const send: MartaOperation = {
	value: 'send',
	name: 'Send',
	action: 'Send API request',
	description:
		"Send any request with the session. It may change data, so it is not retried unless 'Safe to Repeat' is on.",
	effect: (input) => (input.flag('safeToRepeat') ? 'read' : 'write'),
	fields: [
		{
			displayName: 'Method',
			name: 'method',
			type: 'options',
			options: METHOD_OPTIONS,
			default: 'GET',
			description: 'HTTP method as printed in the MARTA reference',
		},
		{
			displayName: 'Path',
			name: 'path',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. /terminal/campaign/16273',
			description: 'API path as printed in the MARTA reference. It is sent exactly as entered.',
		},
		nameValueList('Query Parameters', 'queryParameters', 'Parameters to add to the URL'),
		nameValueList(
			'Headers',
			'headerParameters',
			'Additional headers. The node sets Authorization, Host, Content-Length and x-api-key.',
			'Add header',
		),
		{
			displayName: 'JSON Body',
			name: 'jsonBody',
			type: 'json',
			default: '',
			placeholder: 'e.g. { "points": 10 }',
			description: 'Body of the request. Leave empty to send none.',
			displayOptions: { show: { method: WITH_BODY } },
		},
		{
			...safeToRepeatField,
			default: true,
			description: `${safeToRepeatField.description}. Turn it off for a GET that has an effect, such as one that uses up a chance to win.`,
			displayOptions: { show: { method: ['GET'] } },
		},
		// Last, so that its default holds where an expression decides the method.
		{ ...safeToRepeatField, displayOptions: { show: { method: WITH_BODY } } },
	],
	options: responseOptions('json'),
	modelFields: ['queryParameters', 'jsonBody'],
	buildRequest(input) {
		const method = readMethod(input);
		const path = input.path('path');
		return {
			method,
			path,
			unauthenticated: isAuthApi(path),
			query: input.pairs('queryParameters'),
			headers: readHeaders(input.pairs('headerParameters'), FORBIDDEN_HEADERS),
			body: WITH_BODY.includes(method) ? input.json('jsonBody') : undefined,
		};
	},
	responseRules: ({ origin }) => ({ ...martaContractRules, origin }),
	parseResponse: asItem,
};

function readMethod(input: ItemParameters): IHttpRequestMethods {
	const method = input.text('method');
	if (!METHODS.includes(method)) {
		throw invalidInput(input.label('method'), `must be one of ${METHODS.join(', ')}.`);
	}
	return method as IHttpRequestMethods;
}
