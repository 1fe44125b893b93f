/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- made-up values */
import { bindingFor as martaBinding, readMartaCredential } from '../../../lib/marta/credential';
import type { CredentialData } from '../../../lib/core/operation/service-definition';
import {
	bindingFor as saisonBinding,
	readSaisonCredential,
} from '../../../lib/saison/auth/credential';

export const CLIENT_SECRET = 'clientsecret-セゾン+/= 1';
export const ACCESS_TOKEN = 'ACCESS-TOKEN-0001';

type Changes = Record<string, unknown>;

/** A Saison Connect credential as n8n decrypts it, without tokens. */
export function saisonData(changes: Changes = {}): CredentialData {
	return {
		environment: 'test',
		baseUrl: '',
		clientId: 'ZT300',
		clientSecret: CLIENT_SECRET,
		memberService: 'na',
		memberServiceCode: '',
		scope: '',
		authorizationCode: '',
		refreshToken: '',
		tokenUrlPath: '/auth/token',
		apiVersion: '1',
		macSeparator: 'space',
		ignoreSslIssues: false,
		accessToken: '',
		boundTo: '',
		...changes,
	} as CredentialData;
}

/** The same, on another host. */
export function saisonDataAt(baseUrl: string, changes: Changes = {}): CredentialData {
	return saisonData({ environment: 'custom', baseUrl, ...changes });
}

/** The same with stored tokens that are bound to it. */
export function withSaisonTokens(
	data: CredentialData,
	accessToken = ACCESS_TOKEN,
	refreshToken = '',
): CredentialData {
	const boundTo = saisonBinding(readSaisonCredential(data), refreshToken);
	return { ...data, accessToken, refreshToken, boundTo };
}

/** A MARTA credential as n8n decrypts it, without a session. */
export function martaData(changes: Changes = {}): CredentialData {
	return {
		environment: 'demo',
		baseUrl: '',
		apiKey: 'api-key-0001',
		apiKeyOn: 'auth',
		scope: 'terminal',
		username: 'till',
		password: 'till-password',
		campaignId: '16273',
		serialNumber: '00444001',
		deviceType: '1',
		foreignId: '',
		ignoreSslIssues: false,
		sessionToken: '',
		sessionExpiresAt: '',
		boundTo: '',
		...changes,
	} as CredentialData;
}

/** The same with a stored session that is bound to it. */
export function withMartaSession(data: CredentialData, sessionToken: string): CredentialData {
	return { ...data, sessionToken, boundTo: martaBinding(readMartaCredential(data)) };
}

/** A token in the shape of MARTA's, without a valid signature, since only its expiry is read. */
export function jwt(payload: object): string {
	const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'HS256' })}.${part(payload)}.c2lnbmF0dXJl`;
}
