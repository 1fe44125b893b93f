import type { IDataObject } from 'n8n-workflow';
import { checkJson, isHtml, readText, type HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import type { Effect, RequestOperation, ResponseCheck } from '../operation/operation';

/**
 * Lets an operation accept a response that confirms a request without returning data: 205, which never
 * has a body, and for what may write any 2xx that is empty or plain text.
 *
 * @param serviceCheck used for other responses, unless the operation has a check of its own
 */
export function acceptAcknowledgement<Credential>(
	operation: RequestOperation<Credential>,
	request: ServiceRequest,
	effect: Effect,
	serviceCheck: ResponseCheck,
): RequestOperation<Credential> & { checkResponse: ResponseCheck } {
	// What the user declares as safe to repeat may write as well, unless its method says that it reads.
	const isUndeclared = typeof operation.effect === 'function' && request.method !== 'GET';
	const mayWrite = effect === 'write' || isUndeclared;
	const check = operation.checkResponse ?? serviceCheck;
	return {
		...operation,
		checkResponse: (response, token) =>
			readAcknowledgement(response, mayWrite) ? undefined : check(response, token),
		parseResponse: (response, input, credential) =>
			readAcknowledgement(response, mayWrite) ??
			operation.parseResponse(response, input, credential),
	};
}

/** @returns the JSON of the item: empty, or the text under `data`; `undefined` for another response */
function readAcknowledgement(response: HttpResponse, mayWrite: boolean): IDataObject | undefined {
	const { status } = response;
	if (status === 205) return {};
	if (!mayWrite || status < 200 || status > 299) return undefined;
	const text = readText(response);
	if (text?.trim() === '') return {};
	const isPlainText = text !== undefined && !isHtml(text) && !/^\s*[[{]/.test(text);
	return isPlainText && checkJson(response, '') ? { data: text } : undefined;
}
