/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- an example value of a local test server */
import { COMMON_SETTINGS } from '../shared/settings';
import type { Choices, CommonSettings } from '../shared/settings';

export interface MartaSettings extends CommonSettings {
	apiKey: string;
	/** 15 minutes, as the public page says. */
	tokenLifetimeMs: number;
	/** Whether the JWT carries exp. */
	sendExp: boolean;
	/** A login ends the older sessions of the same user, scope and campaign. */
	newestLoginEndsOlder: boolean;
	/** Not documented: x-api-key demanded on every call. */
	requireApiKeyEverywhere: boolean;
	/** x-api-key refused on all but the Auth calls. */
	forbidApiKeyElsewhere: boolean;
	/** What an expired token gets; the real status is not public. */
	expiredStatus: number;
}

export const API_KEY = 'sandbox-api-key-0001';

export const MARTA_DEFAULTS: MartaSettings = {
	...COMMON_SETTINGS,
	apiKey: API_KEY,
	tokenLifetimeMs: 15 * 60_000,
	sendExp: true,
	newestLoginEndsOlder: false,
	requireApiKeyEverywhere: false,
	forbidApiKeyElsewhere: false,
	expiredStatus: 401,
};

export const MARTA_CHOICES: Choices<MartaSettings> = { expiredStatus: [401, 403] };
