import type { INodeProperties } from 'n8n-workflow';
import { nameValueList, type ItemParameters, type ServiceRequest } from '../../../lib/core';
import { formRequest } from '../../../lib/saison/client';

export const pathField: INodeProperties = {
	displayName: 'Path',
	name: 'path',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. /auth/account/profile',
	description: 'API path as printed in your contract documents. It is signed exactly as entered.',
};

export const bodyParametersField = nameValueList(
	'Body Parameters',
	'bodyParameters',
	'Parameters of the request, named as in your contract documents',
);

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** For endpoints that the public pages name, but not their paths. */
export const contractFields = [pathField, bodyParametersField, simplifyField];

/** A model may choose what is asked, but not the path: others change a payment with the same signed POST. */
export const contractModelFields = ['bodyParameters'];

/** The request that these fields describe. */
export function contractRequest(input: ItemParameters): ServiceRequest {
	return formRequest(input.path('path'), input.pairs('bodyParameters'));
}

export const itemTokenOption: INodeProperties = {
	displayName: 'Member Access Token',
	name: 'memberAccessToken',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		"The member's own access token, used instead of the credential's. It is never renewed or stored.",
};
