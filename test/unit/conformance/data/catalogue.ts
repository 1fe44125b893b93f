/**
 * What the vendors' public pages print of each call, copied as data and not from the code, so that a
 * slip in the code is a difference. How sure each fact is: docs/sources.md.
 */
export interface Endpoint {
	/** The vendor's id, or the method and path where there is none. */
	id: string;
	method: 'GET' | 'POST';
	/** `{name}` stands for a part the caller fills in; `null`: not public, from the contract. */
	path: string | null;
	/** Names in the query, each of which a call may bring. */
	query?: string[];
	/** Names in a form body. */
	form?: string[];
	/** Names in a JSON body. */
	json?: string[];
	/** Whether exactly one of the names is sent instead of all. */
	oneOf?: boolean;
	headers: Record<string, string>;
}

export const SAISON_ORIGINS = {
	test: 'https://apit.saisoncard.co.jp',
	production: 'https://api.saisoncard.co.jp',
};

const VERSION = { 'X-API-VERSION': '1' };
const FORM = 'application/x-www-form-urlencoded';
const TOKEN_HEADERS = { ...VERSION, 'Content-Type': `${FORM}; charset=UTF-8` };
/** The id is the access token; ts, a nonce of ten characters and 44 of Base64. */
const MAC = '/^MAC id="[^"]+" ts="[1-9]\\d*" nonce="[0-9A-Za-z]{10}" mac="[0-9A-Za-z+/]{43}="$/';
const SIGNED = { ...VERSION, 'Content-Type': FORM, Authorization: MAC };

export const SAISON: Endpoint[] = [
	{
		id: 'TEA001',
		method: 'GET',
		path: '/auth/screen/{member}/authorize',
		query: ['response_type', 'client_id', 'scope', 'state'],
		headers: {},
	},
	{
		id: 'TEA003',
		method: 'POST',
		path: '/auth/token',
		form: ['grant_type', 'client_id', 'client_secret', 'code'],
		headers: TOKEN_HEADERS,
	},
	{
		id: 'refresh',
		method: 'POST',
		path: '/auth/token',
		form: ['grant_type', 'client_id', 'client_secret', 'refresh_token'],
		headers: TOKEN_HEADERS,
	},
	{
		id: 'TEB001',
		method: 'POST',
		path: '/auth/account/profile',
		form: ['data_flg', 'info_key'],
		headers: SIGNED,
	},
	{ id: 'TEB002', method: 'POST', path: null, headers: SIGNED },
	{ id: 'TEI003', method: 'POST', path: null, headers: SIGNED },
	{ id: 'TED001', method: 'POST', path: null, headers: SIGNED },
];

/** The attributes of TEB001 that one example shows, in its order. */
export const INFO_KEYS = ['card_meisho_sousho', 'birthday', 'sex', 'sex_name', 'add_cdA'];

/** Redirects that come in: the trigger's. */
export const SAISON_INBOUND = { TEA002: 'authorization', TEA015: 'twoFactor' };

/** Named by the vendor, but no operation, and why. */
export const SAISON_LEFT_OUT = {
	TEI004: 'what can be changed to revolving payment; goes with TEI005',
	TEI005: 'changes a payment and cannot be undone',
	TEA010: 'for apps that draw the passcode page themselves',
	TEA011: 'for apps that draw the passcode page themselves',
	TEA012: 'for apps that draw the passcode page themselves',
	TEA014: 'opened by a browser; path not public',
	TEC005: 'path and parameters not public',
};

export const MARTA_ORIGINS = { demo: 'https://martaapidemo.keyx.it' };

const API_KEY = { 'x-api-key': 'api-key-0001', 'Content-Type': 'application/json' };
const SESSION = { Authorization: '/^Bearer \\S+$/' };

export const MARTA: Endpoint[] = [
	{
		id: 'POST /auth',
		method: 'POST',
		path: '/auth',
		json: ['username', 'password', 'campaignid', 'devicetype', 'scope'],
		headers: API_KEY,
	},
	{
		id: 'GET /terminal/campaign/{campaignid}',
		method: 'GET',
		path: '/terminal/campaign/{campaignid}',
		headers: SESSION,
	},
	{
		id: 'GET /customer/checkcard',
		method: 'GET',
		path: '/customer/checkcard',
		query: ['card', 'email', 'mobile'],
		oneOf: true,
		headers: SESSION,
	},
];

/** Names of the login's body for each scope whose fields are public; optional ones end in `?`. */
export const MARTA_SCOPES = {
	backoffice: ['username', 'password', 'campaignid', 'devicetype', 'scope'],
	terminal: [
		'username',
		'password',
		'serialnumber',
		'campaignid',
		'devicetype',
		'foreignid?',
		'scope',
	],
	'terminal-backoffice': [
		'username',
		'password',
		'serialnumber',
		'campaignid',
		'devicetype',
		'foreignid?',
		'scope',
	],
	customersynchro: ['campaignid', 'devicetype', 'scope'],
	customer: ['username', 'password', 'campaignid', 'devicetype', 'scope'],
};

export const MARTA_LEFT_OUT = {
	'POST /auth/refreshToken': 'its contract is not public: a session is renewed by a new login',
};

/** Which operation plays which call. */
export const PLAYED_BY: Record<string, string> = {
	'authorization.getAuthorizeUrl': 'TEA001',
	'authorization.exchangeCode': 'TEA003',
	'authorization.refreshTokens': 'refresh',
	'member.getAttributes': 'TEB001',
	'statement.get': 'TEB002',
	'creditLine.get': 'TEI003',
	'wallet.getBalance': 'TED001',
	'session.logIn': 'POST /auth',
	'customer.logIn': 'POST /auth',
	'campaign.get': 'GET /terminal/campaign/{campaignid}',
	'card.check': 'GET /customer/checkcard',
};

/** Operations without a call of their own: what they send is the user's, or nothing. */
export const WITHOUT_CALL = ['apiRequest.send', 'authorization.createState'];
