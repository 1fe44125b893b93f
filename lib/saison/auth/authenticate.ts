import type { IHttpRequestOptions } from 'n8n-workflow';
import { ServiceError } from '../../core/errors/service-error';
import { removeHeader, setHeader } from '../../core/http/headers';
import { mustRenewFirst, restrictRequest } from '../../core/auth/credential-hooks';
import { signingTime } from '../../core/time/service-clock';
import type { CredentialData } from '../../core/operation/service-definition';
import { boundAccessToken, readSaisonCredential, readTokenExpiry, textField } from './credential';
import { noteStoredTokens, saisonTokenCache } from './renewal';
import { hostAndPort, isHeaderSafe, macHeader, makeNonce } from './mac';

/**
 * Signs a request of any n8n node in place. Options that were signed before get a new timestamp and
 * nonce for the next attempt.
 *
 * @throws ServiceError `invalid_input` for another origin than the credential's, `consent_needed`
 *   without a token
 */
export function authenticateSaison(
	data: CredentialData,
	options: IHttpRequestOptions,
): IHttpRequestOptions {
	const { credential, url } = restrictRequest(data, options, readSaisonCredential);
	const headers = options.headers as Record<string, unknown>;
	removeHeader(headers, 'Authorization');
	setHeader(headers, 'X-API-VERSION', credential.apiVersion);
	// Requests to the token endpoint have the secret in the body, and no MAC.
	if (url.pathname === credential.tokenUrlPath) return options;
	const accessToken = boundAccessToken(credential, data);
	if (accessToken === '') throw noToken();
	if (!isHeaderSafe(accessToken)) throw unusableToken();
	noteStoredTokens(credential, data);
	const issuedAt = saisonTokenCache.issuedAt(accessToken);
	// Without a refresh token, n8n could only give up.
	const isRenewable = textField(data, 'refreshToken').trim() !== '';
	if (isRenewable && mustRenewFirst(options, readTokenExpiry(data), issuedAt)) throw tokenExpired();
	const input = {
		ts: Math.floor(signingTime(options, credential.origin) / 1000),
		nonce: makeNonce(),
		method: options.method ?? 'GET',
		requestUri: url.pathname + url.search,
		...hostAndPort(url),
	};
	headers.Authorization = macHeader(
		input,
		accessToken,
		credential.clientSecret,
		credential.macSeparator,
	);
	return options;
}

function noToken(): ServiceError {
	return new ServiceError({
		reason: 'consent_needed',
		message: 'The Saison Connect API credential has no access token.',
		description:
			"Fill in 'Authorization Code' or 'Refresh Token' in the credential, or set the option 'Member Access Token'.",
	});
}

function tokenExpired(): ServiceError {
	return new ServiceError({
		reason: 'token_expired',
		message: 'The access token in the Saison Connect API credential has expired.',
		description: 'Try again. If the problem persists, ask the member for consent again.',
	});
}

function unusableToken(): ServiceError {
	return new ServiceError({
		reason: 'invalid_input',
		message: 'The access token contains characters that cannot be sent in a header.',
		description: 'It must not contain quotes, backslashes, line feeds or non-ASCII characters.',
	});
}
