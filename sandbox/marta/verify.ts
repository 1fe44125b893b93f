import type { Request } from 'express';
import { headerCount } from '../shared/request';
import { increment } from '../shared/traffic';
import type { Scope } from './data';
import type { ErrorResponse } from './errors';
import type { MartaState } from './state';
import type { Session } from './tokens';

export type Verification = { session: Session } | { rejection: ErrorResponse };

export function checkApiKey(state: MartaState, req: Request): ErrorResponse | undefined {
	const isCorrect =
		headerCount(req, 'x-api-key') === 1 && req.headers['x-api-key'] === state.settings.apiKey;
	if (isCorrect) return undefined;
	return { status: 401, code: 'invalid_api_key', message: 'x-api-key is missing or wrong' };
}

function checkOptionalApiKey(state: MartaState, req: Request): ErrorResponse | undefined {
	const { requireApiKeyEverywhere, forbidApiKeyElsewhere } = state.settings;
	const isSent = req.headers['x-api-key'] !== undefined;
	if (isSent) state.counts.apiKeyOnOtherCalls += 1;
	if (requireApiKeyEverywhere) return checkApiKey(state, req);
	if (!isSent || !forbidApiKeyElsewhere) return undefined;
	const message = 'x-api-key must be sent with Auth requests only';
	return { status: 400, code: 'surplus_api_key', message };
}

function findSession(state: MartaState, req: Request): Session | ErrorResponse {
	const match = /^Bearer ([A-Za-z0-9._~+/=-]+)$/.exec(req.headers.authorization ?? '');
	if (!match || headerCount(req, 'authorization') !== 1) {
		const message = 'the header Authorization: Bearer <token> is missing or malformed';
		return { status: 401, code: 'missing_token', message };
	}
	const check = state.tokens.check(match[1], state.now());
	if ('session' in check) return check.session;
	const status = check.cause === 'expired' ? state.settings.expiredStatus : 401;
	return { status, code: `token_${check.cause}`, message: CAUSES[check.cause] };
}

const CAUSES = {
	invalid: 'the token is invalid',
	expired: 'the token has expired',
	ended: 'the session has ended',
};

/** Checks every request but the Auth requests. `scopes` are the ones allowed; omitted = any. */
export function verifyRequest(state: MartaState, req: Request, scopes?: Scope[]): Verification {
	const reject = (rejection: ErrorResponse): Verification => {
		increment(state.counts.rejectedCalls, rejection.code);
		return { rejection };
	};
	const apiKeyError = checkOptionalApiKey(state, req);
	if (apiKeyError) return reject(apiKeyError);
	const session = findSession(state, req);
	if ('status' in session) return reject(session);
	if (scopes && !scopes.includes(session.scope)) {
		const message = `the scope ${session.scope} does not allow this request`;
		return reject({ status: 403, code: 'wrong_scope', message });
	}
	state.counts.verifiedCalls += 1;
	return { session };
}
