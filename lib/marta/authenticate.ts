import type { IHttpRequestOptions } from 'n8n-workflow';
import { ServiceError } from '../core/errors/service-error';
import { removeHeader, setHeader } from '../core/http/headers';
import { RejectedCredentials } from '../core/auth/rejected-credentials';
import { restrictToOrigin } from '../core/http/request-options';
import type { CredentialData } from '../core/operation/service-definition';
import { boundSessionToken, readMartaCredential } from './credential';
import { isAuthApi } from './session';

/** Credential objects a request was refused for; the hook does nothing for them. */
export const rejectedMartaCredentials = new RejectedCredentials();

/**
 * Authenticates a request in place, whichever n8n node made it: the api key on the Auth API, the
 * session's token on everything else. Also called on options authenticated before.
 *
 * @throws ServiceError `invalid_input` for an address off the credential's origin, `token_expired`
 *   without a session
 */
export function authenticateMarta(
	data: CredentialData,
	options: IHttpRequestOptions,
): IHttpRequestOptions {
	const { credential, url } = rejectedMartaCredentials.guard(data, () => {
		const checked = readMartaCredential(data);
		return {
			credential: checked,
			url: restrictToOrigin(options, checked.origin, checked.ignoreSslIssues),
		};
	});
	const headers = options.headers as Record<string, unknown>;
	removeHeader(headers, 'Authorization');
	removeHeader(headers, 'x-api-key');
	const takesApiKey = isAuthApi(url.pathname);
	if (takesApiKey || credential.apiKeyEverywhere)
		setHeader(headers, 'x-api-key', credential.apiKey);
	if (takesApiKey) return options;
	const token = boundSessionToken(credential, data);
	if (token === '') throw noSession();
	headers.Authorization = `Bearer ${token}`;
	return options;
}

function noSession(): ServiceError {
	return new ServiceError({
		reason: 'token_expired',
		message: 'The MARTA API credential holds no session for its present settings.',
		description: 'Open the credential and test it.',
	});
}
