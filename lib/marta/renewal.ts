import type { IDataObject } from 'n8n-workflow';
import {
	requestTokens,
	runPreAuthentication,
	type HttpRequest,
} from '../core/auth/credential-hooks';
import type { CredentialData } from '../core/operation/service-definition';
import { TokenCache } from '../core/auth/token-cache';
import { rejectedMartaCredentials } from './authenticate';
import { bindingFor, martaSecrets, readMartaCredential } from './credential';
import { loginRequest, readSession, type MartaSession } from './session';

const renewals = new TokenCache<MartaSession>(
	(session) => session.token,
	(session, nowMs) => session.expiresAt > nowMs,
);

/** A session token was found dead: no shared login may hand it out again. */
export function forgetMartaToken(token: string): void {
	renewals.forgetToken(token);
}

/** When a session came of a login in this process, in ms since 1970, if that is remembered. */
export function martaTokenIssuedAt(token: string): number | undefined {
	return renewals.issuedAt(token);
}

/**
 * The hook of the credential: logs in. The exchange of a refresh token is not public, so a session
 * is renewed by a new login.
 *
 * @returns the fields to store; nothing when `authenticate` refused this very request for a reason
 *   no token cures
 * @throws CredentialHookError
 */
export async function renewMartaSession(
	httpRequest: HttpRequest,
	data: CredentialData,
): Promise<IDataObject> {
	if (rejectedMartaCredentials.has(data)) return {};
	return await runPreAuthentication(martaSecrets(data), async () => {
		const credential = readMartaCredential(data);
		const boundTo = bindingFor(credential);
		const session = await renewals.share(boundTo, String(data.sessionToken ?? ''), () =>
			requestTokens(httpRequest, loginRequest(credential), 'the login of MARTA', (response) =>
				readSession(response, Date.now()),
			),
		);
		return {
			sessionToken: session.token,
			sessionExpiresAt: new Date(session.expiresAt).toISOString(),
			boundTo,
		};
	});
}
