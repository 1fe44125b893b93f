import { NodeApiError } from 'n8n-workflow';
import type { Failure } from './service-error';

/** Enough for all texts under way at once; the oldest is forgotten first. */
const MOST_NOTED = 100;
const noted = new Map<string, Failure>();

/**
 * Notes a failure that is thrown to n8n with this text. n8n 1.x wraps it in an error that holds the
 * text but, unlike n8n 2, no cause (its `NodeApiError` declares the field anew, which empties it).
 */
export function noteFailure(text: string, failure: Failure): void {
	noted.delete(text);
	const oldest = noted.keys().next().value;
	if (noted.size >= MOST_NOTED && oldest !== undefined) noted.delete(oldest);
	noted.set(text, failure);
}

/** The failure behind an error of n8n that has lost its cause. */
export function findNoted(error: unknown): Failure | undefined {
	const text = lostText(error);
	return text === undefined ? undefined : noted.get(text);
}

/** What is left of an error of the HTTP client after n8n has lost it: its system code and its text. */
export function remainsOf(error: unknown): { code: string; message: string } | undefined {
	const message = lostText(error);
	if (message === undefined) return undefined;
	const { httpCode } = error as NodeApiError;
	return { code: /^[A-Z][A-Z0-9_]+$/.test(httpCode ?? '') ? String(httpCode) : '', message };
}

/** n8n may replace the message by words of its own, but keeps what it was. */
function lostText(error: unknown): string | undefined {
	if (!(error instanceof NodeApiError) || error.cause !== undefined) return undefined;
	return error.messages[0] ?? error.message;
}
