import type { Request } from 'express';
import { isFormContentType } from '../shared/form';
import { timesSent } from '../shared/headers';
import { add } from '../shared/traffic';
import type { Member } from './data';
import { hmacBase64, normalizedString, sameText, splitHost } from './mac';
import { parseMacHeader } from './mac-header';
import type { MacFailure, MacHeader } from './mac-header';
import { scopeAllows } from './scope';
import type { SaisonState } from './state';
import type { Grant } from './tokens';

export interface Refusal {
	status: number;
	error: string;
	resultCode?: string;
	/** The cause, for the eyes of whoever tests; sent in a header of the sandbox's own. */
	cause: string;
	challenge?: boolean;
}

export type Verdict = { member: Member; grant: Grant } | { refusal: Refusal };

const TOKEN_SHAPE = /^[A-Za-z0-9._~+/=-]+$/;
const MAX_NONCES = 200_000;

/** The whole check of a signed call, in the order of the draft: MAC, newness, then validity and scope. */
export function verifyCall(state: SaisonState, req: Request, api: string): Verdict {
	const wrong = wrongRequest(req);
	if (wrong) return refuse(state, { status: 400, error: 'invalid_request', cause: wrong });
	const header = readHeader(state, req);
	if (typeof header === 'string') {
		add(state.counts.macFailures, header);
		return { refusal: invalidToken(state, header, true) };
	}
	if (!TOKEN_SHAPE.test(header.id)) {
		return refuse(state, { status: 400, error: 'invalid_request', cause: 'malformed_token' });
	}
	const { state: validity, grant } = state.tokens.accessState(header.id);
	const failure = grant ? checkMac(state, req, header, grant) : 'unknown_token';
	if (failure) {
		add(state.counts.macFailures, failure);
		return { refusal: invalidToken(state, failure, true) };
	}
	state.counts.signedCallsVerified += 1;
	if (!grant || validity !== 'valid') {
		return refuse(state, invalidToken(state, `${validity}_token`, true));
	}
	const member = state.members.get(grant.memberId);
	if (!member) throw new Error(`no member ${grant.memberId}`);
	const memberRefusal = checkMember(member, grant, api);
	return memberRefusal ? refuse(state, memberRefusal) : { member, grant };
}

function refuse(state: SaisonState, refusal: Refusal): Verdict {
	add(state.counts.refusedCalls, refusal.cause);
	return { refusal };
}

function invalidToken(state: SaisonState, cause: string, challenge: boolean): Refusal {
	const resultCode = state.settings.expiredResultCode || undefined;
	return { status: 401, error: 'invalid_token', resultCode, cause, challenge };
}

function wrongRequest(req: Request): string | undefined {
	if (timesSent(req, 'x-api-version') > 1) return 'api_version_sent_twice';
	if (req.headers['x-api-version'] !== '1') return 'no_api_version';
	const needsForm = req.method === 'POST' || Number(req.headers['content-length'] ?? 0) > 0;
	if (needsForm && !isFormContentType(req.headers['content-type'])) return 'content_type';
	return undefined;
}

function readHeader(state: SaisonState, req: Request): MacHeader | MacFailure {
	if (timesSent(req, 'authorization') > 1) return 'header_sent_twice';
	const { authorization } = req.headers;
	if (authorization === undefined) return 'no_header';
	return parseMacHeader(authorization, state.settings.macSeparator);
}

function checkMac(
	state: SaisonState,
	req: Request,
	header: MacHeader,
	grant: Grant,
): MacFailure | undefined {
	const place = timesSent(req, 'host') === 1 ? splitHost(req.headers.host ?? '') : undefined;
	if (!place) return 'malformed_host';
	const { ts, nonce, id } = header;
	const signed = { ts, nonce, method: req.method, requestUri: req.originalUrl, ...place };
	const secret = state.settings.clients[grant.clientId];
	if (secret === undefined) return 'unknown_token';
	if (!sameText(hmacBase64(secret, normalizedString(signed)), header.mac)) return 'wrong_mac';
	const windowMs = state.settings.timestampWindowS * 1000;
	if (Math.abs(state.now() - Number(ts) * 1000) > windowMs) return 'stale_ts';
	const key = `${ts} ${nonce} ${id}`;
	if (state.nonces.has(key)) return 'replay';
	if (state.nonces.size >= MAX_NONCES) forgetOldNonces(state);
	state.nonces.set(key, Number(ts) * 1000 + windowMs);
	return undefined;
}

function forgetOldNonces(state: SaisonState): void {
	const now = state.now();
	for (const [key, endsAt] of state.nonces) if (endsAt < now) state.nonces.delete(key);
}

function checkMember(member: Member, grant: Grant, api: string): Refusal | undefined {
	const { resultCode } = member;
	if (resultCode !== '000') {
		return { status: 401, error: 'invalid_token', resultCode, cause: `member_${resultCode}` };
	}
	if (scopeAllows(grant.scope, api)) return undefined;
	return { status: 403, error: 'insufficient_scope', cause: 'insufficient_scope' };
}
