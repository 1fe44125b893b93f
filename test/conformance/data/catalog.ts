/**
 * What the vendors' public pages print beside the operations, copied as data and not from the code.
 * The operations' own requests: test/operations.
 */
export const SAISON_ORIGINS = {
	test: 'https://apit.saisoncard.co.jp',
	production: 'https://api.saisoncard.co.jp',
};

/** Redirects to the trigger. */
export const SAISON_INBOUND = { TEA002: 'authorization', TEA015: 'twoFactor' };

/** What the vendor names but has no operation here, and why. */
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

/** Names in the login's body for each scope whose fields are public; optional ones end in `?`. */
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
