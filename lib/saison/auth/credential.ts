import { invalidInput } from '../../core/errors/service-error';
import { fingerprint } from '../../core/auth/fingerprint';
import { parseOrigin } from '../../core/http/base-url';
import type { CredentialData } from '../../core/operation/service-definition';
import { checkPath } from '../../core/http/url';
import type { MacSeparator } from './mac';

/** Test: documented. Production: seen in public third-party code only. */
const ORIGINS = new Map([
	['test', 'https://apit.saisoncard.co.jp'],
	['production', 'https://api.saisoncard.co.jp'],
]);

/** The credential's own settings, checked; tokens are read apart. */
export interface SaisonCredential {
	origin: string;
	clientId: string;
	clientSecret: string;
	tokenUrlPath: string;
	apiVersion: string;
	macSeparator: MacSeparator;
	ignoreSslIssues: boolean;
	/** The `:member` part of the authorize path, as set; checked where it is used. */
	memberService: string;
	/** Passed through to the consent page unchanged; '' for none. */
	scope: string;
}

/** A field as text, '' if it is anything else. */
export function textField(data: CredentialData, name: string): string {
	const value = data[name];
	return typeof value === 'string' ? value : '';
}

/** @throws ServiceError `invalid_input` naming the field of the credential */
export function readSaisonCredential(data: CredentialData): SaisonCredential {
	const text = (name: string): string => textField(data, name);
	const required = (name: string, field: string): string => {
		if (text(name).trim() === '') {
			throw invalidInput(field, 'is empty.', 'Fill it in on the Saison Connect API credential.');
		}
		return text(name);
	};
	const origin = ORIGINS.get(text('environment')) ?? parseOrigin(text('baseUrl'));
	const apiVersion = required('apiVersion', 'API Version');
	if (!/^[\x21-\x7e]+$/.test(apiVersion)) {
		throw invalidInput('API Version', 'must be letters, digits or signs without blanks.');
	}
	const tokenUrlPath = checkPath(required('tokenUrlPath', 'Token URL Path'), 'Token URL Path');
	if (tokenUrlPath.includes('?')) throw invalidInput('Token URL Path', 'must not hold a query.');
	return {
		origin,
		clientId: required('clientId', 'Client ID'),
		clientSecret: required('clientSecret', 'Client Secret'),
		tokenUrlPath,
		apiVersion,
		macSeparator: data.macSeparator === 'comma' ? 'comma' : 'space',
		ignoreSslIssues: data.ignoreSslIssues === true,
		memberService: text(data.memberService === 'custom' ? 'memberServiceCode' : 'memberService'),
		scope: text('scope'),
	};
}

/**
 * What tokens are bound to: host and client, and after the dot the refresh token stored with them.
 * Tokens of another host or client count as none, and a refresh token that a user pasted over the
 * stored one is recognized.
 */
export function bindingFor({ origin, clientId }: SaisonCredential, refreshToken: string): string {
	const client = fingerprint('saison-connect', origin, clientId);
	return `${client}.${fingerprint('refresh', refreshToken.trim())}`;
}

/**
 * The stored access token, '' if none belongs to this host and client, or if the user has pasted a
 * newer code or refresh token, which may be another member's.
 */
export function boundAccessToken(credential: SaisonCredential, data: CredentialData): string {
	const isBound =
		textField(data, 'authorizationCode').trim() === '' &&
		data.boundTo === bindingFor(credential, textField(data, 'refreshToken'));
	return isBound ? textField(data, 'accessToken') : '';
}

export interface StoredRefreshToken {
	token: string;
	/** Whether a user typed it in and no tokens have come of it yet. */
	pasted: boolean;
}

/** The refresh token to use, `undefined` when there is none that belongs to this host and client. */
export function storedRefreshToken(
	credential: SaisonCredential,
	data: CredentialData,
): StoredRefreshToken | undefined {
	const token = textField(data, 'refreshToken').trim();
	if (token === '') return undefined;
	const boundTo = String(data.boundTo ?? '');
	if (boundTo === bindingFor(credential, token)) return { token, pasted: false };
	const storedWith = boundTo.split('.')[1];
	// Stored together with tokens of another host or client.
	if (storedWith === fingerprint('refresh', token)) return undefined;
	return { token, pasted: true };
}

/** Values that must not appear in any text. */
export function saisonSecrets(data: CredentialData): string[] {
	return ['clientSecret', 'authorizationCode', 'refreshToken', 'accessToken']
		.map((name) => data[name])
		.filter((value): value is string => typeof value === 'string');
}
