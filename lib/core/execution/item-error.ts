import { ExpressionError } from 'n8n-workflow';
import { ServiceError } from '../errors/service-error';
import type { Effect } from '../operation/operation';

const MAY_HAVE_BEEN_PROCESSED =
	'The request may have been processed: check before you send it again.';

/**
 * Adds to the description what a user needs to know before running the item again. A model may read
 * no more than the first sentence, so for it the one that matters most comes first.
 */
export function withAdvice(error: ServiceError, effect: Effect, forModel: boolean): ServiceError {
	const { description, retryAfterMs } = error;
	const mayHaveBeenProcessed = effect === 'write' && error.mayHaveBeenProcessed;
	const message =
		mayHaveBeenProcessed && forModel
			? `${MAY_HAVE_BEEN_PROCESSED} ${error.message}`
			: error.message;
	const sentences = [
		mayHaveBeenProcessed && !forModel && MAY_HAVE_BEEN_PROCESSED,
		description,
		error.transient && !mayHaveBeenProcessed && 'Run the item again.',
		!!retryAfterMs && `The service asked to wait ${Math.ceil(retryAfterMs / 1000)} s.`,
	];
	return error.with({ message, description: sentences.filter(Boolean).join(' ') });
}

/**
 * Turns whatever was thrown into the error of an item: if the node continues on fail, n8n would take
 * an exception for success and pass the input on. The original is the cause, for a run that stops.
 */
export function asServiceError(error: unknown): ServiceError {
	if (error instanceof ServiceError) return error;
	const serviceError = new ServiceError({
		reason: error instanceof ExpressionError ? 'invalid_input' : 'service_error',
		message: error instanceof Error ? error.message : String(error),
	});
	serviceError.cause = error;
	return serviceError;
}
