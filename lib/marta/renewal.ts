import type { IDataObject } from 'n8n-workflow';
import { runPreAuthentication, type HttpRequest } from '../core/auth/credential-hooks';
import { TokenCache } from '../core/auth/token-cache';
import type { CredentialData } from '../core/operation/service-definition';
import { bindingFor, martaSecrets, readMartaCredential } from './credential';
import { requestSession } from './login';
import type { MartaSession } from './session';

/** Sessions that this process requests or has just received. */
export const martaTokenCache = new TokenCache<MartaSession>(
	({ token }) => token,
	({ expiresAt }) => expiresAt > Date.now(),
);

/**
 * The credential's hook: logs in. How a refresh token is exchanged is not public, so a session is
 * renewed by a new login.
 *
 * @returns the fields to store; none for a request that `authenticate` refused for a reason no
 *   session cures
 * @throws CredentialHookError
 */
export async function renewMartaSession(
	httpRequest: HttpRequest,
	data: CredentialData,
): Promise<IDataObject> {
	return await runPreAuthentication(data, martaSecrets(data), async () => {
		const credential = readMartaCredential(data);
		const boundTo = bindingFor(credential);
		const callerToken = String(data.sessionToken ?? '');
		const { token, expiresAt } = await martaTokenCache.share(boundTo, callerToken, async () =>
			requestSession(httpRequest, credential),
		);
		return { sessionToken: token, sessionExpiresAt: new Date(expiresAt).toISOString(), boundTo };
	});
}
