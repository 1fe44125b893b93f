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
 * Judges an answer of the card check: whatever the service says about the person is an outcome.
 * Not outcomes are a session that is refused, a service that cannot serve, a redirect, and a body
 * that no service of this kind sends.
 */
export function checkCardResponse(response: HttpResponse, token: string): ServiceError | undefined {
	const isPast = isPastExpiry(token);
	if (response.status < 400) return checkMartaResponse(response, isPast);
	return checkSession(response, isPast) ?? checkAvailability(response) ?? checkCardBody(response);
}

/** With an error status the body may be empty or plain text, but neither a page nor cut JSON. */
function checkCardBody(response: HttpResponse): ServiceError | undefined {
	if (response.body.length === 0 || tryReadObject(response)) return undefined;
	const text = readText(response);
	if (text !== undefined && !isHtml(text) && !/^\s*[[{]/.test(text)) return undefined;
	return checkJson(response, SERVICE_NAME);
}

/** `{ statusCode, body }`; the body is JSON, else text, else null. */
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
