import type { IDataObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import type { HttpResponse } from '../http/response';
import { redact } from '../errors/redact';
import { ServiceError } from '../errors/service-error';
import { CredentialHookError, rememberError, unwrapServiceError } from '../errors/unwrap';
import { networkError } from '../http/network-errors';
import { toRequestOptions, type ServiceRequest } from '../http/service-request';
import { toHttpResponse } from '../http/transport';
import type { CredentialData } from '../operation/service-definition';
import { isRejected } from './rejected-credentials';

/** In ms. The options of a node do not reach a hook. */
const TIMEOUT = 30_000;

export type HttpRequest = IHttpRequestHelper['helpers']['httpRequest'];

/**
 * Runs the body of a credential's hook, unless `authenticate` refused this very request for a reason
 * that no token cures.
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
	if (isRejected(data)) return {};
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

/** A request for tokens, and how to read what comes back. */
export interface TokenRequest<Tokens> {
	request: ServiceRequest;
	/** As named within a sentence, e.g. 'the login of MARTA'. */
	endpoint: string;
	/** @throws ServiceError for a response without usable tokens */
	parse: (response: HttpResponse) => Tokens;
}

/**
 * Sends a login or token request for a hook. When it fails, no data request has been sent, so nothing
 * has been carried out.
 *
 * @throws ServiceError
 */
export async function requestTokens<Tokens>(
	httpRequest: HttpRequest,
	credential: { origin: string; ignoreSslIssues: boolean },
	{ request, endpoint, parse }: TokenRequest<Tokens>,
): Promise<Tokens> {
	const options = {
		...toRequestOptions(request, credential.origin),
		timeout: TIMEOUT,
		skipSslCertificateValidation: credential.ignoreSslIssues,
	};
	try {
		return parse(toHttpResponse(await httpRequest(options)));
	} catch (error) {
		const serviceError = unwrapServiceError(error) ?? networkError(error, endpoint, TIMEOUT);
		const advice =
			serviceError.reason === 'timeout'
				? {
						description:
							'Try again later. If the problem persists, check the network of the n8n host.',
					}
				: {};
		throw serviceError.with({ ...advice, mayHaveBeenProcessed: false });
	}
}
