import { checkJson, tryReadObject, type HttpResponse } from '../core/http/response';
import { readRetryAfter } from '../core/http/response-date';
import { hasGivenUp, mayFollowProcessing, REDIRECT_NOT_FOLLOWED } from '../core/http/status';
import { ServiceError, type Recovery, type Reason } from '../core/errors/service-error';
import { rejectsOnlyToken } from '../core/http/token-rejection';

export const SERVICE_NAME = 'MARTA';

/**
 * Checks the response of a request. MARTA documents no errors, so only the status counts.
 *
 * @param isPastExpiry whether the token that was sent had expired
 * @returns `undefined` for a 2xx with a JSON body
 */
export function checkMartaResponse(
	response: HttpResponse,
	isPastExpiry: boolean,
): ServiceError | undefined {
	return checkSession(response, isPastExpiry) ?? checkAvailability(response) ?? checkBody(response);
}

/** Finds a rejected session, and a request outside its scope. */
export function checkSession(
	response: HttpResponse,
	isPastExpiry: boolean,
): ServiceError | undefined {
	if (response.status === 401 || (response.status === 403 && isPastExpiry)) {
		return serviceError(response, {
			reason: 'token_expired',
			message: 'The session has expired or is not valid.',
			description: '',
			recovery: 'refreshToken',
			rejectsOnlyToken: rejectsOnlyToken(response),
		});
	}
	if (response.status !== 403) return undefined;
	return serviceError(response, {
		reason: 'insufficient_scope',
		message: "The session's scope does not allow this call.",
		description: "Use a credential whose 'Scope' allows it.",
	});
}

/** Finds a service that cannot respond at the moment. */
export function checkAvailability(response: HttpResponse): ServiceError | undefined {
	const code = String(tryReadObject(response)?.error ?? '');
	if (response.status === 429) {
		return serviceError(response, {
			reason: 'rate_limited',
			message: 'MARTA received too many requests.',
			description: "Lower 'Max Concurrent Requests', or try again later.",
			recovery: 'retryAfterPause',
		});
	}
	if (response.status === 503 && code.startsWith('maintenance')) {
		return serviceError(response, {
			reason: 'maintenance',
			message: 'MARTA is under maintenance.',
			description: 'Try again after the maintenance.',
		});
	}
	if (response.status === 503) {
		return serviceError(response, {
			reason: 'temporarily_unavailable',
			message: 'MARTA is overloaded at the moment.',
			description: "Try again later, or lower 'Max Concurrent Requests'.",
			recovery: 'retry',
		});
	}
	if (hasGivenUp(response.status)) {
		return serviceError(response, {
			reason: 'service_error',
			message: `The gateway in front of MARTA got no response (HTTP ${response.status}).`,
			description: 'Try again later.',
		});
	}
	if (response.status < 500) return undefined;
	return serviceError(response, {
		reason: 'service_error',
		message: `MARTA could not process the request (HTTP ${response.status}).`,
		description:
			'Try again later. If the problem persists, contact MARTA and include the time of the request.',
		recovery: response.status === 500 ? 'retry' : undefined,
	});
}

function checkBody(response: HttpResponse): ServiceError | undefined {
	if (response.status >= 200 && response.status < 300) {
		// For deletions and the like.
		if (response.status === 204) return undefined;
		return checkJson(response, SERVICE_NAME);
	}
	return serviceError(response, {
		reason: 'service_error',
		message: `MARTA returned HTTP ${response.status}.`,
		description:
			response.status < 400
				? `${REDIRECT_NOT_FOLLOWED} Check 'Environment' and 'Base URL' in the credential, and the path.`
				: 'Check the path and the parameters.',
	});
}

/** No error body is documented; these are the usual fields for a message. */
function serviceMessageOf(response: HttpResponse): string | undefined {
	const body = tryReadObject(response);
	return [body?.message, body?.error, body?.detail].find(
		(value): value is string => typeof value === 'string' && value !== '',
	);
}

function serviceError(
	response: HttpResponse,
	known: {
		reason: Reason;
		message: string;
		description: string;
		recovery?: Recovery;
		rejectsOnlyToken?: boolean;
	},
): ServiceError {
	const isRetryable = known.recovery === 'retryAfterPause' || known.recovery === 'retry';
	return new ServiceError({
		...known,
		httpStatus: response.status,
		serviceMessage: response.status >= 400 ? serviceMessageOf(response) : undefined,
		retryAfterMs: isRetryable ? readRetryAfter(response, Date.now()) : undefined,
		mayHaveBeenProcessed: mayFollowProcessing(response.status) && known.reason !== 'maintenance',
	});
}
