import type { IHttpRequestOptions } from 'n8n-workflow';
import { ServiceError } from '../core/errors/service-error';
import { removeHeader, setHeader } from '../core/http/headers';
import { mustRenewFirst, restrictRequest } from '../core/auth/credential-hooks';
import type { CredentialData } from '../core/operation/service-definition';
import { boundSessionToken, readMartaCredential, readSessionExpiry } from './credential';
import { isAuthApi } from './login';
import { martaTokenCache } from './renewal';

/**
 * Authenticates a request of any n8n node in place: the API key goes on the Auth API, the session token
 * on everything else. Options that were authenticated before are authenticated again.
 *
 * @throws ServiceError `invalid_input` for another origin than the credential's, `token_expired`
 *   without a session
 */
export function authenticateMarta(
	data: CredentialData,
	options: IHttpRequestOptions,
): IHttpRequestOptions {
	const { credential, url } = restrictRequest(data, options, readMartaCredential);
	const headers = options.headers as Record<string, unknown>;
	removeHeader(headers, 'Authorization');
	removeHeader(headers, 'x-api-key');
	const takesApiKey = isAuthApi(url.pathname);
	if (takesApiKey || credential.apiKeyEverywhere) {
		setHeader(headers, 'x-api-key', credential.apiKey);
	}
	if (takesApiKey) return options;
	const token = boundSessionToken(credential, data);
	if (token === '') throw noSession();
	if (mustRenewFirst(options, readSessionExpiry(data), martaTokenCache.issuedAt(token))) {
		throw sessionExpired();
	}
	headers.Authorization = `Bearer ${token}`;
	return options;
}

function sessionExpired(): ServiceError {
	return new ServiceError({
		reason: 'token_expired',
		message: 'The session in the MARTA API credential has expired.',
		description: 'Open the credential and test it.',
	});
}

function noSession(): ServiceError {
	return new ServiceError({
		reason: 'token_expired',
		message: 'The MARTA API credential has no session for its current settings.',
		description: 'Open the credential and test it.',
	});
}
