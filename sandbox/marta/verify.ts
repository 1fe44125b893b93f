import type { Request } from 'express';
import { timesSent } from '../shared/headers';
import { add } from '../shared/traffic';
import type { Scope } from './data';
import { checkApiKey } from './login';
import type { Refusal } from './errors';
import type { MartaState } from './state';
import type { Session } from './tokens';

export type Verdict = { session: Session } | { refusal: Refusal };

function checkKeyOnOtherCall(state: MartaState, req: Request): Refusal | undefined {
	const { requireApiKeyEverywhere, forbidApiKeyElsewhere } = state.settings;
	const isSent = req.headers['x-api-key'] !== undefined;
	if (isSent) state.counts.apiKeyOnOtherCalls += 1;
	if (requireApiKeyEverywhere) return checkApiKey(state, req);
	if (!isSent || !forbidApiKeyElsewhere) return undefined;
	return { status: 400, code: 'surplus_api_key', message: 'x-api-key belongs on Auth calls only' };
}

function checkToken(state: MartaState, req: Request): Session | Refusal {
	const found = /^Bearer ([A-Za-z0-9._~+/=-]+)$/.exec(req.headers.authorization ?? '');
	if (!found || timesSent(req, 'authorization') !== 1) {
		return {
			status: 401,
			code: 'missing_token',
			message: 'Authorization: Bearer <token> is needed',
		};
	}
	const check = state.tokens.check(found[1], state.now());
	if ('session' in check) return check.session;
	const status = check.cause === 'expired' ? state.settings.expiredStatus : 401;
	return { status, code: `token_${check.cause}`, message: `the token is ${check.cause}` };
}

/** The check of every call but the Auth calls. No scopes = any. */
export function verifyCall(state: MartaState, req: Request, scopes?: Scope[]): Verdict {
	const refuse = (refusal: Refusal): Verdict => {
		add(state.counts.refusedCalls, refusal.code);
		return { refusal };
	};
	const wrongKey = checkKeyOnOtherCall(state, req);
	if (wrongKey) return refuse(wrongKey);
	const session = checkToken(state, req);
	if ('status' in session) return refuse(session);
	if (scopes && !scopes.includes(session.scope)) {
		const message = `scope ${session.scope} does not open this call`;
		return refuse({ status: 403, code: 'wrong_scope', message });
	}
	state.counts.verifiedCalls += 1;
	return { session };
}
