import { ServiceError } from '../errors/service-error';
import type { HttpResponse } from '../http/response';
import type { Effect } from '../operation/operation';

export function isTokenRejected(outcome: HttpResponse | ServiceError): outcome is ServiceError {
	return outcome instanceof ServiceError && outcome.recovery === 'refreshToken';
}

/** Whether a request was rejected that had been signed with a wrong time, while the service's is known. */
export function mayOnlyNeedNewSignature(
	outcome: HttpResponse | ServiceError,
	effect: Effect,
): boolean {
	if (!isTokenRejected(outcome) || !outcome.clock?.wasMisdated) return false;
	return effect === 'read' || outcome.rejectsOnlyToken;
}
