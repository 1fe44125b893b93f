import { NodeApiError } from 'n8n-workflow';
import { ExpiringMap } from '../time/expiring-map';
import { ServiceError } from './service-error';

/** How many causes to look through, since a chain of them may have no end. */
const MAX_DEPTH = 5;
/** Enough for all items of a run; the oldest error is forgotten first. */
const MAX_REMEMBERED = 100;
/** n8n hands an error back at once. */
const MAX_AGE_MS = 60_000;
const remembered = new ExpiringMap<ServiceError>(MAX_AGE_MS, MAX_REMEMBERED);

/**
 * Thrown by credential hooks. The credential test shows only the `message`, so it has the whole text;
 * `unwrapServiceError` returns the original.
 */
export class CredentialHookError extends Error {
	declare readonly serviceError: ServiceError;

	constructor(serviceError: ServiceError) {
		super(serviceError.text);
		this.name = 'CredentialHookError';
		// Not enumerable: n8n searches the properties of an error for something to show.
		Object.defineProperty(this, 'serviceError', { value: serviceError });
	}
}

/** Remembers an error before it is thrown to n8n, and returns it: n8n 1.x rethrows it without its cause. */
export function rememberError<Thrown extends ServiceError | CredentialHookError>(
	error: Thrown,
): Thrown {
	remembered.set(error.message, error instanceof ServiceError ? error : error.serviceError);
	return error;
}

/**
 * Finds our own error in what n8n makes of it: along the causes or, where n8n 1.x has dropped them,
 * by its message.
 *
 * @returns `undefined` for an error that did not come from `lib/`
 */
export function unwrapServiceError(error: unknown): ServiceError | undefined {
	for (let current = error, depth = 0; current instanceof Error && depth < MAX_DEPTH; depth++) {
		if (current instanceof CredentialHookError) return current.serviceError;
		if (current instanceof ServiceError) return current;
		current = current.cause;
	}
	const message = messageWithoutCause(error);
	return message === undefined ? undefined : remembered.get(message);
}

/** What n8n 1.x leaves of an error of the HTTP client: its system code ('' if none) and its message. */
export function readErrorWithoutCause(
	error: unknown,
): { code: string; message: string } | undefined {
	const message = messageWithoutCause(error);
	if (message === undefined) return undefined;
	const { httpCode } = error as NodeApiError;
	return { code: /^[A-Z][A-Z0-9_]+$/.test(httpCode ?? '') ? String(httpCode) : '', message };
}

/** n8n may replace the message with one of its own, but keeps the original in `messages`. */
function messageWithoutCause(error: unknown): string | undefined {
	if (!(error instanceof NodeApiError) || error.cause !== undefined) return undefined;
	return error.messages[0] ?? error.message;
}
