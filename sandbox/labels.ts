/** The names that n8n's editor shows for the fields of both credentials. */
const FIELDS: Record<string, string> = {
	apiDescription: 'API Description',
	apiKey: 'API Key',
	apiKeyOn: 'Send API Key On',
	apiVersion: 'API Version',
	authorizationCode: 'Authorization Code',
	baseUrl: 'Base URL',
	campaignId: 'Campaign ID',
	clientId: 'Client ID',
	clientSecret: 'Client Secret',
	deviceType: 'Device Type',
	environment: 'Environment',
	macSeparator: 'MAC Separator',
	memberService: 'Member Service',
	password: 'Password',
	scope: 'Scope',
	serialNumber: 'Serial Number',
	tokenUrlPath: 'Token URL Path',
	username: 'Username',
};

/** Likewise for the choices of a list, by the field's stored name and the choice's stored value. */
const CHOICES: Record<string, Record<string, string>> = {
	apiKeyOn: { auth: 'Login Only' },
	deviceType: { '1': 'Browser' },
	environment: { custom: 'Custom' },
	macSeparator: { space: 'Space' },
	memberService: { na: 'Net Answer (Saison Cards)' },
	scope: {
		backoffice: 'Backoffice',
		customer: 'Customer',
		customersynchro: 'Customersynchro',
		prize: 'Prize',
		product: 'Product',
		terminal: 'Terminal',
		'terminal-backoffice': 'Terminal and Backoffice',
	},
};

/** A field and its value as a user sees them in the editor. */
export function asShown(name: string, value: string): { label: string; value: string } {
	return { label: FIELDS[name] ?? name, value: CHOICES[name]?.[value] ?? value };
}
