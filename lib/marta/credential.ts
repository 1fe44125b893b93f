import { invalidInput } from '../core/errors/service-error';
import { secretsIn } from '../core/auth/credential-fields';
import { fingerprint } from '../core/auth/fingerprint';
import { matchesSaltedHash, saltedHash } from '../core/auth/salted-hash';
import { parseOrigin } from '../core/http/base-url';
import { isVisibleAscii } from '../core/http/headers';
import { trimInvisible } from '../core/http/typed-text';
import { asText } from '../core/operation/parameter-values';
import type { CredentialData } from '../core/operation/service-definition';

/** No production host is public. */
const ORIGINS = new Map([['demo', 'https://martaapidemo.keyx.it']]);

const SCOPES = [
	'backoffice',
	'terminal',
	'terminal-backoffice',
	'customersynchro',
	'customer',
	'prize',
	'product',
] as const;
export type MartaScope = (typeof SCOPES)[number];

/** The settings of the credential, checked as far as every request needs them. */
export interface MartaCredential {
	origin: string;
	apiKey: string;
	/** Whether requests outside the Auth API carry the API key too (not documented). */
	apiKeyEverywhere: boolean;
	scope: MartaScope;
	username: string;
	password: string;
	campaignId: string;
	serialNumber: string;
	/** '1' browser, '2' Android, '3' iOS. */
	deviceType: string;
	foreignId: string;
	ignoreSslIssues: boolean;
}

/** @throws ServiceError `invalid_input` naming the field of the credential */
export function readMartaCredential(data: CredentialData): MartaCredential {
	const exact = (name: string, field = name): string => {
		const value = data[name];
		return typeof value === 'string' || typeof value === 'number' ? asText(value, field) : '';
	};
	const text = (name: string, field?: string): string => trimInvisible(exact(name, field));
	const scope = SCOPES.find((name) => name === text('scope'));
	if (!scope) throw invalidInput('Scope', 'is not one of the scopes of MARTA.');
	const apiKey = text('apiKey');
	if (apiKey === '') {
		throw invalidInput('API Key', 'is empty.', 'Enter it in the MARTA API credential.');
	}
	if (!isVisibleAscii(apiKey)) {
		throw invalidInput('API Key', 'contains characters that cannot be sent in a header.');
	}
	return {
		origin: ORIGINS.get(text('environment')) ?? parseOrigin(text('baseUrl')),
		apiKey,
		apiKeyEverywhere: data.apiKeyOn === 'all',
		scope,
		username: text('username', 'Username'),
		password: exact('password', 'Password'),
		campaignId: text('campaignId', 'Campaign ID'),
		serialNumber: text('serialNumber', 'Serial Number'),
		deviceType: text('deviceType'),
		foreignId: text('foreignId', 'Foreign ID'),
		ignoreSslIssues: data.ignoreSslIssues === true,
	};
}

/** What this process knows a login by. Never stored, since passwords can be guessed from it. */
export function loginKey(credential: MartaCredential): string {
	const { origin, apiKey, scope, username, password } = credential;
	const { campaignId, serialNumber, deviceType, foreignId } = credential;
	const account = [apiKey, scope, username, password];
	return fingerprint('marta', origin, ...account, campaignId, serialNumber, deviceType, foreignId);
}

/** What a stored session is bound to: everything its login was made with. */
export function bindingFor(credential: MartaCredential): string {
	return saltedHash(loginKey(credential));
}

/** The stored session token, '' if there is none that came from this very login. */
export function boundSessionToken(credential: MartaCredential, data: CredentialData): string {
	const { sessionToken, boundTo } = data;
	if (typeof sessionToken !== 'string' || sessionToken === '') return '';
	return matchesSaltedHash(boundTo, loginKey(credential)) ? sessionToken : '';
}

/** When the stored session expires, in ms since 1970; `undefined` if not known. */
export function readSessionExpiry({ sessionExpiresAt }: CredentialData): number | undefined {
	const expiresAt = Date.parse(String(sessionExpiresAt ?? ''));
	return Number.isNaN(expiresAt) ? undefined : expiresAt;
}

/** Values that must not appear in any text. */
export function martaSecrets(data: CredentialData): string[] {
	return secretsIn(data, 'apiKey', 'password', 'sessionToken');
}
