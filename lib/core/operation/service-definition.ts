import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import type { ServiceError } from '../errors/service-error';
import type { ServiceRequest } from '../http/service-request';
import type { ResponseCheck } from './operation';
import type { ItemParameters } from './parameters';

export type CredentialData = ICredentialDataDecryptedObject;

/**
 * What the core must know of a service. Both services fill in the same shape; all that differs
 * between them is behind it.
 */
export interface ServiceDefinition<Credential> {
	/** As named in texts, e.g. 'MARTA'. */
	name: string;
	credentialType: string;
	/** The credential's hidden, expirable field. */
	tokenField: string;
	/** @throws ServiceError `invalid_input` naming the field of the credential */
	readCredential(data: CredentialData): Credential;
	/** Whether the token in `data` belongs to this credential and need not be renewed first. */
	hasUsableToken(data: CredentialData, nowMs: number): boolean;
	/** The tokens that this process has got lately. */
	tokenCache: {
		/** Stops handing out a token that was rejected. */
		forgetToken(token: string): void;
		/** When a token came, in ms since 1970; `undefined` if it is not remembered. */
		issuedAt(token: string): number | undefined;
	};
	/** A copy that signs with this token, never to be stored. */
	withToken(data: CredentialData, token: string): CredentialData;
	/** The item's own token, checked, or `undefined` for the credential's. */
	itemToken(input: ItemParameters): string | undefined;
	toRequestOptions(request: ServiceRequest, credential: Credential): IHttpRequestOptions;
	/** For operations without a check of their own. */
	checkResponse: ResponseCheck;
	/** Values that must not appear in any text, however a service echoes them. */
	secretsOf(data: CredentialData): string[];
	/** The final text for a token refused: the item's own, the credential's after renewal, or none. */
	describeRejectedToken(
		serviceError: ServiceError,
		whose: 'item' | 'credential' | 'none',
	): ServiceError;
}
