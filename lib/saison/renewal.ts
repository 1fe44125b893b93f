import type { IDataObject, IHttpRequestHelper } from 'n8n-workflow';
import { Failure, findFailure, HookFailure, redact } from '../n8n/failure';
import { fingerprint } from '../n8n/fingerprint';
import type { CredentialData } from '../n8n/service';
import { SharedRenewals, SpentGrants, SpentKeys } from '../n8n/shared-renewals';
import { networkFailure, toAnswer } from '../n8n/transport';
import { saisonRefusals } from './authenticate';
import { readCode } from './code';
import {
	bindingFor,
	heldRefreshToken,
	readSaisonCredential,
	saisonSecrets,
	type SaisonCredential,
} from './credential';
import { readTokens, spentGrant, tokenRequest, type Grant, type SaisonTokens } from './tokens';

type HttpRequest = IHttpRequestHelper['helpers']['httpRequest'];

const renewals = new SharedRenewals<SaisonTokens>((tokens) => tokens.accessToken);
const grants = new SpentGrants<SaisonTokens>();
const spentRefreshTokens = new SpentKeys();

/** An access token was found dead: no shared renewal may hand it out again. */
export function retireSaisonToken(accessToken: string): void {
	renewals.retire(accessToken);
}

/**
 * The hook of the credential: turns a code or a refresh token into tokens.
 *
 * @returns the fields to store; nothing when the credential holds neither, or when `authenticate`
 *   refused this very request for a reason no token cures
 * @throws HookFailure with the whole text, since the credential test shows one line
 */
export async function renewSaisonTokens(
	httpRequest: HttpRequest,
	data: CredentialData,
): Promise<IDataObject> {
	if (saisonRefusals.has(data)) return {};
	try {
		const credential = readSaisonCredential(data);
		const tokens = await obtain(httpRequest, credential, data);
		if (tokens === undefined) return {};
		return {
			accessToken: tokens.accessToken,
			refreshToken: tokens.refreshToken,
			authorizationCode: '',
			boundTo: bindingFor(credential, tokens.refreshToken),
		};
	} catch (error) {
		const failure = findFailure(error);
		return await Promise.reject(
			failure ? new HookFailure(redact(failure, saisonSecrets(data))) : error,
		);
	}
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
	const key = fingerprint(
		credential.origin,
		credential.tokenUrlPath,
		credential.apiVersion,
		credential.clientId,
		credential.clientSecret,
		JSON.stringify(grant),
	);
	const known = typedIn ? grants.recall(key) : undefined;
	if (known !== undefined) return known;
	return await renewals.share(key, callerToken, async () => {
		if (spentRefreshTokens.has(key)) throw spentGrant(grant);
		const tokens = await request(httpRequest, credential, grant);
		if ('refreshToken' in grant) {
			grants.replace(grant.refreshToken, tokens);
			if (tokens.refreshToken !== grant.refreshToken) spentRefreshTokens.add(key);
		}
		if (typedIn) grants.keep(key, tokens);
		return tokens;
	});
}

async function request(
	httpRequest: HttpRequest,
	credential: SaisonCredential,
	grant: Grant,
): Promise<SaisonTokens> {
	const options = tokenRequest(credential, grant);
	try {
		return readTokens(toAnswer(await httpRequest(options)), grant);
	} catch (error) {
		return await Promise.reject(loginFailure(error, options.timeout));
	}
}

/** No data call has been sent when the login fails, so nothing can have been carried out. */
function loginFailure(error: unknown, timeoutMs?: number): Failure {
	const failure =
		findFailure(error) ?? networkFailure(error, 'The token endpoint of Saison Connect', timeoutMs);
	return failure.with({ maybeCarriedOut: false });
}
