import type { IDataObject } from 'n8n-workflow';
import { ServiceError } from '../errors/service-error';

/** What a service answered: status, headers in lower case, and the bytes of the body. */
export interface HttpResponse {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
	/** Set by `readJson`, which judging and using an answer both call. */
	parsed?: { json: unknown };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body as text, or `undefined` when its bytes are not valid UTF-8. */
export function readText(response: HttpResponse): string | undefined {
	try {
		return utf8.decode(response.body);
	} catch {
		return undefined;
	}
}

/**
 * The body as JSON.
 *
 * @throws ServiceError `bad_answer` for an empty body, HTML, cut or other text, or bytes that are not UTF-8
 */
export function readJson(response: HttpResponse, service: string): unknown {
	response.parsed ??= { json: parseJson(response, service) };
	return response.parsed.json;
}

function parseJson(response: HttpResponse, service: string): unknown {
	const bad: Describe = (what, advice, transient = false) =>
		new ServiceError({
			reason: 'bad_answer',
			message: `${service} answered ${what} (HTTP ${response.status}).`,
			description: advice,
			httpStatus: response.status,
			mayHaveBeenProcessed: true,
			transient,
		});
	if (response.body.length === 0) {
		return failWith(
			bad('with an empty body', "Check the path, and 'Environment' in the credential."),
		);
	}
	const text = readText(response);
	if (text === undefined) {
		return failWith(
			bad(
				'with text that is not UTF-8',
				'Ask the service which character set it uses on this path.',
			),
		);
	}
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return failWith(describeNonJson(text, bad));
	}
}

type Describe = (what: string, advice: string, transient?: boolean) => ServiceError;

function describeNonJson(text: string, bad: Describe): ServiceError {
	if (isHtml(text)) {
		return bad(
			'with a web page instead of data',
			"A proxy, a login page or a wrong path usually causes this. Check the path, and 'Environment' and 'Base URL' in the credential.",
		);
	}
	if (/^\s*[[{]/.test(text)) {
		return bad('with JSON that is cut off', 'The answer did not arrive whole.', true);
	}
	return bad(
		'with something that is not JSON',
		"Check the path, and 'Environment' in the credential.",
	);
}

/** The body as a JSON object, `undefined` when it is anything else. For reading error answers. */
export function tryReadObject(response: HttpResponse): Record<string, unknown> | undefined {
	try {
		const json = readJson(response, '');
		return isPlainObject(json) ? json : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The answer as the JSON of one item: the service's object as it is, anything else under `data`,
 * nothing for an empty body.
 *
 * @throws ServiceError `bad_answer`
 */
export function toItemJson(response: HttpResponse, service: string): IDataObject {
	if (response.body.length === 0) return {};
	const json = readJson(response, service);
	return (isPlainObject(json) ? json : { data: json }) as IDataObject;
}

/** Whether a JSON value is an object, neither a list nor null. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a text is a web page rather than data. */
export function isHtml(text: string): boolean {
	return /^\s*(<!doctype html|<html|<head|<body|<\?xml)/i.test(text);
}

function failWith(serviceError: ServiceError): never {
	throw serviceError;
}

/**
 * What the service asks to wait, from `Retry-After` in seconds or as an HTTP date.
 *
 * @returns milliseconds, or `undefined` when the header is missing or cannot be read
 */
export function readRetryAfter(response: HttpResponse, nowMs: number): number | undefined {
	const value = response.headers['retry-after']?.trim();
	if (!value) return undefined;
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	// Date.parse takes numbers for years, and the oldest of three forms (RFC 9110, 5.6.7) names no zone.
	const text = value.endsWith('GMT') ? value : `${value} GMT`;
	const date = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
