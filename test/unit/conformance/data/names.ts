/**
 * What saved workflows and credentials hold, copied from the design and not from the code. A name
 * that is gone, a choice that is gone, or another default (n8n stores no value that equals it)
 * changes workflows that people already have. Whoever adds a name adds it here.
 *
 * `name=default`, and `{a|b}` for the choices.
 */
export const PACKAGE_NAME = 'n8n-nodes-saison-marta';

const PAIRS = '={}';
const DATA_OPTIONS = ['options.maxConcurrentRequests=10', 'options.timeout=30000'];
const MEMBER_OPTIONS = [...DATA_OPTIONS, 'options.memberAccessToken=""'];
const SESSION_OPTIONS = [...DATA_OPTIONS, 'options.sessionToken=""'];
const CONTRACT = ['path=""', `bodyParameters${PAIRS}`, 'simplify=true', ...MEMBER_OPTIONS];

export const NODES: Record<string, { type: string; operations: Record<string, string[]> }> = {
	'Saison Connect': {
		type: 'saisonConnect',
		operations: {
			'member.getAttributes': [
				'attributes=["card_meisho_sousho","birthday","sex","sex_name","add_cdA"] {add_cdA|birthday|card_meisho_sousho|sex|sex_name}',
				'additionalAttributes=""',
				'dataFlag=1',
				...MEMBER_OPTIONS,
			],
			'statement.get': CONTRACT,
			'creditLine.get': CONTRACT,
			'wallet.getBalance': CONTRACT,
			'authorization.getAuthorizeUrl': [
				'memberReference=""',
				'memberService="" {|atu|na}',
				'startUrl=""',
			],
			'authorization.createState': [
				'purpose="authorization" {authorization|twoFactor}',
				'memberReference=""',
			],
			'authorization.exchangeCode': ['code=""', ...DATA_OPTIONS],
			'authorization.refreshTokens': ['refreshToken=""', ...DATA_OPTIONS],
			'apiRequest.send': [
				'method="POST" {GET|POST}',
				'path=""',
				`bodyParameters${PAIRS}`,
				`queryParameters${PAIRS}`,
				`headerParameters${PAIRS}`,
				'safeToRepeat=false',
				...MEMBER_OPTIONS,
			],
		},
	},
	MARTA: {
		type: 'marta',
		operations: {
			'session.logIn': ['includeTokens=false', ...DATA_OPTIONS],
			'customer.logIn': ['username=""', 'password=""', 'includeTokens=false', ...DATA_OPTIONS],
			'card.check': ['lookupBy="card" {card|email|mobile}', 'value=""', ...SESSION_OPTIONS],
			'campaign.get': ['campaignId=""', ...SESSION_OPTIONS],
			'apiRequest.send': [
				'method="GET" {DELETE|GET|PATCH|POST|PUT}',
				'path=""',
				`queryParameters${PAIRS}`,
				`headerParameters${PAIRS}`,
				'jsonBody=""',
				'safeToRepeat=false',
				...SESSION_OPTIONS,
			],
		},
	},
};

/** What a new node starts with. */
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
			'sessionToken=""',
			'sessionExpiresAt=""',
			'boundTo=""',
		],
	},
};
