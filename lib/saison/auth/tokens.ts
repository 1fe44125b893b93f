import type { IDataObject } from 'n8n-workflow';
import { checkTokenEndpoint } from '../../core/auth/token-request';
import { redact } from '../../core/errors/redact';
import { ServiceError } from '../../core/errors/service-error';
import {
	isPlainObject,
	readJson,
	tryReadObject,
	type HttpResponse,
} from '../../core/http/response';
import type { Grant } from './grant';
import { isHeaderSafe } from './mac';
import { REDIRECT_NOT_FOLLOWED } from '../../core/http/status';

export interface SaisonTokens {
	accessToken: string;
	/** The old one if the service returns none, since rotation is not documented. */
	refreshToken: string;
	/** As the service wrote it, '' if it did not. */
	tokenType: string;
	/** In s, `null` if the service does not say. */
	expiresIn: number | null;
}

/** Tokens as this process remembers them. */
export interface ReceivedTokens extends SaisonTokens {
	/** In ms since 1970. */
	receivedAt: number;
	/** The key of their refresh token as a grant. */
	refreshKey: string;
}

/** @throws ServiceError for a response without tokens that can sign requests */
export function parseTokenResponse(response: HttpResponse, grant: Grant): SaisonTokens {
	if (response.status !== 200) throw tokenEndpointError(response, grant);
	const json = readJson(response, 'The token endpoint of Saison Connect');
	const fields: Record<string, unknown> = isPlainObject(json) ? json : {};
	const accessToken = fields.access_token;
	if (typeof accessToken !== 'string' || accessToken === '') {
		throw badTokenResponse(
			response,
			'a response without an access token',
			"Check 'Token URL Path' in the credential.",
		);
	}
	if (!isHeaderSafe(accessToken)) {
		throw badTokenResponse(
			response,
			'an access token that cannot be sent in a header',
			'Contact Credit Saison.',
		);
	}
	const given = typeof fields.refresh_token === 'string' ? fields.refresh_token : '';
	const tokenType = typeof fields.token_type === 'string' ? fields.token_type : '';
	if (tokenType !== '' && tokenType.toLowerCase() !== 'mac') {
		const isName = /^[\w-]{1,30}$/.test(tokenType);
		const quote = isName ? `type "${tokenType}"` : '';
		const serviceError = badTokenResponse(
			response,
			isName ? `a token of ${quote} instead of "mac"` : 'a token of a type other than "mac"',
			'The client is registered as a smartphone app. Ask Credit Saison for a server client.',
		).with({ quote });
		// Nothing else knows these tokens yet, so nothing else could remove them from the text.
		throw redact(serviceError, [accessToken, given]);
	}
	return {
		accessToken,
		refreshToken: given !== '' ? given : 'refreshToken' in grant ? grant.refreshToken : '',
		tokenType,
		expiresIn: readLifetime(fields.expires_in),
	};
}

/**
 * Checks a response of the token endpoint.
 *
 * @param grant only its kind matters
 */
export function checkTokenResponse(response: HttpResponse, grant: Grant): ServiceError | undefined {
	try {
		parseTokenResponse(response, grant);
		return undefined;
	} catch (error) {
		return error as ServiceError;
	}
}

/** Tokens as the output of operations and of the trigger, whose users asked for them. */
export function describeTokens(tokens: SaisonTokens, receivedAtMs: number): IDataObject {
	const { accessToken, refreshToken, tokenType, expiresIn } = tokens;
	const receivedAt = new Date(receivedAtMs).toISOString();
	return { accessToken, refreshToken, tokenType, expiresIn, receivedAt };
}

/** Some servers send the number as text. */
function readLifetime(value: unknown): number | null {
	const isNumber = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
	return isNumber && Number.isFinite(Number(value)) ? Number(value) : null;
}

function badTokenResponse(response: HttpResponse, what: string, advice: string): ServiceError {
	return new ServiceError({
		reason: 'bad_answer',
		message: `The token endpoint of Saison Connect returned ${what}.`,
		description: advice,
		httpStatus: response.status,
	});
}

/** RFC 6749, section 5.2, since the vendor does not document errors of the token endpoint. */
function tokenEndpointError(response: HttpResponse, grant: Grant): ServiceError {
	const error = tryReadObject(response)?.error;
	const httpStatus = response.status;
	const isRedirect = httpStatus >= 300 && httpStatus < 400;
	if (error === 'invalid_client' || error === 'unauthorized_client') {
		return new ServiceError({
			reason: 'service_error',
			message: 'Saison Connect rejected the client.',
			description: "Check 'Client ID', 'Client Secret' and 'Environment' in the credential.",
			httpStatus,
		});
	}
	if (error === 'invalid_grant') return invalidGrantError(grant, httpStatus);
	if (error === 'maintenance' || error === 'maintenance_resource') {
		return new ServiceError({
			reason: 'maintenance',
			message: 'Saison Connect is under maintenance.',
			description: 'Try again after the maintenance.',
			httpStatus,
		});
	}
	const unavailable = checkTokenEndpoint(response, 'The token endpoint of Saison Connect');
	if (unavailable) return unavailable;
	return new ServiceError({
		reason: 'service_error',
		message: `The token endpoint of Saison Connect rejected the request (HTTP ${httpStatus}).`,
		description: `${isRedirect ? `${REDIRECT_NOT_FOLLOWED} ` : ''}Check 'Environment', 'Base URL' and 'Token URL Path' in the credential.`,
		httpStatus,
	});
}

/** For a grant that is used up, whether the service or this process found out. */
export function invalidGrantError(grant: Grant, httpStatus?: number): ServiceError {
	const isCode = 'code' in grant;
	return new ServiceError({
		reason: 'consent_needed',
		message: isCode
			? 'The authorization code was not accepted: it was already used or is too old.'
			: 'The refresh token was not accepted: it was already used, has expired or was revoked.',
		description: isCode
			? 'A code works once and only for a short time. Ask the member for consent again, then paste the new code or the address the browser ended on.'
			: 'Ask the member for consent again, then paste the new authorization code into the credential.',
		httpStatus,
		recovery: 'reloadCredential',
	});
}
