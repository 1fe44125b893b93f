import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { redact } from '../errors/redact';
import { ServiceError } from '../errors/service-error';
import { CredentialHookError, rememberError, unwrapServiceError } from '../errors/unwrap';
import { restrictToOrigin } from '../http/request-options';
import { monotonicNow } from '../time/monotonic';
import type { CredentialData } from '../operation/service-definition';

/**
 * The credential objects of requests that `authenticate` rejected for a reason that a new token would not fix.
 * n8n's HTTP Request node then runs the hook with the same object and tries again, and a login would not
 * help.
 */
const rejectedCredentials = new WeakSet<CredentialData>();

/**
 * Runs the body of a credential's hook, unless `authenticate` rejected this very request for a reason
 * that a new token would not fix.
 *
 * @param secrets values that no text may show
 * @returns the fields to store
 * @throws CredentialHookError with the whole text, since the credential test shows one line
 */
export async function runPreAuthentication(
	data: CredentialData,
	secrets: readonly string[],
	work: () => Promise<IDataObject>,
): Promise<IDataObject> {
	if (rejectedCredentials.has(data)) return {};
	try {
		return await work();
	} catch (error) {
		const serviceError = unwrapServiceError(error);
		throw serviceError
			? rememberError(new CredentialHookError(redact(serviceError, secrets)))
			: (error as Error);
	}
}

/**
 * Runs the body of a credential's `authenticate`.
 *
 * @throws ServiceError
 */
export async function runAuthenticate(
	work: () => IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	try {
		return work();
	} catch (error) {
		throw error instanceof ServiceError ? rememberError(error) : (error as Error);
	}
}

/**
 * Reads the credential for `authenticate`, and keeps the request on its origin.
 *
 * @param options changed in place
 * @returns the credential, and the URL as it is sent
 * @throws ServiceError `invalid_input` for a field of the credential, or for another origin
 */
export function restrictRequest<Credential extends { origin: string; ignoreSslIssues: boolean }>(
	data: CredentialData,
	options: IHttpRequestOptions,
	readCredential: (data: CredentialData) => Credential,
): { credential: Credential; url: URL } {
	rejectedCredentials.add(data);
	const credential = readCredential(data);
	const url = restrictToOrigin(options, credential.origin, credential.ignoreSslIssues);
	rejectedCredentials.delete(data);
	return { credential, url };
}

/**
 * Whether `authenticate` has to reject a token that has expired. n8n's HTTP Request node renews a token
 * after any failure, but with 'Never Error' and in paginated requests it does not see those of the service.
 * Other nodes do not renew after a rejection by `authenticate`.
 *
 * @param expiresAt in ms since 1970, `undefined` if not known
 * @param issuedAt by `monotonicNow`, `undefined` if this process did not receive the token lately. If the
 *   host's clock is wrong, even a new token may look expired: then renewing it again would not help.
 */
export function mustRenewFirst(
	options: IHttpRequestOptions,
	expiresAt: number | undefined,
	issuedAt: number | undefined,
): boolean {
	const isHttpRequestNode = 'uri' in options;
	const now = Date.now();
	if (!isHttpRequestNode || expiresAt === undefined || expiresAt > now) return false;
	return issuedAt === undefined || expiresAt > now - (monotonicNow() - issuedAt);
}
