import type { IDataObject } from 'n8n-workflow';
import { checkJson, readJson, readText, type HttpResponse } from '../core/http/response';
import { trimInvisible } from '../core/http/typed-text';
import type { ServiceError } from '../core/errors/service-error';
import { checkAvailability, checkMartaResponse, checkSession, SERVICE_NAME } from './errors';
import { isPastExpiry } from './session';

/** What MARTA may say about a person. 402 is in its tutorial, the others are what such a service would use. */
const OUTCOMES = [400, 402, 404, 409, 410, 422];
/** Those among them that proxies and gateways send on their own, often with a line of text. */
const OUTCOMES_OF_GATEWAYS = [400, 404, 410];

const NOT_ABOUT_THE_PERSON =
	'A proxy or gateway may have answered instead of MARTA, so this says nothing about the person.';

/**
 * Checks the response of the card check: what MARTA says about the person is a result. Everything
 * else is an error, since a gateway's response that passes for "no card" may register a person twice.
 *
 * @param token the one that was sent
 */
export function checkCardResponse(response: HttpResponse, token: string): ServiceError | undefined {
	const isPast = isPastExpiry(token, response);
	if (response.status < 400) {
		return checkMartaResponse(response, isPast) ?? checkJson(response, SERVICE_NAME);
	}
	const known = checkSession(response, isPast) ?? checkAvailability(response);
	if (known) return known;
	const error = OUTCOMES.includes(response.status)
		? checkOutcome(response)
		: checkMartaResponse(response, isPast);
	return error?.with({ description: `${NOT_ABOUT_THE_PERSON} ${error.description}`.trim() });
}

/** An outcome has a body: JSON, or a text where no gateway sends the status on its own. */
function checkOutcome(response: HttpResponse): ServiceError | undefined {
	const error = checkJson(response, SERVICE_NAME);
	const mayBeText = !OUTCOMES_OF_GATEWAYS.includes(response.status);
	return error && mayBeText && isPlainText(response) ? undefined : error;
}

/** Whether a body is text that is neither a web page nor incomplete JSON. */
function isPlainText(response: HttpResponse): boolean {
	const isPage = /html|xml/i.test(response.headers['content-type'] ?? '');
	return !isPage && /^[^<[{]/.test(trimInvisible(readText(response) ?? ''));
}

/** @returns `{ statusCode, body }`, where `body` is JSON or text */
export function cardResult(response: HttpResponse): IDataObject {
	return { statusCode: response.status, body: cardBody(response) };
}

function cardBody(response: HttpResponse): IDataObject | string | null {
	try {
		return readJson(response, SERVICE_NAME) as IDataObject;
	} catch {
		return readText(response) ?? null;
	}
}
