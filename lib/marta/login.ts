import type { IDataObject } from 'n8n-workflow';
import type { Answer } from '../core/http/response';
import type { Call } from '../core/operation/operation';
import { loginBody, type MartaCredential, type MartaScope } from './credential';
import { describeSession, LOGIN_PATH, readSession } from './sessions';

/** A login that an item asks for. Its session is given out, not stored. */
export function loginCall(credential: MartaCredential): Call {
	return {
		method: 'POST',
		path: LOGIN_PATH,
		body: JSON.stringify(loginBody(credential)),
		secrets: [credential.password],
		withoutSession: true,
	};
}

/**
 * What such a login gives out.
 *
 * @throws Failure for an answer without a usable token
 */
export function loginItem(answer: Answer, scope: MartaScope, includeTokens: boolean): IDataObject {
	return describeSession(readSession(answer, Date.now()), scope, includeTokens);
}
