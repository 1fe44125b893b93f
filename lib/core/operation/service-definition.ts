import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import type { ServiceError } from '../errors/service-error';
import type { ServiceRequest } from '../http/service-request';
import type { ResponseCheck } from './operation';
import type { ItemParameters } from './parameters';

export type CredentialData = ICredentialDataDecryptedObject;

/** Everything that the core knows about a service. */
export interface ServiceDefinition<Credential> {
	/** As named in texts, e.g. 'MARTA'. */
	name: string;
	credentialType: string;
	/** The credential's hidden, expirable field. */
	tokenField: string;
	/** The fields that nobody but a renewal fills. */
	renewedFields: readonly string[];
	/**
	 * Requests a token for the run only, for a credential whose fields change with the item: n8n 1.x would
	 * store the item's values in place of the expressions. Left out where what comes back must be stored.
	 *
	 * @returns the fields that a renewal fills
	 * @throws ServiceError
	 */
	logIn?(
		httpRequest: IHttpRequestHelper['helpers']['httpRequest'],
		data: CredentialData,
	): Promise<IDataObject>;
	/** @throws ServiceError `invalid_input` naming the field of the credential */
	readCredential(data: CredentialData): Credential;
	/** Whether the token in `data` belongs to this credential and need not be renewed first. */
	hasUsableToken(data: CredentialData, nowMs: number): boolean;
	/** The tokens that this process received lately. */
	tokenCache: {
		/** Stops sharing a token that was rejected. */
		forgetToken(token: string): void;
		/** When a recent token was received, by `monotonicNow`. */
		issuedAt(token: string): number | undefined;
	};
	/** A copy for requests with this token, never stored. */
	withToken(data: CredentialData, token: string): CredentialData;
	/**
	 * The item's own token, `undefined` for the credential's.
	 *
	 * @throws ServiceError `invalid_input` for a token that cannot be sent
	 */
	itemToken(input: ItemParameters): string | undefined;
	toRequestOptions(request: ServiceRequest, credential: Credential): IHttpRequestOptions;
	/** Used for operations without a check of their own. */
	checkResponse: ResponseCheck;
	/** Values that must not appear in any text. */
	secretsOf(data: CredentialData): string[];
	/** Explains a rejected token: the item's own, the credential's after its renewal, or none at all. */
	describeRejectedToken(
		serviceError: ServiceError,
		whose: 'item' | 'credential' | 'none',
	): ServiceError;
}
