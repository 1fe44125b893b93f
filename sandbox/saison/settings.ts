import { COMMON_SETTINGS } from '../shared/settings';
import type { Choices, CommonSettings } from '../shared/settings';

/** Lifetimes, rotation and the clock window are not public: the values here are made up and can all be changed. */
export interface SaisonSettings extends CommonSettings {
	/** Client id to client secret. */
	clients: Record<string, string>;
	/** The registered redirect address; empty = the sandbox's own page. */
	redirectUri: string;
	twoFactorRedirectUri: string;
	codeLifetimeMs: number;
	accessTokenLifetimeMs: number;
	refreshTokenLifetimeMs: number;
	/** A refresh gives a new refresh token and spends the old one at once. */
	rotateRefreshTokens: boolean;
	/** A spent code or refresh token that comes back ends everything that came of it. */
	revokeOnReuse: boolean;
	refreshEndsOldAccessToken: boolean;
	/** Empty = the field is left out. */
	tokenType: 'mac' | 'bearer' | '';
	sendExpiresIn: boolean;
	/** result_code of an expired or unknown token; empty = left out. */
	expiredResultCode: string;
	macSeparator: 'either' | 'space' | 'comma';
	timestampWindowS: number;
	/** Where the mac parameter stands in the TEA015 redirect. `page` = as the public page shows it. */
	twoFactorMacPosition: 'page' | 'first' | 'last';
	/** Writes the mac without percent-encoding: its + / = stay as they are. */
	twoFactorMacRaw: boolean;
	/** TED001 says "number as digits": as JSON numbers instead of strings. */
	walletAsNumbers: boolean;
}

export const CLIENT_ID = 'SANDBOX-PARTNER';
export const CLIENT_SECRET = 'sandbox+secret/for=the partner&1';
export const OTHER_CLIENT_ID = 'SANDBOX-PARTNER-2';
export const OTHER_CLIENT_SECRET = 'another secret セゾン';

const MINUTE = 60_000;

export const SAISON_DEFAULTS: SaisonSettings = {
	...COMMON_SETTINGS,
	clients: { [CLIENT_ID]: CLIENT_SECRET, [OTHER_CLIENT_ID]: OTHER_CLIENT_SECRET },
	redirectUri: '',
	twoFactorRedirectUri: '',
	codeLifetimeMs: 10 * MINUTE,
	accessTokenLifetimeMs: 30 * MINUTE,
	refreshTokenLifetimeMs: 30 * 24 * 60 * MINUTE,
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
