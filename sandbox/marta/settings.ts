/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- example values of a local test server */
import { COMMON_SETTINGS } from '../shared/settings';
import type { Choices, CommonSettings } from '../shared/settings';

export interface MartaSettings extends CommonSettings {
	apiKey: string;
	/** 15 minutes, according to the public page. */
	tokenLifetimeMs: number;
	/** Whether the JWT contains exp. */
	sendExp: boolean;
	/** A login ends older sessions of the same user, scope and campaign. */
	newestLoginEndsOlder: boolean;
	/** Not documented: x-api-key is required for every request. */
	requireApiKeyEverywhere: boolean;
	/** Not documented: x-api-key is rejected with all but Auth requests. */
	forbidApiKeyElsewhere: boolean;
	/** The status for an expired token; the real one is not public. */
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
