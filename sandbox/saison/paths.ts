/** The public paths, and invented ones in place of those that are not public. */
export const PATHS = {
	authorize: '/auth/screen/:member/authorize',
	token: '/auth/token',
	profile: '/auth/account/profile',
	demoRedirect: '/demo/api/screen_token',
	// Invented from here on. The address of the consent page concerns only the service and the browser.
	consent: '/auth/screen/:member/consent/:pendingId',
	statement: '/sandbox-made-up/statement',
	creditLine: '/sandbox-made-up/credit-line',
	wallet: '/sandbox-made-up/wallet',
	echo: '/sandbox-made-up/echo',
	pointsHistory: '/sandbox-made-up/points/history',
	pointsBalance: '/sandbox-made-up/points/balance',
	twoFactor: '/sandbox-made-up/two-factor',
	twoFactorResult: '/sandbox-made-up/two-factor-result',
} as const;

export const MADE_UP_PATHS = [
	PATHS.statement,
	PATHS.creditLine,
	PATHS.wallet,
	PATHS.echo,
	PATHS.twoFactor,
];
