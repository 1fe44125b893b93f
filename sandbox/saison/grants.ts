import type { SaisonState } from './state';
import { TokenError, need } from './errors';
import type { Grant } from './tokens';

export interface TokenAnswer {
	access_token: string;
	refresh_token?: string;
	token_type?: string;
	expires_in?: number;
}

function answerFor(state: SaisonState, grant: Grant, withRefreshToken: boolean): TokenAnswer {
	const { settings, tokens } = state;
	const answer: TokenAnswer = {
		access_token: tokens.addAccess(grant, settings.accessTokenLifetimeMs),
	};
	if (withRefreshToken) {
		answer.refresh_token = tokens.addRefresh(grant, settings.refreshTokenLifetimeMs);
	}
	if (settings.tokenType !== '') answer.token_type = settings.tokenType;
	if (settings.sendExpiresIn) answer.expires_in = Math.floor(settings.accessTokenLifetimeMs / 1000);
	return answer;
}

/** RFC 6749 4.1.3: the address must be repeated only if it was sent before; here it always is the registered one. */
function checkRedirectUri(state: SaisonState, form: Map<string, string>): void {
	const sent = form.get('redirect_uri');
	if (sent && state.settings.redirectUri && sent !== state.settings.redirectUri) {
		throw new TokenError('invalid_grant', 'redirect_uri is not the registered one');
	}
}

export function exchangeCode(
	state: SaisonState,
	clientId: string,
	form: Map<string, string>,
): TokenAnswer {
	const found = state.tokens.codes.get(need(form, 'code'));
	checkRedirectUri(state, form);
	if (!found || found.grant.clientId !== clientId) {
		throw new TokenError('invalid_grant', 'unknown code');
	}
	if (found.spent) {
		state.counts.codesUsedTwice += 1;
		if (state.settings.revokeOnReuse) found.grant.revoked = true;
		throw new TokenError('invalid_grant', 'the code was used before');
	}
	found.spent = true;
	if (Date.now() >= found.endsAt) throw new TokenError('invalid_grant', 'the code has expired');
	state.counts.codeExchanges += 1;
	return answerFor(state, found.grant, true);
}

export function refreshTokens(
	state: SaisonState,
	clientId: string,
	form: Map<string, string>,
): TokenAnswer {
	const { settings, tokens, counts } = state;
	const found = tokens.refresh.get(need(form, 'refresh_token'));
	if (!found || found.grant.clientId !== clientId) {
		throw new TokenError('invalid_grant', 'unknown refresh token');
	}
	if (found.spent) {
		counts.refreshTokensUsedTwice += 1;
		if (settings.revokeOnReuse) found.grant.revoked = true;
		throw new TokenError('invalid_grant', 'the refresh token was used before');
	}
	if (found.grant.revoked) throw new TokenError('invalid_grant', 'the consent was withdrawn');
	if (Date.now() >= found.endsAt) throw new TokenError('invalid_grant', 'refresh token expired');
	found.spent = settings.rotateRefreshTokens;
	if (settings.refreshEndsOldAccessToken) tokens.endAccessOf(found.grant);
	counts.refreshes += 1;
	return answerFor(state, found.grant, settings.rotateRefreshTokens);
}
