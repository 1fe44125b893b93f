import type { IDataObject } from 'n8n-workflow';
import { fingerprint } from '../../core/auth/fingerprint';
import { askForTokens, runHook, type HttpRequest } from '../../core/auth/credential-hooks';
import type { CredentialData } from '../../core/operation/service-definition';
import { SharedRenewals } from '../../core/auth/token-cache';
import { SpentGrants, SpentKeys } from '../../core/auth/used-grants';
import { saisonRefusals } from './authenticate';
import { readCode } from './authorization-code';
import {
	bindingFor,
	heldRefreshToken,
	readSaisonCredential,
	saisonSecrets,
	type SaisonCredential,
} from './credential';
import {
	readTokens,
	spentGrant,
	tokenRequest,
	type Grant,
	type SaisonTokens,
} from './token-endpoint';

/** Tokens, and when they came, in ms since 1970. */
export interface ReceivedTokens extends SaisonTokens {
	receivedAt: number;
}

/** What came of a grant; `refreshToken` is a key, since another client may hold an equal token. */
interface Outcome {
	refreshToken: string;
	tokens: ReceivedTokens;
}

/** Looked up at each call, so that a clock put in place later counts too. */
const clock = (): number => Date.now();

const renewals = new SharedRenewals<ReceivedTokens>(
	(tokens) => tokens.accessToken,
	() => true,
	clock,
);
const grants = new SpentGrants<Outcome>(clock);
const spentRefreshTokens = new SpentKeys();

/** An access token was found dead: no shared renewal may hand it out again. */
export function retireSaisonToken(accessToken: string): void {
	renewals.retire(accessToken);
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
 * @throws HookFailure
 */
export async function renewSaisonTokens(
	httpRequest: HttpRequest,
	data: CredentialData,
): Promise<IDataObject> {
	if (saisonRefusals.has(data)) return {};
	return await runHook(saisonSecrets(data), async () => {
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
		return await spend(httpRequest, credential, { code: readCode(pastedCode) }, callerToken, true);
	}
	const held = heldRefreshToken(credential, data);
	if (held === undefined) return undefined;
	return await spend(
		httpRequest,
		credential,
		{ refreshToken: held.token },
		callerToken,
		held.pasted,
	);
}

/** @param typedIn whether a user put the grant into the form, so that it may come back spent */
async function spend(
	httpRequest: HttpRequest,
	credential: SaisonCredential,
	grant: Grant,
	callerToken: string,
	typedIn: boolean,
): Promise<SaisonTokens> {
	const key = keyOf(credential, grant);
	const known = typedIn ? grants.recall(key) : undefined;
	if (known !== undefined) return known.tokens;
	const tokens = await spendOnce(credential, grant, callerToken, async () => {
		return await askForTokens(
			httpRequest,
			tokenRequest(credential, grant),
			'the token endpoint of Saison Connect',
			(answer) => readTokens(answer, grant),
		);
	});
	if (typedIn) grants.keep(key, outcomeOf(credential, tokens));
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
 * @throws Failure `consent_needed` for a refresh token that was replaced before, which is not sent
 *   again, and what `ask` throws
 */
export async function spendOnce(
	credential: SaisonCredential,
	grant: Grant,
	callerToken: string,
	ask: () => Promise<SaisonTokens>,
): Promise<ReceivedTokens> {
	const key = keyOf(credential, grant);
	const shared = await renewals.share(key, callerToken, async () => {
		if (spentRefreshTokens.has(key)) throw spentGrant(grant);
		const tokens = { ...(await ask()), receivedAt: Date.now() };
		if ('refreshToken' in grant) {
			grants.replace(key, outcomeOf(credential, tokens));
			if (tokens.refreshToken !== grant.refreshToken) spentRefreshTokens.add(key);
		}
		return tokens;
	});
	if ('code' in grant) renewals.forget(key);
	return shared;
}

function outcomeOf(credential: SaisonCredential, tokens: ReceivedTokens): Outcome {
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
