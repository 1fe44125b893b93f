import type { IHttpRequestHelper } from 'n8n-workflow';
import { ServiceError } from '../errors/service-error';
import { unwrapServiceError } from '../errors/unwrap';
import { DEFAULT_TIMEOUT, withDeadline } from '../http/deadline';
import { networkError } from '../http/network-errors';
import { readResponse } from '../http/read-response';
import type { HttpResponse } from '../http/response';
import { learnHostClock, readRetryAfter } from '../http/response-date';
import { toRequestOptions, type ServiceRequest } from '../http/service-request';

/** n8n's helper for requests without authentication. */
export type HttpRequest = IHttpRequestHelper['helpers']['httpRequest'];

/** A request for tokens, and how to read what comes back. */
export interface TokenRequest<Tokens> {
	request: ServiceRequest;
	/** As named within a sentence, e.g. 'the login of MARTA'. */
	endpoint: string;
	/** @throws ServiceError for a response without usable tokens */
	parse: (response: HttpResponse) => Tokens;
}

/**
 * Sends a login or token request. It comes before any data request, so when it fails, nothing has been
 * processed.
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
		// The options of a node do not reach a hook.
		timeout: DEFAULT_TIMEOUT,
		skipSslCertificateValidation: credential.ignoreSslIssues,
	};
	const sentAtMs = Date.now();
	try {
		return await withDeadline({ timeoutMs: DEFAULT_TIMEOUT }, async (abortSignal) => {
			const result: unknown = await httpRequest({ ...options, abortSignal });
			const response = await readResponse(result, endpoint, abortSignal);
			learnHostClock(response, credential.origin, sentAtMs);
			return parse(response);
		});
	} catch (error) {
		const serviceError =
			unwrapServiceError(error) ?? networkError(error, endpoint, DEFAULT_TIMEOUT);
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

/**
 * Finds a token endpoint that cannot respond at the moment.
 *
 * @param endpoint as named at the start of a sentence, e.g. 'The login of MARTA'
 */
export function checkTokenEndpoint(
	response: HttpResponse,
	endpoint: string,
): ServiceError | undefined {
	const { status } = response;
	if (status !== 429 && status < 500) return undefined;
	return new ServiceError({
		reason: status === 429 ? 'rate_limited' : 'temporarily_unavailable',
		message: `${endpoint} is not available (HTTP ${status}).`,
		description: 'Try again later.',
		httpStatus: status,
		recovery: status === 429 ? 'retryAfterPause' : 'retry',
		retryAfterMs: readRetryAfter(response, Date.now()),
	});
}
