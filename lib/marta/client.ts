import { invalidInput } from '../core/errors/service-error';
import { isVisibleAscii } from '../core/http/headers';
import { toRequestOptions } from '../core/http/service-request';
import type { CredentialData, ServiceDefinition } from '../core/operation/service-definition';
import { describeHostClock } from '../core/time/service-clock';
import {
	bindingFor,
	boundSessionToken,
	martaSecrets,
	readMartaCredential,
	readSessionExpiry,
	type MartaCredential,
} from './credential';
import { checkMartaResponse, SERVICE_NAME } from './errors';
import { martaTokenCache, renewMartaSession } from './renewal';
import { isPastExpiry } from './session';

/** A session that expires sooner than this is renewed before the next request, in ms. */
const RENEW_BEFORE = 60_000;

const REJECTED_TOKEN = {
	item: {
		message: "The item's session token has expired or is not valid.",
		description: 'Log the customer in again, then run the item again.',
	},
	credential: {
		message: 'MARTA rejected the session right after the login.',
		description: "Check 'Scope' and 'Send API Key On' in the credential.",
	},
	none: {
		message: 'MARTA rejected the request (HTTP 401).',
		description: "Check 'API Key' in the credential.",
	},
};

export const martaService: ServiceDefinition<MartaCredential> = {
	name: SERVICE_NAME,
	credentialType: 'martaApi',
	tokenField: 'sessionToken',
	readCredential: readMartaCredential,
	secretsOf: martaSecrets,
	tokenCache: martaTokenCache,
	renewedFields: ['sessionToken', 'sessionExpiresAt', 'boundTo'],
	logIn: renewMartaSession,

	hasUsableToken(data, nowMs) {
		if (boundSessionToken(readMartaCredential(data), data) === '') return false;
		const expiresAt = readSessionExpiry(data);
		return expiresAt === undefined || expiresAt - nowMs >= RENEW_BEFORE;
	},

	withToken(data, sessionToken): CredentialData {
		const boundTo = bindingFor(readMartaCredential(data));
		return { ...data, sessionToken, sessionExpiresAt: '', boundTo };
	},

	itemToken(input) {
		const token = input.options.text('sessionToken');
		if (token === undefined) return undefined;
		const field = input.label('sessionToken');
		if (token.trim() === '') {
			throw invalidInput(field, 'is empty.', "Remove the option to use the credential's session.");
		}
		if (!isVisibleAscii(token)) {
			throw invalidInput(field, 'contains characters that cannot be sent in a header.');
		}
		return token;
	},

	toRequestOptions(request, { origin }) {
		const hasBody = request.body !== undefined;
		return toRequestOptions(request, origin, hasBody ? 'application/json' : undefined);
	},

	checkResponse(response, token) {
		return checkMartaResponse(response, isPastExpiry(token, response));
	},

	describeRejectedToken(serviceError, whose) {
		const { message, description } = REJECTED_TOKEN[whose];
		const hostClock = describeHostClock(serviceError.clock);
		return serviceError.with({
			message,
			description: `${description} ${hostClock}`.trim(),
			recovery: undefined,
		});
	},
};
