import type { IDataObject } from 'n8n-workflow';
import { isPlainObject, tryReadObject, readJson, type HttpResponse } from '../core/http/response';
import { isVisibleAscii } from '../core/http/headers';
import { readDate } from '../core/http/response-date';
import { checkTokenEndpoint } from '../core/auth/token-request';
import { ServiceError } from '../core/errors/service-error';
import { checkAvailability } from './errors';
import { REDIRECT_NOT_FOLLOWED } from '../core/http/status';

/** What `POST /auth` returns. */
export interface MartaSession {
	token: string;
	/** '' if there is none. How to exchange it is not public, so it is only passed on. */
	refreshToken: string;
	/** In ms since 1970, by the host's clock, however wrong that is. */
	expiresAt: number;
	/** For the scope customer. */
	customer?: IDataObject;
}

/** The latest time that `Date` supports, in ms. */
const LAST_DATE = 8.64e15;
/** Larger numbers are in ms: in s, this one is in the year 5138. */
const FIRST_MS = 1e11;
/** The documented lifetime of a session, in ms. */
const LIFETIME = 15 * 60_000;

/** @throws ServiceError for a response without a session */
export function parseLoginResponse(
	response: HttpResponse,
	receivedAtMs = Date.now(),
): MartaSession {
	const rejection = checkLoginResponse(response);
	if (rejection) throw rejection;
	const json = readJson(response, 'The login of MARTA');
	const fields: Record<string, unknown> = isPlainObject(json) ? json : {};
	const { token, refreshtoken, customer } = fields;
	if (typeof token !== 'string' || !isVisibleAscii(token)) {
		throw new ServiceError({
			reason: 'bad_answer',
			message: 'The login of MARTA returned no usable token.',
			description: "Check 'Environment' and 'Base URL' in the credential.",
			httpStatus: response.status,
		});
	}
	return {
		token,
		refreshToken: typeof refreshtoken === 'string' ? refreshtoken : '',
		expiresAt: receivedAtMs + readLifetime(token, response, receivedAtMs),
		...(isPlainObject(customer) && { customer: customer as IDataObject }),
	};
}

/**
 * Checks the response of `POST /auth`. Its error statuses are not documented, so each error names the
 * possible causes.
 */
export function checkLoginResponse(response: HttpResponse): ServiceError | undefined {
	const httpStatus = response.status;
	if (httpStatus === 200) return undefined;
	const load = checkAvailability(response);
	if (load?.reason === 'maintenance') return load;
	const unavailable = checkTokenEndpoint(response, 'The login of MARTA');
	if (unavailable) return unavailable;
	const isDenied = httpStatus === 401 || httpStatus === 403;
	const isRedirect = httpStatus >= 300 && httpStatus < 400;
	return new ServiceError({
		reason: isDenied || httpStatus === 400 ? 'service_error' : 'bad_answer',
		message: `MARTA rejected the login (HTTP ${httpStatus}).`,
		description: isRedirect
			? `${REDIRECT_NOT_FOLLOWED} Check 'Environment' and 'Base URL' in the credential.`
			: isDenied
				? "Check 'API Key', 'Username', 'Password' and 'Scope' in the credential."
				: "Check 'Scope', 'Campaign ID', 'Serial Number' and 'Base URL' in the credential.",
		httpStatus,
		resultCode: readCode(response),
	});
}

/** The same for an item's own login, where the person's fields are the likely cause. */
export function checkCustomerLoginResponse(response: HttpResponse): ServiceError | undefined {
	const serviceError = checkLoginResponse(response);
	if (response.status !== 401 && response.status !== 403) return serviceError;
	return serviceError?.with({
		message: `MARTA rejected the customer's login (HTTP ${response.status}).`,
		description:
			"Check 'Username' and 'Password' of the item. If every item fails, check 'API Key' in the credential.",
	});
}

function readCode(response: HttpResponse): string | undefined {
	const code = tryReadObject(response)?.code;
	return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

/**
 * How long a session lasts from its receipt. Only times of the service are compared, since the host's
 * clock may be wrong; it counts if there is no other.
 *
 * @returns in ms; the documented lifetime if the token says nothing that can be true
 */
function readLifetime(token: string, response: HttpResponse, receivedAtMs: number): number {
	const { exp, iat } = readTimes(token);
	const lifetime = (exp ?? NaN) - (iat ?? readDate(response) ?? receivedAtMs);
	return lifetime > 0 && receivedAtMs + lifetime <= LAST_DATE ? lifetime : LIFETIME;
}

/**
 * The claims `exp` and `iat` of a JWT (RFC 7519, section 4.1), in ms since 1970. The signature is not
 * checked: they only say when to renew.
 */
export function readTimes(token: string): { exp?: number; iat?: number } {
	try {
		const payload = JSON.parse(
			Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'),
		) as { exp?: unknown; iat?: unknown } | null;
		return { exp: readTime(payload?.exp), iat: readTime(payload?.iat) };
	} catch {
		return {};
	}
}

/** In s as specified; some issuers write ms, or the number as text. */
function readTime(value: unknown): number | undefined {
	const isNumber =
		typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
	const time = isNumber ? Number(value) : NaN;
	const ms = time < FIRST_MS ? time * 1000 : time;
	return ms > 0 && ms <= LAST_DATE ? ms : undefined;
}

/** Whether a token had expired when the service answered, by its own clock if it says so. */
export function isPastExpiry(token: string, response: HttpResponse): boolean {
	const { exp } = readTimes(token);
	return exp !== undefined && exp <= (readDate(response) ?? Date.now());
}

/** A session as the output of an operation, with its tokens only if the user asked for them. */
export function describeSession(
	session: MartaSession,
	scope: string,
	includeTokens: boolean,
): IDataObject {
	return {
		authenticated: true,
		scope,
		expiresAt: new Date(session.expiresAt).toISOString(),
		...(session.customer && { customer: session.customer }),
		...(includeTokens && { token: session.token, refreshToken: session.refreshToken }),
	};
}
