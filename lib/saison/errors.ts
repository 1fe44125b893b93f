import { checkJson, tryReadObject, type HttpResponse } from '../core/http/response';
import { readRetryAfter } from '../core/http/response-date';
import { ServiceError, type ServiceErrorOptions } from '../core/errors/service-error';
import { hasGivenUp, mayFollowProcessing, REDIRECT_NOT_FOLLOWED } from '../core/http/status';
import { rejectsOnlyToken } from '../core/http/token-rejection';
import type { ResponseCheck } from '../core/operation/operation';
import { GATEWAY, KNOWN_ERRORS, KNOWN_STATUSES, type KnownError } from './known-errors';

export const SERVICE_NAME = 'Saison Connect';

declare module '../core/errors/service-error' {
	interface Reasons {
		/** The member must allow access, again or for the first time. */
		consent_needed: never;
		/** The member cannot use the service, so that a new token does not help. */
		member_not_eligible: never;
	}
}

/**
 * Result codes that come with `invalid_token` but are about the member, so that a new token does not
 * help: unknown, left the service or card cancelled, not eligible. From the TEB001 page.
 */
export const MEMBER_CODES = ['101', '103', '104'] as const;

const MEMBER_MESSAGES = new Map([
	['101', 'The member does not exist'],
	['103', 'The member has left the web service, or the card was cancelled'],
	['104', 'The member is not eligible for this service, e.g. has a family card'],
]);

/**
 * Makes the check for an operation.
 *
 * @param memberCodes result codes of a 401 that are about the member, so that no new token helps
 */
export function checkWithMemberCodes(...memberCodes: string[]): ResponseCheck {
	return (response) => checkSaisonResponse(response, memberCodes);
}

/**
 * Checks the response of a data request.
 *
 * @param memberCodes result codes of a 401 that no new token helps with
 * @returns `undefined` for a 2xx with a JSON body (204: none), no `error` and result code 000 or none
 */
export function checkSaisonResponse(
	response: HttpResponse,
	memberCodes: readonly string[],
): ServiceError | undefined {
	const body = tryReadObject(response);
	const error = text(body?.error);
	const resultCode = text(body?.result_code) || text(body?.gw_result_code) || undefined;
	const isSuccess = response.status >= 200 && response.status < 300;
	const facts = {
		httpStatus: response.status,
		resultCode,
		mayHaveBeenProcessed: mayFollowProcessing(response.status),
	};
	const fail = (known: KnownError, more: Partial<ServiceErrorOptions> = {}): ServiceError =>
		new ServiceError({
			...facts,
			...known,
			serviceMessage: decodeMessage(text(body?.error_msg)),
			...more,
		});

	if (response.status === 401) {
		const rejection = { ...facts, mayHaveBeenProcessed: false };
		if (resultCode !== undefined && memberCodes.includes(resultCode)) {
			return new ServiceError({
				...rejection,
				reason: 'member_not_eligible',
				message: `${MEMBER_MESSAGES.get(resultCode) ?? 'The service rejects this member'} (result code ${resultCode}).`,
				description: 'A new token does not help. Remove the member from the list.',
			});
		}
		return new ServiceError({
			...rejection,
			reason: 'token_expired',
			message: 'The access token has expired or is not valid.',
			recovery: 'refreshToken',
			rejectsOnlyToken: rejectsOnlyToken(response) && ['', 'invalid_token'].includes(error),
		});
	}
	if (response.status === 429) {
		return fail(
			{
				reason: 'rate_limited',
				message: 'Saison Connect received too many requests.',
				description: "Lower 'Max Concurrent Requests', or try again later.",
				recovery: 'retryAfterPause',
			},
			{ retryAfterMs: readRetryAfter(response, Date.now()), mayHaveBeenProcessed: false },
		);
	}
	if (Object.hasOwn(KNOWN_ERRORS, error)) {
		const known = KNOWN_ERRORS[error];
		return fail(known, loadFacts(known, response));
	}
	if (isSuccess) return checkSuccess(response, error, resultCode, fail);
	const byStatus = hasGivenUp(response.status) ? GATEWAY : KNOWN_STATUSES.get(response.status);
	if (byStatus) {
		const message = `${byStatus.message.slice(0, -1)} (HTTP ${response.status}).`;
		return fail({ ...byStatus, message }, loadFacts(byStatus, response));
	}
	return fail({
		reason: 'service_error',
		message: `Saison Connect returned HTTP ${response.status}.`,
		description:
			response.status >= 300 && response.status < 400
				? `${REDIRECT_NOT_FOLLOWED} Check 'Environment' and 'Base URL' in the credential, and the path.`
				: 'Check the path and the parameters against your contract documents.',
	});
}

/** For a service that did not take on the request: when to try again, and that nothing was done. */
function loadFacts(known: KnownError, response: HttpResponse): Partial<ServiceErrorOptions> {
	return {
		...(known.recovery && { retryAfterMs: readRetryAfter(response, Date.now()) }),
		...(known.reason === 'maintenance' && { mayHaveBeenProcessed: false }),
	};
}

function checkSuccess(
	response: HttpResponse,
	error: string,
	resultCode: string | undefined,
	fail: (known: KnownError, more: Partial<ServiceErrorOptions>) => ServiceError,
): ServiceError | undefined {
	if (error !== '' || (resultCode !== undefined && !/^0+$/.test(resultCode))) {
		const quote = `${error === '' ? '' : `"${error}", `}result code ${resultCode ?? 'none'}`;
		return fail(
			{
				reason: 'service_error',
				message: `Saison Connect reports ${quote}.`,
				description: 'Look up the code in your contract documents.',
			},
			{ quote },
		);
	}
	// For changes.
	if (response.status === 204) return undefined;
	return checkJson(response, SERVICE_NAME);
}

/** `error_msg` is URL-encoded (TEI003). */
function decodeMessage(encoded: string): string {
	try {
		return decodeURIComponent(encoded.replace(/\+/g, ' '));
	} catch {
		return encoded;
	}
}

function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
