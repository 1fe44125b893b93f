import type { IDataObject } from 'n8n-workflow';
import {
	checkJson,
	isHtml,
	tryReadObject,
	readJson,
	readText,
	type HttpResponse,
} from '../core/http/response';
import type { ServiceError } from '../core/errors/service-error';
import { checkAvailability, checkMartaResponse, checkSession, SERVICE_NAME } from './errors';
import { isPastExpiry } from './session';

/**
 * Checks the response of the card check: whatever MARTA says about the person is a result. Errors are
 * a rejected session, an unavailable service, a redirect, and a body that such a service never sends.
 *
 * @param token the one that was sent
 */
export function checkCardResponse(response: HttpResponse, token: string): ServiceError | undefined {
	const isPast = isPastExpiry(token, response);
	if (response.status < 400) return checkMartaResponse(response, isPast);
	return checkSession(response, isPast) ?? checkAvailability(response) ?? checkCardBody(response);
}

/** With an error status the body may be empty or text, but not a web page or incomplete JSON. */
function checkCardBody(response: HttpResponse): ServiceError | undefined {
	if (response.body.length === 0 || tryReadObject(response)) return undefined;
	const text = readText(response);
	if (text !== undefined && !isHtml(text) && !/^\s*[[{]/.test(text)) return undefined;
	return checkJson(response, SERVICE_NAME);
}

/** @returns `{ statusCode, body }`, where `body` is JSON, or text, or null */
export function cardResult(response: HttpResponse): IDataObject {
	return { statusCode: response.status, body: cardBody(response) };
}

function cardBody(response: HttpResponse): IDataObject | string | null {
	if (response.body.length === 0) return null;
	try {
		return readJson(response, SERVICE_NAME) as IDataObject;
	} catch {
		return readText(response) ?? null;
	}
}
