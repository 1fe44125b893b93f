import { sleep, type IExecuteFunctions, type IHttpRequestOptions } from 'n8n-workflow';
import { cancelledError, ServiceError } from '../errors/service-error';
import type { HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import { authenticatedSender, type SendAuthenticated } from '../http/transport';
import type { Operation } from '../operation/operation';
import type { CredentialData, ServiceDefinition } from '../operation/service-definition';
import { CredentialStore } from './credential-store';
import { RefreshableCredential, type Attempt } from './refreshable-credential';

/** How many items in a row may be rejected with new tokens before the run gives up. */
const MAX_CONSECUTIVE_REJECTIONS = 3;
/** How many tokens may be issued for one item. */
const MAX_RENEWALS_PER_ITEM = 2;
/** How many tokens one item may lose, whoever they were issued for, before it gives up. */
const MAX_TOKENS_PER_ITEM = 10;
/** A hook runs only for an empty token; calls without a session must not start one. */
const NO_TOKEN = 'no-session';

/**
 * Sends the requests of one run: when an item renews the token, waits for another that does, or gives
 * up.
 */
export class TokenSession<Credential> {
	/** The one renewal under way, made by an item while the others wait. */
	private renewal?: Promise<Attempt | ServiceError | undefined>;
	/** Why nothing more can be sent in this run. */
	private fatalError?: ServiceError;
	private consecutiveRejections = 0;

	private constructor(
		private readonly service: ServiceDefinition<Credential>,
		private readonly refreshable: RefreshableCredential<Credential>,
		private readonly sendWith: SendAuthenticated,
		private readonly stop: AbortSignal,
	) {}

	/** @param stop aborted when nothing new may be sent */
	static async create<Credential>(
		context: IExecuteFunctions,
		service: ServiceDefinition<Credential>,
		stop: AbortSignal,
	): Promise<TokenSession<Credential>> {
		const store = new CredentialStore(context, service);
		const sendWith = authenticatedSender(context, service.credentialType, service.name);
		const stored = await store.read();
		const credential = new RefreshableCredential(service, store, sendWith, stop, stored);
		return new TokenSession(service, credential, sendWith, stop);
	}

	/** @throws ServiceError `invalid_input` naming the field of the credential */
	get credential(): Credential {
		return this.service.readCredential(this.refreshable.data);
	}

	/** Values that no text may show. */
	get secrets(): string[] {
		return this.refreshable.secrets;
	}

	/**
	 * Sends a request once, and again only if its token was rejected.
	 *
	 * @param itemToken the item's own token: never renewed, never stored
	 * @returns a response that passed the operation's check, or why there is none
	 */
	async send(
		options: IHttpRequestOptions,
		request: ServiceRequest,
		operation: Operation<Credential>,
		itemToken?: string,
	): Promise<HttpResponse | ServiceError> {
		if (!request.unauthenticated && itemToken === undefined) {
			return await this.sendWithRenewal(options, operation);
		}
		const data = this.service.withToken(this.refreshable.data, itemToken ?? NO_TOKEN);
		const outcome = this.check(operation, await this.sendWith(options, data), data);
		const whose = itemToken === undefined ? 'none' : 'item';
		return isTokenRejected(outcome) ? this.service.describeRejectedToken(outcome, whose) : outcome;
	}

	private async sendWithRenewal(
		options: IHttpRequestOptions,
		operation: Operation<Credential>,
	): Promise<HttpResponse | ServiceError> {
		let rejection: ServiceError | undefined;
		let ownRenewals = 0;
		for (let lost = 0; lost < MAX_TOKENS_PER_ITEM && ownRenewals < MAX_RENEWALS_PER_ITEM;) {
			if (this.renewal) {
				const result = await this.renewal;
				if (result instanceof ServiceError) return result;
				// The item that renewed settles first: if it failed, it may have stopped the run.
				await sleep(0);
				continue;
			}
			if (this.stop.aborted) return cancelledError(false);
			if (this.fatalError) return this.fatalError;
			const sent =
				ownRenewals === 0 && this.refreshable.hasUsableToken
					? await this.refreshable.send(options)
					: await this.renewAndSend(options);
			if (sent === undefined) continue;
			if (sent instanceof ServiceError) return sent;
			const outcome = this.check(operation, sent.response, sent.data);
			if (!isTokenRejected(outcome)) {
				if (!(outcome instanceof ServiceError)) this.consecutiveRejections = 0;
				return outcome;
			}
			rejection = outcome;
			lost++;
			// A token issued for this very request says that the item may be the cause, not the token.
			if (sent.isNew) ownRenewals++;
			else this.refreshable.reject(sent.data);
		}
		return this.blameItem(rejection as ServiceError);
	}

	private async renewAndSend(
		options: IHttpRequestOptions,
	): Promise<Attempt | ServiceError | undefined> {
		this.renewal = this.refreshable.renewAndSend(options);
		try {
			const result = await this.renewal;
			// If nothing helps, every other item would only get the same error again.
			if (result instanceof ServiceError && !result.recovery) this.fatalError = result;
			return result;
		} finally {
			this.renewal = undefined;
		}
	}

	/**
	 * An item rejected with tokens issued for it fails alone. Several of them, with nothing accepted in
	 * between, mean that no token will be accepted.
	 */
	private blameItem(rejection: ServiceError): ServiceError {
		const error = this.service.describeRejectedToken(rejection, 'credential');
		if (++this.consecutiveRejections >= MAX_CONSECUTIVE_REJECTIONS) this.fatalError = error;
		return error;
	}

	private check(
		operation: Operation<Credential>,
		response: HttpResponse | ServiceError,
		data: CredentialData,
	): HttpResponse | ServiceError {
		if (response instanceof ServiceError) return response;
		const check = operation.checkResponse ?? this.service.checkResponse;
		return check(response, String(data[this.service.tokenField] ?? '')) ?? response;
	}
}

function isTokenRejected(outcome: HttpResponse | ServiceError): outcome is ServiceError {
	return outcome instanceof ServiceError && outcome.recovery === 'refreshToken';
}
