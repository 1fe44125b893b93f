import { secretsIn } from '../../core/auth/credential-fields';
import { fingerprint } from '../../core/auth/fingerprint';
import { matchesSaltedHash, saltedHash } from '../../core/auth/salted-hash';
import { invalidInput } from '../../core/errors/service-error';
import { parseOrigin } from '../../core/http/base-url';
import { isVisibleAscii } from '../../core/http/headers';
import type { CredentialData } from '../../core/operation/service-definition';
import { trimInvisible, trimSecret } from '../../core/http/typed-text';
import { checkPath } from '../../core/http/url';
import { parseAuthorizationCode } from './authorization-code';
import type { Grant } from './grant';
import type { MacSeparator } from './mac';

/** Test: documented. Production: seen in public third-party code only. */
const ORIGINS = new Map([
	['test', 'https://apit.saisoncard.co.jp'],
	['production', 'https://api.saisoncard.co.jp'],
]);

/** The settings of the credential, checked. Its tokens are read separately. */
export interface SaisonCredential {
	origin: string;
	clientId: string;
	clientSecret: string;
	tokenUrlPath: string;
	apiVersion: string;
	macSeparator: MacSeparator;
	ignoreSslIssues: boolean;
	/** The `:member` part of the authorize path, checked where it is used. */
	memberService: string;
	/** Passed to the consent page unchanged; '' for none. */
	scope: string;
}

/** The text in a field, '' if it contains anything else. */
export function textField(data: CredentialData, name: string): string {
	const value = data[name];
	return typeof value === 'string' ? value : '';
}

/** @throws ServiceError `invalid_input` naming the field of the credential */
export function readSaisonCredential(data: CredentialData): SaisonCredential {
	const text = (name: string): string => trimInvisible(textField(data, name));
	const required = (name: string, field: string): string => {
		if (text(name) !== '') return text(name);
		throw invalidInput(field, 'is empty.', 'Enter it in the Saison Connect API credential.');
	};
	required('clientSecret', 'Client Secret');
	const origin = ORIGINS.get(text('environment')) ?? parseOrigin(text('baseUrl'));
	const apiVersion = required('apiVersion', 'API Version');
	if (!isVisibleAscii(apiVersion)) {
		throw invalidInput('API Version', 'must consist of printable characters without spaces.');
	}
	const tokenUrlPath = checkPath(required('tokenUrlPath', 'Token URL Path'), 'Token URL Path');
	if (tokenUrlPath.includes('?')) throw invalidInput('Token URL Path', 'must not contain a query.');
	return {
		origin,
		clientId: required('clientId', 'Client ID'),
		clientSecret: trimSecret(textField(data, 'clientSecret')),
		tokenUrlPath,
		apiVersion,
		macSeparator: data.macSeparator === 'comma' ? 'comma' : 'space',
		ignoreSslIssues: data.ignoreSslIssues === true,
		memberService: text(data.memberService === 'custom' ? 'memberServiceCode' : 'memberService'),
		scope: textField(data, 'scope'),
	};
}

/**
 * What stored tokens are bound to: host and client, and after the dot the refresh token stored with
 * them. So tokens of another host or client are not used, and a refresh token that a user pasted over
 * the stored one is recognized. A tilde and the time when the access token expires may follow.
 *
 * @param expiresAt in ms since 1970, `undefined` if the service does not say
 */
export function bindingFor(
	credential: SaisonCredential,
	refreshToken: string,
	expiresAt?: number,
): string {
	const token = trimInvisible(refreshToken);
	const bound = token === '' ? NO_REFRESH_TOKEN : saltedHash(token);
	const expiry = expiresAt === undefined ? '' : `~${Math.round(expiresAt)}`;
	return `${clientBinding(credential)}.${bound}${expiry}`;
}

/** When the stored access token expires, in ms since 1970; `undefined` if not known. */
export function readTokenExpiry(data: CredentialData): number | undefined {
	const expiresAt = /~(\d+)$/.exec(textField(data, 'boundTo'))?.[1];
	return expiresAt === undefined ? undefined : Number(expiresAt);
}

const NO_REFRESH_TOKEN = 'none';

/** Contains no secret, so that a fast hash does. */
function clientBinding({ origin, clientId }: SaisonCredential): string {
	return fingerprint('saison-connect', origin, clientId);
}

/** Whether the tokens of a credential were stored for its client, and together with its refresh token. */
function readBinding(
	credential: SaisonCredential,
	data: CredentialData,
): { client: boolean; refreshToken: boolean } {
	const [client, ...rest] = textField(data, 'boundTo').split('~', 1)[0].split('.');
	const stored = rest.join('.');
	const token = trimInvisible(textField(data, 'refreshToken'));
	return {
		client: client === clientBinding(credential),
		refreshToken: token === '' ? stored === NO_REFRESH_TOKEN : matchesSaltedHash(stored, token),
	};
}

/**
 * The stored access token, '' if none belongs to this host and client, or if the user has pasted a
 * newer code or refresh token, which may be another member's.
 */
export function boundAccessToken(credential: SaisonCredential, data: CredentialData): string {
	if (trimInvisible(textField(data, 'authorizationCode')) !== '') return '';
	const bound = readBinding(credential, data);
	return bound.client && bound.refreshToken ? textField(data, 'accessToken') : '';
}

export interface StoredGrant {
	grant: Grant;
	/** Whether a user pasted it, so that it may come back after it was used. */
	isPasted: boolean;
}

/**
 * What the credential can get new tokens with: its code, or a refresh token of this host and client.
 *
 * @throws ServiceError `invalid_input` for a code that cannot be read
 */
export function storedGrant(
	credential: SaisonCredential,
	data: CredentialData,
): StoredGrant | undefined {
	const code = trimInvisible(textField(data, 'authorizationCode'));
	if (code !== '') return { grant: { code: parseAuthorizationCode(code) }, isPasted: true };
	const refreshToken = trimInvisible(textField(data, 'refreshToken'));
	if (refreshToken === '') return undefined;
	const bound = readBinding(credential, data);
	const isPasted = !bound.refreshToken;
	// Stored together with tokens of another host or client.
	if (!isPasted && !bound.client) return undefined;
	return { grant: { refreshToken }, isPasted };
}

/** Values that must not appear in any text. */
export function saisonSecrets(data: CredentialData): string[] {
	return secretsIn(data, 'clientSecret', 'authorizationCode', 'refreshToken', 'accessToken');
}
