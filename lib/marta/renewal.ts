import type { IDataObject } from 'n8n-workflow';
import type { HttpRequest } from '../core/auth/token-request';
import { TokenCache } from '../core/auth/token-cache';
import type { CredentialData } from '../core/operation/service-definition';
import { bindingFor, loginKey, readMartaCredential } from './credential';
import { requestSession } from './login';
import type { MartaSession } from './session';

/** Without the customer's data, which nothing that shares a session needs. */
type SharedSession = Pick<MartaSession, 'token' | 'expiresAt'>;

/** The sessions that this process is requesting or has just received. */
export const martaTokenCache = new TokenCache<SharedSession>(
	({ token }) => token,
	({ expiresAt }) => expiresAt > Date.now(),
);

/**
 * Logs in again, since it is not public how a refresh token is exchanged.
 *
 * @returns the fields to store
 * @throws ServiceError
 */
export async function renewMartaSession(
	httpRequest: HttpRequest,
	data: CredentialData,
): Promise<IDataObject> {
	const credential = readMartaCredential(data);
	const callerToken = String(data.sessionToken ?? '');
	const key = loginKey(credential);
	const { token, expiresAt } = await martaTokenCache.share(key, callerToken, async () => {
		const session = await requestSession(httpRequest, credential);
		return { token: session.token, expiresAt: session.expiresAt };
	});
	const sessionExpiresAt = new Date(expiresAt).toISOString();
	return { sessionToken: token, sessionExpiresAt, boundTo: bindingFor(credential) };
}
