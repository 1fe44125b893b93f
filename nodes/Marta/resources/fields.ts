import type { INodeProperties } from 'n8n-workflow';

export const includeTokensField: INodeProperties = {
	displayName: 'Include Tokens',
	name: 'includeTokens',
	type: 'boolean',
	default: false,
	description:
		'Whether to put the session token and the refresh token into the output, where saved executions keep them',
};

export const itemTokenOption: INodeProperties = {
	displayName: 'Session Token',
	name: 'sessionToken',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		"The item's own session token, e.g. a customer's, instead of the credential's. It is never renewed or stored.",
};
