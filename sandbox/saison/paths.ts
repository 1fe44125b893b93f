/** The public paths, and those the sandbox made up because the real ones are not public. */
export const PATHS = {
	authorize: '/auth/screen/:member/authorize',
	token: '/auth/token',
	profile: '/auth/account/profile',
	demoRedirect: '/demo/api/screen_token',
	// Made up from here on. The consent page's address is a matter between the service and the browser.
	consent: '/auth/screen/:member/consent/:ticket',
	statement: '/sandbox-made-up/statement',
	creditLine: '/sandbox-made-up/credit-line',
	wallet: '/sandbox-made-up/wallet',
	echo: '/sandbox-made-up/echo',
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
