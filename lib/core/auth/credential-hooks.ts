import type { IDataObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import type { HttpResponse } from '../http/response';
import { redact } from '../errors/redact';
import { ServiceError } from '../errors/service-error';
import { CredentialHookError, rememberError, unwrapServiceError } from '../errors/unwrap';
import { networkError } from '../http/network-errors';
import { toHttpResponse } from '../http/transport';

export type HttpRequest = IHttpRequestHelper['helpers']['httpRequest'];

/**
 * Runs the body of a credential's hook.
 *
 * @param secrets values that no text may show
 * @throws CredentialHookError with the whole text, since the credential test shows one line
 */
export async function runPreAuthentication(
	secrets: readonly string[],
	work: () => Promise<IDataObject>,
): Promise<IDataObject> {
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
 * Sends a login or token request. No data call has been sent when it fails, so nothing can have
 * been carried out.
 *
 * @param endpoint as it is named within a sentence, e.g. 'the login of MARTA'
 * @param read turns the answer into tokens, or throws a ServiceError
 * @throws ServiceError
 */
export async function requestTokens<Tokens>(
	httpRequest: HttpRequest,
	options: IHttpRequestOptions,
	endpoint: string,
	read: (response: HttpResponse) => Tokens,
): Promise<Tokens> {
	try {
		return read(toHttpResponse(await httpRequest(options)));
	} catch (error) {
		const serviceError =
			unwrapServiceError(error) ?? networkError(error, endpoint, options.timeout);
		// Its own limit of time: the options of a node do not reach it.
		const advice =
			serviceError.reason === 'timeout'
				? { description: 'Try again later. If it stays, check the network of the n8n host.' }
				: {};
		return await Promise.reject<Tokens>(
			serviceError.with({ ...advice, mayHaveBeenProcessed: false }),
		);
	}
}
