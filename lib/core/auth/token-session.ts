import { sleep, type IExecuteFunctions, type IHttpRequestOptions } from 'n8n-workflow';
import { cancelledError, ServiceError, type ServiceErrorOptions } from '../errors/service-error';
import type { HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import { authenticatedSender, type SendAuthenticated } from '../http/transport';
import type { Effect, Operation } from '../operation/operation';
import type { NextTurn, Run } from '../operation/run';
import type { CredentialData, ServiceDefinition } from '../operation/service-definition';
import type { CredentialStore } from './credential-store';
import { RefreshableCredential } from './refreshable-credential';
import { isTokenRejected, mayOnlyNeedNewSignature } from './rejection';
import { SharedRenewals } from './shared-renewals';

/** How many items in a row may be rejected with new tokens before the run stops. */
const MAX_CONSECUTIVE_REJECTIONS = 3;
/** How many tokens may be issued for one item. */
const MAX_RENEWALS_PER_ITEM = 2;
/** How many tokens one item may try, whoever they were issued for. */
const MAX_TOKENS_PER_ITEM = 10;
/** How many tokens a write may try: it is sent again at most once. */
const MAX_TOKENS_PER_WRITE = 2;
const NOT_SENT_AGAIN = {
	recovery: undefined,
	description:
		'The request was not sent again, because the response contains more than a rejection of the token. Check what it means before you run the item again.',
};
/** Not empty, since n8n runs the hook for an empty token, and these requests need no session. */
const NO_TOKEN = 'no-session';

interface SessionStart<Credential> {
	store: CredentialStore<Credential>;
	/** What `store` has read. */
	data: CredentialData;
	run: Run;
	/** Whether the credential has expressions for the item, so that n8n must not store its tokens. */
	isPerItem?: boolean;
}

interface ItemRequest<Credential> {
	request: ServiceRequest;
	operation: Operation<Credential>;
	effect: Effect;
	/** The item's own token: never renewed, never stored. */
	itemToken?: string;
	/** For a request that is sent again: the first has its turn already. */
	nextTurn: NextTurn;
}

/** Sends the items' requests, and decides which item renews the token and when to stop. */
export class TokenSession<Credential> {
	private readonly renewals: SharedRenewals<Credential>;
	/** Why no other item can be sent with this credential. */
	private fatalError?: ServiceError;
	private consecutiveRejections = 0;

	private constructor(
		private readonly service: ServiceDefinition<Credential>,
		/** The settings of the credential, as they were when the session began. */
		readonly credential: Credential,
		private readonly refreshable: RefreshableCredential<Credential>,
		private readonly sendWith: SendAuthenticated,
		private readonly run: Run,
	) {
		this.renewals = new SharedRenewals(refreshable, run);
	}

	/** @throws ServiceError `invalid_input` naming the field of the credential */
	static create<Credential>(
		context: IExecuteFunctions,
		service: ServiceDefinition<Credential>,
		{ store, data, run, isPerItem }: SessionStart<Credential>,
	): TokenSession<Credential> {
		const credential = service.readCredential(data);
		const { credentialType, name, tokenField } = service;
		const send = authenticatedSender(context, credentialType, name, tokenField);
		const sendWith: SendAuthenticated = (...sent) => run.report.times.measure(send(...sent));
		const logIn = isPerItem ? service.logIn?.bind(service, context.helpers.httpRequest) : undefined;
		const requests = { sendWith, logIn };
		const refreshable = new RefreshableCredential(service, store, requests, run.stop, data);
		return new TokenSession(service, credential, refreshable, sendWith, run);
	}

	/** Values that no text may show. */
	get secrets(): string[] {
		return this.refreshable.secrets;
	}

	/**
	 * Sends a request once, and again only if its token was rejected: a write at most once.
	 *
	 * @returns a response that passed the operation's check, or why there is none
	 */
	async send(
		options: IHttpRequestOptions,
		item: ItemRequest<Credential>,
	): Promise<HttpResponse | ServiceError> {
		const { request, operation, effect, itemToken, nextTurn } = item;
		if (!request.unauthenticated && itemToken === undefined) {
			return await this.sendWithRenewal(options, item);
		}
		const data = this.service.withToken(this.refreshable.data, itemToken ?? NO_TOKEN);
		const { shareAttempt } = request;
		const isShared = shareAttempt !== undefined;
		const attempt = async (): Promise<HttpResponse | ServiceError> =>
			this.check(operation, await this.sendWith(options, data, { isShared }), data);
		if (shareAttempt) return await sendShared(shareAttempt, attempt);
		let outcome = await attempt();
		if (mayOnlyNeedNewSignature(outcome, effect)) outcome = (await nextTurn()) ?? (await attempt());
		const whose = itemToken === undefined ? 'none' : 'item';
		return isTokenRejected(outcome) ? this.service.describeRejectedToken(outcome, whose) : outcome;
	}

	private async sendWithRenewal(
		options: IHttpRequestOptions,
		{ operation, effect, nextTurn }: ItemRequest<Credential>,
	): Promise<HttpResponse | ServiceError> {
		const maxTokens = effect === 'read' ? MAX_TOKENS_PER_ITEM : MAX_TOKENS_PER_WRITE;
		let rejection: ServiceError | undefined;
		let ownRenewals = 0;
		let isSignedAgain = false;
		let hasTurn = true;
		for (let rejected = 0; rejected < maxTokens && ownRenewals < MAX_RENEWALS_PER_ITEM;) {
			if (this.renewals.pending) {
				const result = await this.renewals.pending;
				if (result instanceof ServiceError) return result;
				// The item that renewed goes first: if it failed, it may stop the run.
				await sleep(0);
				hasTurn = false;
				continue;
			}
			if (this.run.stop.aborted) return cancelledError(false);
			const fatalError = this.fatalError ?? this.renewals.fatalError;
			if (fatalError) return fatalError;
			if (!hasTurn) {
				const error = await nextTurn();
				if (error) return error;
				hasTurn = true;
				// Meanwhile, others may have renewed the token or stopped the run.
				continue;
			}
			const sent =
				ownRenewals === 0 && this.refreshable.hasUsableToken
					? await this.refreshable.send(options)
					: await this.renewals.renewAndSend(options);
			if (sent === undefined) continue;
			if (sent instanceof ServiceError) return sent;
			hasTurn = false;
			const outcome = this.check(operation, sent.response, sent.data);
			if (!isTokenRejected(outcome)) {
				if (!(outcome instanceof ServiceError)) {
					this.consecutiveRejections = 0;
					this.renewals.hasBeenAccepted = true;
				}
				return outcome;
			}
			rejection = outcome;
			rejected++;
			if (!isSignedAgain && mayOnlyNeedNewSignature(outcome, effect)) {
				isSignedAgain = true;
				continue;
			}
			// With a token issued for this very request, the item may be the cause.
			if (sent.isNew) ownRenewals++;
			else this.refreshable.reject(sent.data);
			if (effect !== 'read' && !outcome.rejectsOnlyToken) {
				if (!sent.isNew) await this.renewals.renewWithoutSending(options, nextTurn);
				return this.blameItem(outcome, NOT_SENT_AGAIN);
			}
		}
		return this.blameItem(rejection as ServiceError);
	}

	/**
	 * An item that is rejected with tokens issued for it fails alone. After several such items, with none
	 * accepted in between, no token is likely to be.
	 */
	private blameItem(rejection: ServiceError, known?: Partial<ServiceErrorOptions>): ServiceError {
		const error = known
			? rejection.with(known)
			: this.service.describeRejectedToken(rejection, 'credential');
		if (++this.consecutiveRejections >= MAX_CONSECUTIVE_REJECTIONS) this.fatalError = error;
		return error;
	}

	private check(
		operation: Operation<Credential>,
		response: HttpResponse | ServiceError,
		data: CredentialData,
	): HttpResponse | ServiceError {
		if (response instanceof ServiceError) return response;
		this.run.report.clockCompared(response.clock);
		const check = operation.checkResponse ?? this.service.checkResponse;
		const error = check(response, String(data[this.service.tokenField] ?? ''));
		return error?.with({ clock: response.clock }) ?? response;
	}
}

/** Errors are thrown to the others that share the request, and returned to this one. */
async function sendShared(
	shareAttempt: NonNullable<ServiceRequest['shareAttempt']>,
	attempt: () => Promise<HttpResponse | ServiceError>,
): Promise<HttpResponse | ServiceError> {
	try {
		return await shareAttempt(async () => {
			const outcome = await attempt();
			if (outcome instanceof ServiceError) throw outcome;
			return outcome;
		});
	} catch (error) {
		if (error instanceof ServiceError) return error;
		throw error as Error;
	}
}
