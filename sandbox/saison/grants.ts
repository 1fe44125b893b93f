import { TokenError } from './errors';
import type { SaisonState } from './state';
import type { Grant } from './tokens';

export interface TokenResponse {
	access_token: string;
	refresh_token?: string;
	token_type?: string;
	expires_in?: number;
}

export type Form = Map<string, string>;

/** @throws {TokenError} if the parameter is missing or empty, which is the same (RFC 6749 section 3.2). */
export function requireParameter(form: Form, name: string): string {
	const value = form.get(name);
	if (!value) throw new TokenError('invalid_request', `${name} is missing`);
	return value;
}

function issueTokens(state: SaisonState, grant: Grant, withRefreshToken: boolean): TokenResponse {
	const { settings, tokens } = state;
	const response: TokenResponse = {
		access_token: tokens.addAccess(grant, settings.accessTokenLifetimeMs),
	};
	if (withRefreshToken) {
		response.refresh_token = tokens.addRefresh(grant, settings.refreshTokenLifetimeMs);
	}
	if (settings.tokenType !== '') response.token_type = settings.tokenType;
	if (settings.sendExpiresIn) {
		response.expires_in = Math.floor(settings.accessTokenLifetimeMs / 1000);
	}
	return response;
}

/** Required by RFC 6749 section 4.1.3 only if the authorization request had one; if sent, it must match. */
function checkRedirectUri(state: SaisonState, form: Form): void {
	const sent = form.get('redirect_uri');
	if (sent && state.settings.redirectUri && sent !== state.settings.redirectUri) {
		throw new TokenError('invalid_grant', 'redirect_uri does not match the registered one');
	}
}

export function exchangeCode(state: SaisonState, clientId: string, form: Form): TokenResponse {
	const code = state.tokens.codes.get(requireParameter(form, 'code'));
	checkRedirectUri(state, form);
	if (!code || code.grant.clientId !== clientId) {
		throw new TokenError('invalid_grant', 'unknown authorization code');
	}
	if (code.used) {
		state.counts.codesUsedTwice += 1;
		if (state.settings.revokeOnReuse) code.grant.revoked = true;
		throw new TokenError('invalid_grant', 'the authorization code has already been used');
	}
	code.used = true;
	if (Date.now() >= code.expiresAt) {
		throw new TokenError('invalid_grant', 'the authorization code has expired');
	}
	state.counts.codeExchanges += 1;
	return issueTokens(state, code.grant, true);
}

export function refreshTokens(state: SaisonState, clientId: string, form: Form): TokenResponse {
	const { settings, tokens, counts } = state;
	const token = tokens.refresh.get(requireParameter(form, 'refresh_token'));
	if (!token || token.grant.clientId !== clientId) {
		throw new TokenError('invalid_grant', 'unknown refresh token');
	}
	if (token.used) {
		counts.refreshTokensUsedTwice += 1;
		if (settings.revokeOnReuse) token.grant.revoked = true;
		throw new TokenError('invalid_grant', 'the refresh token has already been used');
	}
	if (token.grant.revoked) throw new TokenError('invalid_grant', 'the grant has been revoked');
	if (Date.now() >= token.expiresAt) {
		throw new TokenError('invalid_grant', 'the refresh token has expired');
	}
	token.used = settings.rotateRefreshTokens;
	if (settings.refreshEndsOldAccessToken) tokens.expireAccessTokensOf(token.grant);
	counts.refreshes += 1;
	return issueTokens(state, token.grant, settings.rotateRefreshTokens);
}
