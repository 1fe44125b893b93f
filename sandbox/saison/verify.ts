import type { Request } from 'express';
import { isFormContentType } from '../shared/form';
import { headerCount } from '../shared/request';
import { increment } from '../shared/traffic';
import type { Member } from './member';
import type { ErrorResponse } from './errors';
import { hmacBase64, normalizedString, sameText, splitHost } from './mac';
import { parseMacHeader } from './mac-header';
import type { MacFailure, MacHeader } from './mac-header';
import type { SaisonState } from './state';
import type { Grant } from './tokens';

export type Verification = { member: Member; grant: Grant } | { rejection: ErrorResponse };

const TOKEN_PATTERN = /^[A-Za-z0-9._~+/=-]+$/;
const MAX_NONCES = 200_000;

/** No list of scopes is public. These two are invented; any other scope, or none, allows everything. */
const SCOPE_NOTHING = 'sandbox-nothing';
const SCOPE_PROFILE_ONLY = 'sandbox-profile-only';

/** Checks a signed request in the order of the draft: MAC, timestamp and nonce, then token and scope. */
export function verifyRequest(state: SaisonState, req: Request, api: string): Verification {
	const malformation = findMalformation(req);
	if (malformation) {
		return reject(state, { status: 400, error: 'invalid_request', cause: malformation });
	}
	const header = readMacHeader(state, req);
	if (typeof header === 'string') return rejectMac(state, header);
	if (!TOKEN_PATTERN.test(header.id)) {
		return reject(state, { status: 400, error: 'invalid_request', cause: 'malformed_token' });
	}
	const { status, grant } = state.tokens.accessTokenStatus(header.id);
	if (!grant) return rejectMac(state, 'unknown_token');
	const failure = checkMac(state, req, header, grant);
	if (failure) return rejectMac(state, failure);
	state.counts.signedCallsVerified += 1;
	if (status !== 'valid') return reject(state, invalidToken(state, `${status}_token`));
	const member = state.members.get(grant.memberId);
	if (!member) throw new Error(`no member ${grant.memberId}`);
	const rejection = checkMember(member, grant, api);
	return rejection ? reject(state, rejection) : { member, grant };
}

function reject(state: SaisonState, rejection: ErrorResponse): Verification {
	increment(state.counts.rejectedCalls, rejection.cause);
	return { rejection };
}

function rejectMac(state: SaisonState, failure: MacFailure): Verification {
	increment(state.counts.macFailures, failure);
	return { rejection: invalidToken(state, failure) };
}

function invalidToken(state: SaisonState, cause: string): ErrorResponse {
	const resultCode = state.settings.expiredResultCode || undefined;
	return { status: 401, error: 'invalid_token', resultCode, cause, challenge: true };
}

function findMalformation(req: Request): string | undefined {
	if (headerCount(req, 'x-api-version') > 1) return 'api_version_sent_twice';
	if (req.headers['x-api-version'] !== '1') return 'no_api_version';
	const needsForm = req.method === 'POST' || Number(req.headers['content-length'] ?? 0) > 0;
	if (needsForm && !isFormContentType(req.headers['content-type'])) return 'content_type';
	return undefined;
}

function readMacHeader(state: SaisonState, req: Request): MacHeader | MacFailure {
	if (headerCount(req, 'authorization') > 1) return 'header_sent_twice';
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
	const address = headerCount(req, 'host') === 1 ? splitHost(req.headers.host ?? '') : undefined;
	if (!address) return 'malformed_host';
	const { ts, nonce, id } = header;
	const input = { ts, nonce, method: req.method, requestUri: req.originalUrl, ...address };
	const secret = state.settings.clients[grant.clientId];
	if (secret === undefined) return 'unknown_token';
	if (!sameText(hmacBase64(secret, normalizedString(input)), header.mac)) return 'wrong_mac';
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
	for (const [key, expiresAt] of state.nonces) if (expiresAt < now) state.nonces.delete(key);
}

function checkMember(member: Member, grant: Grant, api: string): ErrorResponse | undefined {
	const { resultCode } = member;
	if (resultCode !== '000') {
		return { status: 401, error: 'invalid_token', resultCode, cause: `member_${resultCode}` };
	}
	if (scopeAllows(grant.scope, api)) return undefined;
	return { status: 403, error: 'insufficient_scope', cause: 'insufficient_scope' };
}

function scopeAllows(scope: string, api: string): boolean {
	const scopes = scope.split(/[\s,]+/);
	if (scopes.includes(SCOPE_NOTHING)) return false;
	return !scopes.includes(SCOPE_PROFILE_ONLY) || api === 'TEB001';
}
