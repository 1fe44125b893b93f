import { invalidInput } from '../core/errors/service-error';
import { toRequestOptions, type ServiceRequest } from '../core/http/service-request';
import { encodeForm, type NameValue } from '../core/http/encoding';
import type { CredentialData, ServiceDefinition } from '../core/operation/service-definition';
import {
	bindingFor,
	boundAccessToken,
	readSaisonCredential,
	saisonSecrets,
	type SaisonCredential,
} from './auth/credential';
import { checkWithMemberCodes, MEMBER_CODES, SERVICE_NAME } from './errors';
import { describeHostClock } from '../core/time/service-clock';
import { isHeaderSafe } from './auth/mac';
import { saisonTokenCache } from './auth/renewal';

/** A POST with its parameters in the body, as the resource conditions page asks for. */
export function formRequest(path: string, parameters: readonly NameValue[]): ServiceRequest {
	return { method: 'POST', path, body: encodeForm(parameters) };
}

const REJECTED_TOKEN = {
	item: {
		message: "The member's access token has expired or is not valid.",
		description: 'Get a new token for this member, store it, then run the item again.',
	},
	credential: {
		message: 'Saison Connect rejected the access token right after it was renewed.',
		description: "Check 'Client Secret' and 'MAC Separator' in the credential.",
	},
	none: {
		message: 'Saison Connect rejected the request (HTTP 401).',
		description: "Check 'Client ID' and 'Client Secret' in the credential.",
	},
};

/** For a service that does not send the time. */
const UNKNOWN_CLOCK = {
	description:
		"Check the clock of the n8n host, and 'Client Secret' and 'MAC Separator' in the credential.",
};

/** For a host whose clock is wrong, although the request was signed with the service's time. */
const REJECTED_SIGNATURE = {
	message: 'Saison Connect rejected the access token or the signature.',
	description: REJECTED_TOKEN.credential.description,
};

export const saisonService: ServiceDefinition<SaisonCredential> = {
	name: SERVICE_NAME,
	credentialType: 'saisonConnectApi',
	tokenField: 'accessToken',
	readCredential: readSaisonCredential,
	secretsOf: saisonSecrets,
	tokenCache: saisonTokenCache,
	renewedFields: ['accessToken', 'boundTo'],
	checkResponse: checkWithMemberCodes(...MEMBER_CODES),

	hasUsableToken(data) {
		return boundAccessToken(readSaisonCredential(data), data) !== '';
	},

	withToken(data, accessToken): CredentialData {
		const boundTo = bindingFor(readSaisonCredential(data), '');
		return { ...data, accessToken, refreshToken: '', authorizationCode: '', boundTo };
	},

	itemToken(input) {
		const token = input.options.text('memberAccessToken');
		if (token === undefined) return undefined;
		const field = input.label('memberAccessToken');
		if (token.trim() === '') {
			throw invalidInput(field, 'is empty.', "Remove the option to use the credential's token.");
		}
		if (!isHeaderSafe(token)) {
			throw invalidInput(
				field,
				'contains characters that cannot be sent.',
				'Tokens cannot contain quotes, backslashes, line feeds or non-ASCII characters.',
			);
		}
		return token;
	},

	toRequestOptions(request, { origin }) {
		const isForm = request.method === 'POST';
		return toRequestOptions(
			request,
			origin,
			isForm ? 'application/x-www-form-urlencoded' : undefined,
		);
	},

	describeRejectedToken(serviceError, whose) {
		const { clock } = serviceError;
		const hostClock = describeHostClock(clock);
		const known =
			whose !== 'credential'
				? REJECTED_TOKEN[whose]
				: hostClock !== ''
					? REJECTED_SIGNATURE
					: { ...REJECTED_TOKEN.credential, ...(clock === undefined && UNKNOWN_CLOCK) };
		const description = `${hostClock} ${known.description}`.trim();
		return serviceError.with({ message: known.message, description, recovery: undefined });
	},
};
