import type { IDataObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import type { Answer } from '../http/response';
import { Failure, findFailure, HookFailure, redact } from '../errors/service-error';
import { noteFailure } from '../errors/unwrap';
import { networkFailure, toAnswer } from '../http/transport';

export type HttpRequest = IHttpRequestHelper['helpers']['httpRequest'];

/**
 * Runs the body of a credential's hook.
 *
 * @param secrets values that no text may show
 * @throws HookFailure with the whole text, since the credential test shows one line
 */
export async function runHook(
	secrets: readonly string[],
	work: () => Promise<IDataObject>,
): Promise<IDataObject> {
	try {
		return await work();
	} catch (error) {
		const failure = findFailure(error);
		return await Promise.reject(failure ? noted(new HookFailure(redact(failure, secrets))) : error);
	}
}

/**
 * Runs the body of a credential's `authenticate`.
 *
 * @throws Failure
 */
export async function runAuthenticate(
	work: () => IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	try {
		return work();
	} catch (error) {
		return await Promise.reject(error instanceof Failure ? noted(error) : error);
	}
}

/** What is thrown to n8n, so that it is known again when n8n hands it back. */
function noted<Thrown extends Failure | HookFailure>(thrown: Thrown): Thrown {
	noteFailure(thrown.message, thrown instanceof Failure ? thrown : thrown.failure);
	return thrown;
}

/**
 * Sends a login or token request. No data call has been sent when it fails, so nothing can have
 * been carried out.
 *
 * @param endpoint as it is named within a sentence, e.g. 'the login of MARTA'
 * @param read turns the answer into tokens, or throws a Failure
 * @throws Failure
 */
export async function askForTokens<Tokens>(
	httpRequest: HttpRequest,
	options: IHttpRequestOptions,
	endpoint: string,
	read: (answer: Answer) => Tokens,
): Promise<Tokens> {
	try {
		return read(toAnswer(await httpRequest(options)));
	} catch (error) {
		const failure = findFailure(error) ?? networkFailure(error, endpoint, options.timeout);
		// Its own limit of time: the options of a node do not reach it.
		const advice =
			failure.reason === 'timeout'
				? { description: 'Try again later. If it stays, check the network of the n8n host.' }
				: {};
		return await Promise.reject<Tokens>(failure.with({ ...advice, maybeCarriedOut: false }));
	}
}
