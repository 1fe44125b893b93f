import type { IDataObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import type { HttpResponse } from '../http/response';
import {
	ServiceError,
	unwrapServiceError,
	CredentialHookError,
	redact,
} from '../errors/service-error';
import { rememberError } from '../errors/unwrap';
import { networkError, toHttpResponse } from '../http/transport';

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
		return await Promise.reject(
			serviceError ? noted(new CredentialHookError(redact(serviceError, secrets))) : error,
		);
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
		return await Promise.reject(error instanceof ServiceError ? noted(error) : error);
	}
}

/** What is thrown to n8n, so that it is known again when n8n hands it back. */
function noted<Thrown extends ServiceError | CredentialHookError>(thrown: Thrown): Thrown {
	rememberError(thrown.message, thrown instanceof ServiceError ? thrown : thrown.serviceError);
	return thrown;
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
