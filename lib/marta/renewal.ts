import type { IDataObject, IHttpRequestHelper } from 'n8n-workflow';
import { Failure, findFailure, HookFailure, redact } from '../n8n/failure';
import type { CredentialData } from '../n8n/service';
import { SharedRenewals } from '../n8n/shared-renewals';
import { networkFailure, toAnswer } from '../n8n/transport';
import { martaRefusals } from './authenticate';
import { bindingFor, martaSecrets, readMartaCredential, type MartaCredential } from './credential';
import { loginRequest, readSession, type MartaSession } from './sessions';

type HttpRequest = IHttpRequestHelper['helpers']['httpRequest'];

const renewals = new SharedRenewals<MartaSession>(
	(session) => session.token,
	(session, nowMs) => session.expiresAt > nowMs,
);

/** A session token was found dead: no shared login may hand it out again. */
export function retireMartaToken(token: string): void {
	renewals.retire(token);
}

/**
 * The hook of the credential: logs in. The exchange of a refresh token is not public, so a session
 * is renewed by a new login.
 *
 * @returns the fields to store; nothing when `authenticate` refused this very request for a reason
 *   no token cures
 * @throws HookFailure with the whole text, since the credential test shows one line
 */
export async function renewMartaSession(
	httpRequest: HttpRequest,
	data: CredentialData,
): Promise<IDataObject> {
	if (martaRefusals.has(data)) return {};
	try {
		const credential = readMartaCredential(data);
		const boundTo = bindingFor(credential);
		const callerToken = String(data.sessionToken ?? '');
		const session = await renewals.share(boundTo, callerToken, () =>
			logIn(httpRequest, credential),
		);
		return {
			sessionToken: session.token,
			sessionExpiresAt: new Date(session.expiresAt).toISOString(),
			boundTo,
		};
	} catch (error) {
		const failure = findFailure(error);
		return await Promise.reject(
			failure ? new HookFailure(redact(failure, martaSecrets(data))) : error,
		);
	}
}

async function logIn(httpRequest: HttpRequest, credential: MartaCredential): Promise<MartaSession> {
	const options = loginRequest(credential);
	try {
		const answer = toAnswer(await httpRequest(options));
		return readSession(answer, Date.now());
	} catch (error) {
		return await Promise.reject(loginFailure(error, options.timeout));
	}
}

/** No data call has been sent when the login fails, so nothing can have been carried out. */
function loginFailure(error: unknown, timeoutMs?: number): Failure {
	const failure = findFailure(error) ?? networkFailure(error, 'The login of MARTA', timeoutMs);
	return failure.with({ maybeCarriedOut: false });
}
