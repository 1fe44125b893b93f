import type { IHttpRequestOptions } from 'n8n-workflow';
import { invalidInput } from '../core/errors/service-error';
import { setDefaultHeader } from '../core/http/headers';
import type { CredentialData, ServiceDefinition } from '../core/operation/service-definition';
import { buildUrl } from '../core/http/url';
import { STRICT_OPTIONS } from '../core/http/transport';
import {
	bindingFor,
	boundSessionToken,
	martaSecrets,
	readMartaCredential,
	type MartaCredential,
} from './credential';
import { checkMartaResponse, SERVICE_NAME } from './errors';
import { martaTokenIssuedAt, forgetMartaToken } from './renewal';
import { isPastExpiry } from './session';

/** A session with less than this left is renewed before the next request, in ms. */
const RENEW_BEFORE = 60_000;

const REJECTED_TOKEN = {
	item: {
		message: "The item's session token has expired or is not valid.",
		description: 'Log the customer in again, then run the item again.',
	},
	credential: {
		message: 'MARTA refuses the session right after the login.',
		description:
			"Check 'Scope' and 'Send API Key On' in the credential, and the clock of the n8n host.",
	},
	none: {
		message: 'MARTA refuses the call (HTTP 401).',
		description: "Check 'API Key' in the credential.",
	},
};

export const martaService: ServiceDefinition<MartaCredential> = {
	name: SERVICE_NAME,
	credentialType: 'martaApi',
	tokenField: 'sessionToken',
	readCredential: readMartaCredential,
	secretsOf: martaSecrets,

	hasUsableToken(data, nowMs) {
		if (boundSessionToken(readMartaCredential(data), data) === '') return false;
		const expiresAt = Date.parse(String(data.sessionExpiresAt ?? ''));
		return Number.isNaN(expiresAt) || expiresAt - nowMs >= RENEW_BEFORE;
	},

	forgetToken(data) {
		forgetMartaToken(String(data.sessionToken ?? ''));
	},

	tokenIssuedAt(data) {
		return martaTokenIssuedAt(String(data.sessionToken ?? ''));
	},

	withToken(data, sessionToken): CredentialData {
		const boundTo = bindingFor(readMartaCredential(data));
		return { ...data, sessionToken, sessionExpiresAt: '', boundTo };
	},

	itemToken(input) {
		const token = input.optionText('sessionToken');
		if (token === undefined) return undefined;
		const field = input.label('sessionToken');
		if (token.trim() === '') {
			throw invalidInput(
				field,
				'is empty.',
				'Remove the option to use the session of the credential.',
			);
		}
		if (!/^[\x21-\x7e]+$/.test(token)) {
			throw invalidInput(field, 'holds characters that cannot be sent in a header.');
		}
		return token;
	},

	toRequestOptions(request, credential): IHttpRequestOptions {
		const headers: Record<string, string> = { ...request.headers };
		setDefaultHeader(headers, 'Accept', 'application/json');
		if (request.body !== undefined) setDefaultHeader(headers, 'Content-Type', 'application/json');
		return {
			...STRICT_OPTIONS,
			method: request.method,
			url: buildUrl(credential.origin, request.path, request.query, request.pathField),
			headers,
			body: request.body,
		};
	},

	checkResponse(response, token) {
		return checkMartaResponse(response, isPastExpiry(token));
	},

	describeRejectedToken(serviceError, whose) {
		return serviceError.with({ ...REJECTED_TOKEN[whose], recovery: undefined });
	},
};
