import type { IDataObject } from 'n8n-workflow';
import {
	isPlainObject,
	tryReadObject,
	readJson,
	readRetryAfter,
	type HttpResponse,
} from '../core/http/response';
import { ServiceError } from '../core/errors/service-error';
import { checkAvailability } from './errors';

/** What `POST /auth` returns. */
export interface MartaSession {
	token: string;
	/** '' if there is none. How to exchange it is not public, so it is only passed on. */
	refreshToken: string;
	/** In ms since 1970: the token's `exp`, or else 15 minutes after it was received. */
	expiresAt: number;
	/** For the scope customer. */
	customer?: IDataObject;
}

/** The latest time that `Date` supports, in ms. */
const LAST_DATE = 8.64e15;
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
	if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
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
		expiresAt: readExpiry(token) ?? receivedAtMs + LIFETIME,
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
	if (httpStatus === 429 || httpStatus >= 500) {
		return new ServiceError({
			reason: httpStatus === 429 ? 'rate_limited' : 'temporarily_unavailable',
			message: `The login of MARTA is not available (HTTP ${httpStatus}).`,
			description: 'Run it again later.',
			httpStatus,
			recovery: httpStatus === 429 ? 'retryAfterPause' : 'retry',
			retryAfterMs: readRetryAfter(response, Date.now()),
		});
	}
	const isDenied = httpStatus === 401 || httpStatus === 403;
	const isRedirect = httpStatus >= 300 && httpStatus < 400;
	return new ServiceError({
		reason: isDenied || httpStatus === 400 ? 'service_error' : 'bad_answer',
		message: `MARTA rejected the login (HTTP ${httpStatus}).`,
		description: isRedirect
			? "It redirects to another address, which is not followed. Check 'Environment' and 'Base URL' in the credential."
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

/** The `exp` of a JWT, in ms. The signature is not checked: `exp` only says when to renew. */
export function readExpiry(token: string): number | undefined {
	try {
		const payload = JSON.parse(
			Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'),
		) as { exp?: unknown } | null;
		const exp = payload?.exp;
		const isDate = typeof exp === 'number' && exp > 0 && exp * 1000 <= LAST_DATE;
		return isDate ? exp * 1000 : undefined;
	} catch {
		return undefined;
	}
}

/** Whether a token says that it has expired. */
export function isPastExpiry(token: string): boolean {
	const expiry = readExpiry(token);
	return expiry !== undefined && expiry <= Date.now();
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
