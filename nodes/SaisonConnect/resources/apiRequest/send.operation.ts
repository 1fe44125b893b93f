import type { IHttpRequestMethods } from 'n8n-workflow';
import {
	encodeForm,
	invalidInput,
	nameValueList,
	readHeaders,
	safeToRepeatField,
	type ItemParameters,
	type Operation,
} from '../../../../lib/core';
import type { SaisonCredential } from '../../../../lib/saison/auth/credential';
import { asItem } from '../../../../lib/saison/output';
import { bodyParametersField, pathField, SENDS_ANY_CALL } from '../fields';

/** Set by the node itself, or by the HTTP client from what is really sent. */
const FORBIDDEN_HEADERS = ['Authorization', 'Host', 'Content-Length', 'X-API-VERSION'];

/** Any API of the contract that has no operation of its own, writes included. */
export const send: Operation<SaisonCredential> = {
	value: 'send',
	name: 'Send',
	action: 'Send signed API request',
	description:
		'Send any signed request in your contract. It may change data, so it is sent only once.',
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
	buildRequest(input, credential) {
		for (const name of [
			'method',
			'path',
			'bodyParameters',
			'queryParameters',
			'headerParameters',
			'safeToRepeat',
		]) {
			input.rejectModelInput(name, SENDS_ANY_CALL);
		}
		const method = readMethod(input);
		const path = input.requiredText('path');
		return {
			method,
			path,
			// The token endpoint takes the secret in its body and no MAC.
			unauthenticated: path.split('?', 1)[0] === credential.tokenUrlPath,
			query: input.pairs('queryParameters'),
			headers: readFormHeaders(input),
			body: method === 'POST' ? encodeForm(input.pairs('bodyParameters')) : undefined,
		};
	},
	parseResponse: asItem,
};

function readMethod(input: ItemParameters): IHttpRequestMethods {
	const method = input.text('method');
	if (method === 'GET' || method === 'POST') return method;
	throw invalidInput(input.label('method'), 'must be GET or POST.');
}

/** The parameters are sent as a form: the HTTP client would quote them under a JSON content type. */
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
