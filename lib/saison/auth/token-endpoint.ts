import { requestTokens, type HttpRequest } from '../../core/auth/token-request';
import { encodeForm, pair, type NameValue } from '../../core/http/encoding';
import type { ServiceRequest } from '../../core/http/service-request';
import type { SaisonCredential } from './credential';
import { grantSecrets, type Grant } from './grant';
import { parseTokenResponse, type SaisonTokens } from './tokens';

/** The body of the token request, with client id and secret instead of Basic authentication. */
export function tokenForm(credential: SaisonCredential, grant: Grant): NameValue[] {
	const isCode = 'code' in grant;
	return [
		pair('grant_type', isCode ? 'authorization_code' : 'refresh_token'),
		pair('client_id', credential.clientId),
		pair('client_secret', credential.clientSecret),
		isCode ? pair('code', grant.code) : pair('refresh_token', grant.refreshToken),
	];
}

export function tokenRequest(credential: SaisonCredential, grant: Grant): ServiceRequest {
	return {
		method: 'POST',
		path: credential.tokenUrlPath,
		pathField: 'Token URL Path',
		headers: {
			'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
			'X-API-VERSION': credential.apiVersion,
		},
		body: encodeForm(tokenForm(credential, grant)),
		unauthenticated: true,
		secrets: grantSecrets(grant),
	};
}

/**
 * Redeems a grant, for a hook or the trigger.
 *
 * @throws ServiceError
 */
export async function requestSaisonTokens(
	httpRequest: HttpRequest,
	credential: SaisonCredential,
	grant: Grant,
): Promise<SaisonTokens> {
	return await requestTokens(httpRequest, credential, {
		request: tokenRequest(credential, grant),
		endpoint: 'the token endpoint of Saison Connect',
		parse: (response) => parseTokenResponse(response, grant),
	});
}
