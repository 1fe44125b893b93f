import { COMMON_SETTINGS } from '../shared/settings';
import type { Choices, CommonSettings } from '../shared/settings';

/** Lifetimes, rotation and the clock window are not public: these values are invented and can be changed. */
export interface SaisonSettings extends CommonSettings {
	/** Client secrets by client ID. */
	clients: Record<string, string>;
	/** The registered redirect URI; empty = the sandbox's own page. */
	redirectUri: string;
	twoFactorRedirectUri: string;
	codeLifetimeMs: number;
	accessTokenLifetimeMs: number;
	refreshTokenLifetimeMs: number;
	/** A refresh issues a new refresh token and invalidates the old one. */
	rotateRefreshTokens: boolean;
	/** Using a code or refresh token a second time revokes everything issued under its grant. */
	revokeOnReuse: boolean;
	refreshEndsOldAccessToken: boolean;
	/** Empty = omitted. */
	tokenType: 'mac' | 'bearer' | '';
	sendExpiresIn: boolean;
	/** result_code for an expired or unknown token; empty = omitted. */
	expiredResultCode: string;
	macSeparator: 'either' | 'space' | 'comma';
	timestampWindowS: number;
	/** Where the mac parameter is in the TEA015 redirect. `page` = as the public page shows it. */
	twoFactorMacPosition: 'page' | 'first' | 'last';
	/** Sends the mac without percent-encoding its + / and =. */
	twoFactorMacRaw: boolean;
	/** TED001 is documented as "number as digits": sends JSON numbers instead of strings. */
	walletAsNumbers: boolean;
}

export const CLIENT_ID = 'SANDBOX-PARTNER';
export const CLIENT_SECRET = 'sandbox+secret/for=the partner&1';
export const OTHER_CLIENT_ID = 'SANDBOX-PARTNER-2';
export const OTHER_CLIENT_SECRET = 'another secret セゾン';

const MINUTE_MS = 60_000;

export const SAISON_DEFAULTS: SaisonSettings = {
	...COMMON_SETTINGS,
	clients: { [CLIENT_ID]: CLIENT_SECRET, [OTHER_CLIENT_ID]: OTHER_CLIENT_SECRET },
	redirectUri: '',
	twoFactorRedirectUri: '',
	codeLifetimeMs: 10 * MINUTE_MS,
	accessTokenLifetimeMs: 30 * MINUTE_MS,
	refreshTokenLifetimeMs: 30 * 24 * 60 * MINUTE_MS,
	rotateRefreshTokens: true,
	revokeOnReuse: false,
	refreshEndsOldAccessToken: false,
	tokenType: 'mac',
	sendExpiresIn: true,
	expiredResultCode: '',
	macSeparator: 'either',
	timestampWindowS: 300,
	twoFactorMacPosition: 'page',
	twoFactorMacRaw: false,
	walletAsNumbers: false,
};

export const SAISON_CHOICES: Choices<SaisonSettings> = {
	tokenType: ['mac', 'bearer', ''],
	macSeparator: ['either', 'space', 'comma'],
	twoFactorMacPosition: ['page', 'first', 'last'],
};
