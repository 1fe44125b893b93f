import type { IDataObject } from 'n8n-workflow';
import type { HttpResponse } from '../core/http/response';
import type { ServiceRequest } from '../core/operation/operation';
import { loginBody, type MartaCredential, type MartaScope } from './credential';
import { describeSession, LOGIN_PATH, readSession } from './session';

/** A login that an item asks for. Its session is given out, not stored. */
export function buildLoginRequest(credential: MartaCredential): ServiceRequest {
	return {
		method: 'POST',
		path: LOGIN_PATH,
		body: JSON.stringify(loginBody(credential)),
		secrets: [credential.password],
		unauthenticated: true,
	};
}

/**
 * What such a login gives out.
 *
 * @throws ServiceError for an answer without a usable token
 */
export function parseLoginResponse(
	response: HttpResponse,
	scope: MartaScope,
	includeTokens: boolean,
): IDataObject {
	return describeSession(readSession(response, Date.now()), scope, includeTokens);
}
