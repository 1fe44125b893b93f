import { NodeApiError } from 'n8n-workflow';
import type { ServiceError } from './service-error';

/** Enough for all texts under way at once; the oldest is forgotten first. */
const MAX_REMEMBERED = 100;
const remembered = new Map<string, ServiceError>();

/**
 * Notes a failure that is thrown to n8n with this text. n8n 1.x wraps it in an error that holds the
 * text but, unlike n8n 2, no cause (its `NodeApiError` declares the field anew, which empties it).
 */
export function rememberError(text: string, serviceError: ServiceError): void {
	remembered.delete(text);
	const oldest = remembered.keys().next().value;
	if (remembered.size >= MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
	remembered.set(text, serviceError);
}

/** The failure behind an error of n8n that has lost its cause. */
export function recallError(error: unknown): ServiceError | undefined {
	const text = originalMessage(error);
	return text === undefined ? undefined : remembered.get(text);
}

/** What is left of an error of the HTTP client after n8n has lost it: its system code and its text. */
export function readErrorWithoutCause(
	error: unknown,
): { code: string; message: string } | undefined {
	const message = originalMessage(error);
	if (message === undefined) return undefined;
	const { httpCode } = error as NodeApiError;
	return { code: /^[A-Z][A-Z0-9_]+$/.test(httpCode ?? '') ? String(httpCode) : '', message };
}

/** n8n may replace the message by words of its own, but keeps what it was. */
function originalMessage(error: unknown): string | undefined {
	if (!(error instanceof NodeApiError) || error.cause !== undefined) return undefined;
	return error.messages[0] ?? error.message;
}
