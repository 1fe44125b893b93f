/** The public paths, and invented ones in place of those that are not public. */
export const PATHS = {
	login: '/auth',
	refresh: '/auth/refreshToken',
	campaign: '/terminal/campaign/:campaignid',
	checkCard: '/customer/checkcard',
	// Invented from here on.
	purchase: '/sandbox-made-up/movement/purchase',
	customers: '/sandbox-made-up/customers',
	echo: '/sandbox-made-up/echo',
	description: '/sandbox-made-up/openapi.json',
	card: '/sandbox-made-up/cards/:card',
	movements: '/sandbox-made-up/cards/:card/movements',
	lastMovement: '/sandbox-made-up/cards/:card/movements/last',
} as const;

export const MADE_UP_PATHS = [PATHS.purchase, PATHS.customers, PATHS.echo, PATHS.description];
