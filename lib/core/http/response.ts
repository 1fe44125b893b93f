import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../errors/service-error';

/** What a service answered: status, headers in lower case, and the bytes of the body. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	bytes: Buffer;
	/** Set by `readJson`, which judging and using an answer both call. */
	parsed?: { json: unknown };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body as text, or `undefined` when its bytes are not valid UTF-8. */
export function readText(answer: Answer): string | undefined {
	try {
		return utf8.decode(answer.bytes);
	} catch {
		return undefined;
	}
}

/**
 * The body as JSON.
 *
 * @throws Failure `bad_answer` for an empty body, HTML, cut or other text, or bytes that are not UTF-8
 */
export function readJson(answer: Answer, service: string): unknown {
	answer.parsed ??= { json: parseJson(answer, service) };
	return answer.parsed.json;
}

function parseJson(answer: Answer, service: string): unknown {
	const bad: Describe = (what, advice, transient = false) =>
		new Failure({
			reason: 'bad_answer',
			message: `${service} answered ${what} (HTTP ${answer.status}).`,
			description: advice,
			httpStatus: answer.status,
			maybeCarriedOut: true,
			transient,
		});
	if (answer.bytes.length === 0) {
		return failWith(
			bad('with an empty body', "Check the path, and 'Environment' in the credential."),
		);
	}
	const text = readText(answer);
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

type Describe = (what: string, advice: string, transient?: boolean) => Failure;

function describeNonJson(text: string, bad: Describe): Failure {
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
export function peekObject(answer: Answer): Record<string, unknown> | undefined {
	try {
		const json = readJson(answer, '');
		return isPlainObject(json) ? json : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The answer as the JSON of one item: the service's object as it is, anything else under `data`,
 * nothing for an empty body.
 *
 * @throws Failure `bad_answer`
 */
export function toItemJson(answer: Answer, service: string): IDataObject {
	if (answer.bytes.length === 0) return {};
	const json = readJson(answer, service);
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

function failWith(failure: Failure): never {
	throw failure;
}

/**
 * What the service asks to wait, from `Retry-After` in seconds or as an HTTP date.
 *
 * @returns milliseconds, or `undefined` when the header is missing or cannot be read
 */
export function readRetryAfter(answer: Answer, nowMs: number): number | undefined {
	const value = answer.headers['retry-after']?.trim();
	if (!value) return undefined;
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	// Date.parse takes numbers for years, and the oldest of three forms (RFC 9110, 5.6.7) names no zone.
	const text = value.endsWith('GMT') ? value : `${value} GMT`;
	const date = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
