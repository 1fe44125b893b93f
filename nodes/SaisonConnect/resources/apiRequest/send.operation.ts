import type { IHttpRequestMethods } from 'n8n-workflow';
import {
	encodeForm,
	invalidInput,
	nameValueList,
	readHeaders,
	responseOptions,
	safeToRepeatField,
	type ItemParameters,
} from '../../../../lib/core';
import { saisonContractRules } from '../../../../lib/saison/contract';
import { asItem, type SaisonOperation } from '../../../../lib/saison/operation';
import { bodyParametersField, pathField } from '../fields';

/** Set by the node, or by the HTTP client from what it sends. */
const FORBIDDEN_HEADERS = ['Authorization', 'Host', 'Content-Length', 'X-API-VERSION'];

/** For every endpoint of the contract without an operation of its own, writes included. */
export const send: SaisonOperation = {
	value: 'send',
	name: 'Send',
	action: 'Send signed API request',
	description:
		"Send any signed request in your contract. It may change data, so it is not retried unless 'Safe to Repeat' is on.",
	effect: (input) => (input.flag('safeToRepeat') ? 'read' : 'write'),
	fields: [
		{
			displayName: 'Method',
			name: 'method',
			type: 'options',
			options: [
				{ name: 'GET', value: 'GET', description: 'Only reads; has no body' },
				{ name: 'POST', value: 'POST', description: 'Used by most endpoints' },
			],
			default: 'POST',
			description: 'The service documents POST; GET appears only in an example',
		},
		pathField,
		{ ...bodyParametersField, displayOptions: { show: { method: ['POST'] } } },
		nameValueList(
			'Query Parameters',
			'queryParameters',
			'Parameters to add to the URL. They are signed too.',
		),
		nameValueList(
			'Headers',
			'headerParameters',
			'Additional headers. The node sets Authorization, Host, Content-Length and X-API-VERSION.',
			'Add header',
		),
		safeToRepeatField,
	],
	options: responseOptions('form'),
	buildRequest(input, credential) {
		const method = readMethod(input);
		const path = input.path('path');
		return {
			method,
			path,
			// The token endpoint expects the client secret in the body, and no MAC.
			unauthenticated: path.split('?', 1)[0] === credential.tokenUrlPath,
			query: input.pairs('queryParameters'),
			headers: readFormHeaders(input),
			body: method === 'POST' ? encodeForm(input.pairs('bodyParameters')) : undefined,
		};
	},
	responseRules: (credential) => ({
		...saisonContractRules(credential),
		origin: credential.origin,
	}),
	parseResponse: asItem,
};

function readMethod(input: ItemParameters): IHttpRequestMethods {
	const method = input.text('method');
	if (method === 'GET' || method === 'POST') return method;
	throw invalidInput(input.label('method'), 'must be GET or POST.');
}

/** The body is a form: with a JSON content type the HTTP client would put it in quotes. */
function readFormHeaders(input: ItemParameters): Record<string, string> {
	const headers = readHeaders(input.pairs('headerParameters'), FORBIDDEN_HEADERS);
	for (const [name, value] of Object.entries(headers)) {
		if (name.toLowerCase() !== 'content-type') continue;
		if (/^application\/x-www-form-urlencoded *(;|$)/i.test(value)) continue;
		throw invalidInput(
			input.label('headerParameters'),
			'must not set another Content-Type.',
			'The parameters are sent as application/x-www-form-urlencoded.',
		);
	}
	return headers;
}
