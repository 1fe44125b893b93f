import type { IHttpRequestOptions } from 'n8n-workflow';
import type { CredentialData } from '../operation/service-definition';
import { restrictToOrigin } from '../http/request-options';

const rejected = new WeakSet<CredentialData>();

/**
 * Reads the credential for `authenticate`, and keeps the request on its origin.
 *
 * Whatever `authenticate` throws, n8n's HTTP Request node renews the token and tries again. No token
 * cures what fails here, so the credential object is noted: the hook, which n8n hands the same
 * object, makes no request for it.
 *
 * @param options changed in place
 * @throws ServiceError `invalid_input` for a field of the credential, or for another origin
 */
export function restrictRequest<Credential extends { origin: string; ignoreSslIssues: boolean }>(
	data: CredentialData,
	options: IHttpRequestOptions,
	readCredential: (data: CredentialData) => Credential,
): { credential: Credential; url: URL } {
	rejected.add(data);
	const credential = readCredential(data);
	const url = restrictToOrigin(options, credential.origin, credential.ignoreSslIssues);
	rejected.delete(data);
	return { credential, url };
}

/** Whether the last request with this very object was refused for a reason that no token cures. */
export function isRejected(data: CredentialData): boolean {
	return rejected.has(data);
}
