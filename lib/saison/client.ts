import type { IHttpRequestOptions } from 'n8n-workflow';
import { invalidInput } from '../core/errors/service-error';
import { setDefaultHeader } from '../core/http/headers';
import type { Call } from '../core/operation/operation';
import { encodeForm, type NameValue } from '../core/http/encoding';
import type { CredentialData, Service } from '../core/operation/service-definition';
import { buildTarget } from '../core/http/url';
import { STRICT_OPTIONS } from '../core/http/transport';
import {
	bindingFor,
	boundAccessToken,
	readSaisonCredential,
	saisonSecrets,
	type SaisonCredential,
} from './auth/credential';
import { judgeSaison, MEMBER_CODES, SERVICE_NAME } from './errors';
import { isHeaderSafe } from './auth/mac';
import { retireSaisonToken, saisonTokenIssuedAt } from './auth/renewal';

/** A POST whose parameters travel in the body, as the resource conditions page asks for. */
export function formCall(path: string, parameters: readonly NameValue[]): Call {
	return { method: 'POST', path, body: encodeForm(parameters) };
}

const REFUSED_TOKEN = {
	item: {
		message: "The member's access token has expired or is not valid.",
		description: 'Get a new token for this member, store it, then run the item again.',
	},
	credential: {
		message: 'Saison Connect refuses the access token right after it was renewed.',
		description:
			"Check the clock of the n8n host, and 'Client Secret' and 'MAC Separator' in the credential.",
	},
	none: {
		message: 'Saison Connect refuses the call (HTTP 401).',
		description: "Check 'Client ID' and 'Client Secret' in the credential.",
	},
};

export const saisonService: Service<SaisonCredential> = {
	name: SERVICE_NAME,
	credentialType: 'saisonConnectApi',
	tokenField: 'accessToken',
	readCredential: readSaisonCredential,
	secretsOf: saisonSecrets,

	hasUsableToken(data) {
		return boundAccessToken(readSaisonCredential(data), data) !== '';
	},

	retireToken(data) {
		retireSaisonToken(String(data.accessToken ?? ''));
	},

	issuedAt(data) {
		return saisonTokenIssuedAt(String(data.accessToken ?? ''));
	},

	withToken(data, accessToken): CredentialData {
		const boundTo = bindingFor(readSaisonCredential(data), '');
		return { ...data, accessToken, refreshToken: '', authorizationCode: '', boundTo };
	},

	ownToken(input) {
		const token = input.optionText('memberAccessToken');
		if (token === undefined) return undefined;
		const field = input.label('memberAccessToken');
		if (token.trim() === '') {
			throw invalidInput(
				field,
				'is empty.',
				'Remove the option to use the token of the credential.',
			);
		}
		if (!isHeaderSafe(token)) {
			throw invalidInput(
				field,
				'holds characters that cannot be sent.',
				'Quotes, backslashes, line feeds and non-ASCII characters cannot be part of a token.',
			);
		}
		return token;
	},

	toHttp(call, credential): IHttpRequestOptions {
		const headers: Record<string, string> = { ...call.headers };
		setDefaultHeader(headers, 'Accept', 'application/json');
		if (call.method === 'POST')
			setDefaultHeader(headers, 'Content-Type', 'application/x-www-form-urlencoded');
		return {
			...STRICT_OPTIONS,
			method: call.method,
			url: buildTarget(credential.origin, call.path, call.query, call.pathField),
			headers,
			body: call.body,
		};
	},

	judge(answer, operation) {
		if (operation.judge) return operation.judge(answer, false);
		return judgeSaison(answer, operation.finalCodes ?? MEMBER_CODES);
	},

	explainRefusedToken(failure, whose) {
		return failure.with({ ...REFUSED_TOKEN[whose], cure: undefined });
	},
};
