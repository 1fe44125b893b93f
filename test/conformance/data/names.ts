/**
 * What saved workflows and credentials contain, copied from the design and not from the code. A name or
 * choice that is gone, or another default (n8n stores no value that equals it), changes workflows
 * that people already have. The operations' own names: test/operations.
 *
 * `name=default`, and `{a|b}` for the choices.
 */
export const PACKAGE_NAME = 'n8n-nodes-saison-marta';

export const NODE_TYPES: Record<string, string> = {
	'Saison Connect': 'saisonConnect',
	MARTA: 'marta',
};

/** The resource of a new node. */
export const DEFAULT_RESOURCES: Record<string, string> = {
	'Saison Connect': 'member',
	MARTA: 'card',
};

/** Forms without operations: the trigger and the credentials. */
export const FORMS: Record<string, { type: string; fields: string[] }> = {
	'Saison Connect Trigger': {
		type: 'saisonConnectTrigger',
		fields: [
			'event="authorization" {authorization|twoFactor}',
			'path="saison-connect"',
			'exchangeCode=true',
			'sameBrowserOnly=true',
			'stateLifetime=60',
			'options={}',
			'options.responseText=""',
			'options.redirectUrl=""',
			'options.serviceName=""',
			'options.showConfirmation=true',
		],
	},
	'Saison Connect API': {
		type: 'saisonConnectApi',
		fields: [
			'environment="test" {custom|production|test}',
			'baseUrl=""',
			'clientId=""',
			'clientSecret=""',
			'memberService="na" {atu|custom|na}',
			'memberServiceCode=""',
			'scope=""',
			'authorizationCode=""',
			'refreshToken=""',
			'tokenUrlPath="/auth/token"',
			'apiVersion="1"',
			'macSeparator="space" {comma|space}',
			'ignoreSslIssues=false',
			'apiDescription=""',
			'accessToken=""',
			'boundTo=""',
		],
	},
	'MARTA API': {
		type: 'martaApi',
		fields: [
			'environment="demo" {custom|demo}',
			'baseUrl=""',
			'apiKey=""',
			'apiKeyOn="auth" {all|auth}',
			'scope="customersynchro" {backoffice|customer|customersynchro|prize|product|terminal|terminal-backoffice}',
			'username=""',
			'password=""',
			'campaignId=""',
			'serialNumber=""',
			'deviceType="1" {|1|2|3}',
			'foreignId=""',
			'ignoreSslIssues=false',
			'apiDescription=""',
			'sessionToken=""',
			'sessionExpiresAt=""',
			'boundTo=""',
		],
	},
};
