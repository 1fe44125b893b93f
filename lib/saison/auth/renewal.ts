import type { IDataObject } from 'n8n-workflow';
import { fingerprint } from '../../core/auth/fingerprint';
import {
	requestTokens,
	runPreAuthentication,
	type HttpRequest,
} from '../../core/auth/credential-hooks';
import type { CredentialData } from '../../core/operation/service-definition';
import { TokenCache } from '../../core/auth/token-cache';
import { UsedGrants, UsedKeys } from '../../core/auth/used-grants';
import { rejectedSaisonCredentials } from './authenticate';
import { parseAuthorizationCode } from './authorization-code';
import {
	bindingFor,
	storedRefreshToken,
	readSaisonCredential,
	saisonSecrets,
	type SaisonCredential,
} from './credential';
import {
	parseTokenResponse,
	invalidGrantError,
	tokenRequest,
	type Grant,
	type SaisonTokens,
} from './token-endpoint';

/** Tokens, and when they came, in ms since 1970. */
export interface ReceivedTokens extends SaisonTokens {
	receivedAt: number;
}

/** What came of a grant; `refreshToken` is a key, since another client may hold an equal token. */
interface GrantResult {
	refreshToken: string;
	tokens: ReceivedTokens;
}

/** Looked up at each call, so that a clock put in place later counts too. */
const clock = (): number => Date.now();

const renewals = new TokenCache<ReceivedTokens>(
	(tokens) => tokens.accessToken,
	() => true,
	clock,
);
const grants = new UsedGrants<GrantResult>(clock);
const usedRefreshTokens = new UsedKeys();

/** An access token was found dead: no shared renewal may hand it out again. */
export function forgetSaisonToken(accessToken: string): void {
	renewals.forgetToken(accessToken);
}

/** When an access token came of a renewal in this process, in ms since 1970, if that is remembered. */
export function saisonTokenIssuedAt(accessToken: string): number | undefined {
	return renewals.issuedAt(accessToken);
}

/**
 * The hook of the credential: turns a code or a refresh token into tokens.
 *
 * @returns the fields to store; nothing when the credential holds neither, or when `authenticate`
 *   refused this very request for a reason no token cures
 * @throws CredentialHookError
 */
export async function renewSaisonTokens(
	httpRequest: HttpRequest,
	data: CredentialData,
): Promise<IDataObject> {
	if (rejectedSaisonCredentials.has(data)) return {};
	return await runPreAuthentication(saisonSecrets(data), async () => {
		const credential = readSaisonCredential(data);
		const tokens = await obtain(httpRequest, credential, data);
		if (tokens === undefined) return {};
		return {
			accessToken: tokens.accessToken,
			refreshToken: tokens.refreshToken,
			authorizationCode: '',
			boundTo: bindingFor(credential, tokens.refreshToken),
		};
	});
}

async function obtain(
	httpRequest: HttpRequest,
	credential: SaisonCredential,
	data: CredentialData,
): Promise<SaisonTokens | undefined> {
	const callerToken = String(data.accessToken ?? '');
	const pastedCode =
		typeof data.authorizationCode === 'string' ? data.authorizationCode.trim() : '';
	if (pastedCode !== '') {
		return await redeem(
			httpRequest,
			credential,
			{ code: parseAuthorizationCode(pastedCode) },
			callerToken,
			true,
		);
	}
	const held = storedRefreshToken(credential, data);
	if (held === undefined) return undefined;
	return await redeem(
		httpRequest,
		credential,
		{ refreshToken: held.token },
		callerToken,
		held.pasted,
	);
}

/** @param typedIn whether a user put the grant into the form, so that it may come back spent */
async function redeem(
	httpRequest: HttpRequest,
	credential: SaisonCredential,
	grant: Grant,
	callerToken: string,
	typedIn: boolean,
): Promise<SaisonTokens> {
	const key = keyOf(credential, grant);
	const known = typedIn ? grants.recall(key) : undefined;
	if (known !== undefined) return known.tokens;
	const tokens = await redeemOnce(credential, grant, callerToken, async () => {
		return await requestTokens(
			httpRequest,
			tokenRequest(credential, grant),
			'the token endpoint of Saison Connect',
			(response) => parseTokenResponse(response, grant),
		);
	});
	if (typedIn) grants.keep(key, grantResult(credential, tokens));
	return tokens;
}

/**
 * Uses a grant, the credential's or a member's own, once in this process: whoever brings it while it
 * is under way gets the same tokens, a refresh token also within 30 s. A code that comes back later
 * is the service's to judge: it may be stolen. The key holds client, secret and grant, so that
 * nobody gets the tokens of a grant that is not theirs.
 *
 * @param callerToken the access token the caller holds already, '' for none
 * @param ask sends the grant
 * @throws ServiceError `consent_needed` for a refresh token that was replaced before, which is not sent
 *   again, and what `ask` throws
 */
export async function redeemOnce(
	credential: SaisonCredential,
	grant: Grant,
	callerToken: string,
	ask: () => Promise<SaisonTokens>,
): Promise<ReceivedTokens> {
	const key = keyOf(credential, grant);
	const shared = await renewals.share(key, callerToken, async () => {
		if (usedRefreshTokens.has(key)) throw invalidGrantError(grant);
		const tokens = { ...(await ask()), receivedAt: Date.now() };
		if ('refreshToken' in grant) {
			grants.replace(key, grantResult(credential, tokens));
			if (tokens.refreshToken !== grant.refreshToken) usedRefreshTokens.add(key);
		}
		return tokens;
	});
	if ('code' in grant) renewals.forget(key);
	return shared;
}

function grantResult(credential: SaisonCredential, tokens: ReceivedTokens): GrantResult {
	return { refreshToken: keyOf(credential, { refreshToken: tokens.refreshToken }), tokens };
}

function keyOf(credential: SaisonCredential, grant: Grant): string {
	return fingerprint(
		credential.origin,
		credential.tokenUrlPath,
		credential.apiVersion,
		credential.clientId,
		credential.clientSecret,
		JSON.stringify(grant),
	);
}
