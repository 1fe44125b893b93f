import { peekObject, readJson, readRetryAfter, type Answer } from '../core/http/response';
import { Failure, type Cure, type Reason } from '../core/errors/service-error';

export const SERVICE_NAME = 'MARTA';

/**
 * Judges the answer of a call. No error of MARTA is documented, so only the status speaks.
 *
 * @param isPastExpiry whether the token that was sent has passed its own expiry
 * @returns `undefined` for a 2xx with a JSON body
 */
export function judgeMarta(answer: Answer, isPastExpiry: boolean): Failure | undefined {
	return judgeSession(answer, isPastExpiry) ?? judgeLoad(answer) ?? judgeBody(answer);
}

/** A session that is over, and a call it does not cover. */
export function judgeSession(answer: Answer, isPastExpiry: boolean): Failure | undefined {
	if (answer.status === 401 || (answer.status === 403 && isPastExpiry)) {
		return failure(answer, {
			reason: 'token_expired',
			message: 'The session has expired or is not valid.',
			description: '',
			cure: 'renew',
		});
	}
	if (answer.status !== 403) return undefined;
	return failure(answer, {
		reason: 'insufficient_scope',
		message: 'MARTA does not allow this call with the scope of the session.',
		description: "Use a credential whose 'Scope' covers it.",
	});
}

/** What a service that cannot serve at the moment answers. */
export function judgeLoad(answer: Answer): Failure | undefined {
	const code = String(peekObject(answer)?.error ?? '');
	if (answer.status === 429) {
		return failure(answer, {
			reason: 'rate_limited',
			message: 'MARTA asks for fewer requests.',
			description: "Lower 'Max Concurrent Requests', or run again later.",
			cure: 'hold',
		});
	}
	if (answer.status === 503 && code.startsWith('maintenance')) {
		return failure(answer, {
			reason: 'maintenance',
			message: 'MARTA is under maintenance.',
			description: 'Run again when the maintenance is over.',
		});
	}
	if (answer.status === 503) {
		return failure(answer, {
			reason: 'temporarily_unavailable',
			message: 'MARTA is overloaded at the moment.',
			description: "Run again later, or lower 'Max Concurrent Requests'.",
			cure: 'repeat',
		});
	}
	if (answer.status < 500) return undefined;
	return failure(answer, {
		reason: 'service_error',
		message: `MARTA could not carry out the call (HTTP ${answer.status}).`,
		description: 'Run again later. If it stays, ask MARTA with the time of the call.',
		cure: answer.status === 500 ? 'repeat' : undefined,
	});
}

function judgeBody(answer: Answer): Failure | undefined {
	if (answer.status >= 200 && answer.status < 300) {
		// Deletions and the like may answer with nothing.
		if (answer.status === 204) return undefined;
		try {
			readJson(answer, SERVICE_NAME);
			return undefined;
		} catch (bad) {
			return bad as Failure;
		}
	}
	return failure(answer, {
		reason: 'service_error',
		message: `MARTA answered with HTTP ${answer.status}.`,
		description:
			answer.status < 400
				? "It points to another address, which is not followed. Check 'Environment' and 'Base URL' in the credential, and the path."
				: 'Check the path and the parameters.',
	});
}

/** No error body is documented; these are where services usually put their words. */
function wordsOf(answer: Answer): string | undefined {
	const body = peekObject(answer);
	return [body?.message, body?.error, body?.detail].find(
		(value): value is string => typeof value === 'string' && value !== '',
	);
}

function failure(
	answer: Answer,
	known: { reason: Reason; message: string; description: string; cure?: Cure },
): Failure {
	const isCurable = known.cure === 'hold' || known.cure === 'repeat';
	return new Failure({
		...known,
		httpStatus: answer.status,
		quote: answer.status >= 400 ? wordsOf(answer) : undefined,
		retryAfterMs: isCurable ? readRetryAfter(answer, Date.now()) : undefined,
		maybeCarriedOut:
			(answer.status < 400 || answer.status >= 500) && known.reason !== 'maintenance',
	});
}
