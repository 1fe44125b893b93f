import type { IDataObject } from 'n8n-workflow';
import type { HttpRequest } from '../../core/auth/token-request';
import { ExpiringMap } from '../../core/time/expiring-map';
import { fingerprint } from '../../core/auth/fingerprint';
import { TokenCache } from '../../core/auth/token-cache';
import type { CredentialData } from '../../core/operation/service-definition';
import {
	bindingFor,
	readSaisonCredential,
	storedGrant,
	textField,
	type SaisonCredential,
} from './credential';
import type { Grant } from './grant';
import { newestSuccessor, noteStored, noteSuccessor } from './successors';
import { requestSaisonTokens } from './token-endpoint';
import { invalidGrantError, type ReceivedTokens, type SaisonTokens } from './tokens';

/** The tokens that this process is requesting or has just received. */
export const saisonTokenCache = new TokenCache<ReceivedTokens>(({ accessToken }) => accessToken);

/**
 * The newest tokens that came from grants pasted into the form. Saving an open form again puts the
 * grant, which is used up by then, back over the stored tokens.
 */
const tokensFromPastedGrants = new ExpiringMap<ReceivedTokens>(3_600_000, 100);

/** Refresh tokens that were replaced within a day: if one is used again, a service may revoke all tokens. */
const usedRefreshTokens = new ExpiringMap<true>(86_400_000, 10_000);

/**
 * Exchanges the credential's authorization code or refresh token for new tokens.
 *
 * @returns the fields to store, none without a code or refresh token
 * @throws ServiceError
 */
export async function renewSaisonTokens(
	httpRequest: HttpRequest,
	data: CredentialData,
): Promise<IDataObject> {
	const credential = readSaisonCredential(data);
	const stored = storedGrant(credential, data);
	if (stored === undefined) return {};
	const { grant, isPasted } = stored;
	const key = grantKey(credential, grant);
	const known = isPasted ? tokensFromPastedGrants.get(key) : undefined;
	const tokens =
		known ??
		newestSuccessor(key) ??
		(await redeemOnce(credential, grant, textField(data, 'accessToken'), async () =>
			requestSaisonTokens(httpRequest, credential, grant),
		));
	noteSuccessor(key, tokens);
	if (isPasted && known === undefined) tokensFromPastedGrants.set(key, tokens);
	const { accessToken, refreshToken, expiresIn, receivedAt } = tokens;
	const expiresAt = expiresIn === null ? undefined : receivedAt + expiresIn * 1000;
	const boundTo = bindingFor(credential, refreshToken, expiresAt);
	return { accessToken, refreshToken, authorizationCode: '', boundTo };
}

/**
 * Redeems a grant, the credential's or a member's own, once in this process: callers that bring it at
 * the same time share the tokens, and so do those that bring a refresh token up to 30 s later. A code
 * that comes later is sent again: it may be stolen, which is for the service to decide.
 *
 * @param callerToken the access token that the caller already has, '' for none
 * @param request sends the grant
 * @throws ServiceError `consent_needed` for a refresh token that was replaced, without sending it; and
 *   whatever `request` throws
 */
export async function redeemOnce(
	credential: SaisonCredential,
	grant: Grant,
	callerToken: string,
	request: () => Promise<SaisonTokens>,
): Promise<ReceivedTokens> {
	const key = grantKey(credential, grant);
	const received = await saisonTokenCache.share(key, callerToken, async () => {
		if (usedRefreshTokens.get(key)) throw invalidGrantError(grant);
		const tokens = await request();
		const refreshKey = grantKey(credential, { refreshToken: tokens.refreshToken });
		const fresh = { ...tokens, receivedAt: Date.now(), refreshKey };
		if ('refreshToken' in grant) {
			tokensFromPastedGrants.replaceWhere((older) => older.refreshKey === key, fresh);
			if (refreshKey !== key) usedRefreshTokens.set(key, true);
			usedRefreshTokens.delete(refreshKey);
		}
		return fresh;
	});
	if ('code' in grant) saisonTokenCache.forget(key);
	return received;
}

/** Notes the tokens of a credential that n8n sends a request with, so that it must have stored them. */
export function noteStoredTokens(credential: SaisonCredential, data: CredentialData): void {
	const refreshToken = textField(data, 'refreshToken').trim();
	noteStored(() => grantKey(credential, { refreshToken }));
}

/** With client and secret, so that nobody gets the tokens of someone else's grant. */
export function grantKey(credential: SaisonCredential, grant: Grant): string {
	return fingerprint(
		credential.origin,
		credential.tokenUrlPath,
		credential.apiVersion,
		credential.clientId,
		credential.clientSecret,
		JSON.stringify(grant),
	);
}
