import type { INodeProperties } from 'n8n-workflow';

export const includeTokensField: INodeProperties = {
	displayName: 'Include Tokens',
	name: 'includeTokens',
	type: 'boolean',
	default: false,
	description:
		'Whether to include the session token and the refresh token in the output, which saved executions contain',
};

export const itemTokenOption: INodeProperties = {
	displayName: 'Session Token',
	name: 'sessionToken',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		"The item's own session token, such as a customer's, used instead of the credential's. It is never renewed or stored.",
};
