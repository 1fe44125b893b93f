import type { IDataObject } from 'n8n-workflow';
import { ServiceError } from '../errors/service-error';
import { MAX_DEPTH, parseJson, TooDeepError } from './json';
import type { ClockComparison } from '../time/service-clock';

/** A response of a service, read in full. */
export interface HttpResponse {
	status: number;
	/** By names in lower case. */
	headers: Record<string, string>;
	body: Buffer;
	/** If the response has a `Date`. */
	clock?: ClockComparison;
	/** Set by `readJson`, since a response is checked first and read again for the output. */
	parsed?: { json: unknown };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes the body as UTF-8. @returns `undefined` when its bytes are not valid UTF-8 */
export function readText(response: HttpResponse): string | undefined {
	try {
		return utf8.decode(response.body);
	} catch {
		return undefined;
	}
}

/**
 * Parses the body as JSON. Numbers that JavaScript would change are text, with all their digits.
 *
 * @param service as named at the start of a sentence, e.g. 'MARTA'
 * @throws ServiceError `bad_answer` for an empty body, HTML, incomplete JSON, other text, JSON that is
 *   nested too deeply, or bytes that are not UTF-8
 */
export function readJson(response: HttpResponse, service: string): unknown {
	response.parsed ??= { json: parseBody(response, service) };
	return response.parsed.json;
}

function parseBody(response: HttpResponse, service: string): unknown {
	const text = readText(response);
	try {
		return parseJson(text ?? '');
	} catch (error) {
		throw badBodyError(response, text, service, error instanceof TooDeepError);
	}
}

function badBodyError(
	{ status, body }: HttpResponse,
	text: string | undefined,
	service: string,
	isTooDeep: boolean,
): ServiceError {
	const error = (what: string, description: string, transient = false): ServiceError =>
		new ServiceError({
			reason: 'bad_answer',
			message: `${service} returned ${what} (HTTP ${status}).`,
			description,
			httpStatus: status,
			mayHaveBeenProcessed: true,
			transient,
		});
	const checkPath = "Check the path, and 'Environment' in the credential.";
	if (body.length === 0) return error('an empty body', checkPath);
	if (text === undefined) {
		return error(
			'text that is not UTF-8',
			'Ask the service which character set it uses for this path.',
		);
	}
	if (isTooDeep) {
		return error(
			'JSON that is nested too deeply',
			`It has more than ${MAX_DEPTH} levels. ${checkPath}`,
		);
	}
	if (isHtml(text)) {
		return error(
			'a web page instead of data',
			"This is usually caused by a proxy, a login page or a wrong path. Check the path, and 'Environment' and 'Base URL' in the credential.",
		);
	}
	if (/^\s*[[{]/.test(text)) {
		return error('incomplete JSON', 'The response ended too early.', true);
	}
	return error('a body that is not JSON', checkPath);
}

/** Checks that the body is JSON. @returns the error of `readJson`, `undefined` for JSON */
export function checkJson(response: HttpResponse, service: string): ServiceError | undefined {
	try {
		readJson(response, service);
		return undefined;
	} catch (error) {
		return error as ServiceError;
	}
}

/** Reads fields of an error response. @returns `undefined` when the body is not a JSON object */
export function tryReadObject(response: HttpResponse): Record<string, unknown> | undefined {
	const json = checkJson(response, '') ? undefined : response.parsed?.json;
	return isPlainObject(json) ? json : undefined;
}

/**
 * Turns a response into the JSON of one item: an object as it is, other JSON under `data`, nothing for
 * an empty body.
 *
 * @throws ServiceError `bad_answer`
 */
export function toItemJson(response: HttpResponse, service: string): IDataObject {
	if (response.body.length === 0) return {};
	const json = readJson(response, service);
	return (isPlainObject(json) ? json : { data: json }) as IDataObject;
}

/** Whether a JSON value is an object, and neither an array nor null. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a text is a web page (or XML) rather than data. */
export function isHtml(text: string): boolean {
	return /^\s*(<!doctype html|<html|<head|<body|<\?xml)/i.test(text);
}
