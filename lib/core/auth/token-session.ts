import { sleep, type IExecuteFunctions, type IHttpRequestOptions } from 'n8n-workflow';
import type { HttpResponse } from '../http/response';
import { cancelledError, ServiceError } from '../errors/service-error';
import type { ServiceRequest, Operation } from '../operation/operation';
import type { CredentialData, ServiceDefinition } from '../operation/service-definition';
import { CredentialStore } from './credential-store';
import { authenticatedSender, type SendAuthenticated } from '../http/transport';

/** How many items in a row may be refused with fresh tokens before the run gives up. */
const MAX_CONSECUTIVE_REJECTIONS = 3;
/** How many tokens may be issued for one item. */
const MAX_RENEWALS_PER_ITEM = 2;
/** How often one item may lose its token before it gives up. */
const MAX_TOKENS_PER_ITEM = 10;
/** A hook runs only for an empty token; calls that need no session must not start one. */
const NO_TOKEN = 'no-session';

type Outcome = HttpResponse | ServiceError;

/** What came of a request, and the credential it was sent with. */
interface Attempt {
	outcome: Outcome;
	data: CredentialData;
	/** Whether the token was issued for this very request, and not handed over by another run. */
	isNew: boolean;
}

/**
 * The credential of one run: decrypted once, its token renewed by one item while the others wait.
 *
 * Renewal goes through n8n (an empty token makes it run the credential's hook and store what came
 * of it), after a look at the stored credential, which another run may have renewed already.
 */
export class TokenSession<Credential> {
	private readonly store: CredentialStore<Credential>;
	private readonly transmit: SendAuthenticated;
	private data: CredentialData = {};
	private renewing?: Promise<ServiceError | undefined>;
	private fatalError?: ServiceError;
	private readonly rejected = new WeakSet<CredentialData>();
	/** Renewed, and due for renewal already by their lifetime: used until they are refused. */
	private readonly shortLived = new WeakSet<CredentialData>();
	private consecutiveRejections = 0;
	private readonly knownSecrets = new Set<string>();

	private constructor(
		context: IExecuteFunctions,
		private readonly service: ServiceDefinition<Credential>,
		private readonly stop: AbortSignal,
	) {
		this.store = new CredentialStore(context, service);
		this.transmit = authenticatedSender(context, service.credentialType, service.name);
	}

	/** @param stop aborted when nothing new may be sent */
	static async create<Credential>(
		context: IExecuteFunctions,
		service: ServiceDefinition<Credential>,
		stop: AbortSignal,
	): Promise<TokenSession<Credential>> {
		const session = new TokenSession(context, service, stop);
		session.use(await session.store.read());
		return session;
	}

	/** @throws ServiceError `invalid_input` naming the field of the credential */
	get credential(): Credential {
		return this.service.readCredential(this.data);
	}

	/** Of all tokens the run has held: a slow answer may echo one that was replaced since. */
	get secrets(): string[] {
		return [...this.knownSecrets];
	}

	/**
	 * Sends a call once, more often only where its token was refused.
	 *
	 * @param ownToken the item's own token: never renewed, never stored
	 * @returns the wanted answer, or why there is none
	 */
	async send(
		options: IHttpRequestOptions,
		request: ServiceRequest,
		operation: Operation<Credential>,
		itemToken?: string,
	): Promise<Outcome> {
		if (request.unauthenticated || itemToken !== undefined) {
			const data = this.service.withToken(this.data, itemToken ?? NO_TOKEN);
			const outcome = await this.attempt(options, operation, data);
			const whose = itemToken === undefined ? 'none' : 'item';
			return isTokenRejected(outcome)
				? this.service.describeRejectedToken(outcome, whose)
				: outcome;
		}
		return await this.sendWithRenewal(options, operation);
	}

	private async sendWithRenewal(
		options: IHttpRequestOptions,
		operation: Operation<Credential>,
	): Promise<Outcome> {
		let rejection: ServiceError | undefined;
		let ownRenewals = 0;
		for (let refusals = 0; refusals < MAX_TOKENS_PER_ITEM && ownRenewals < MAX_RENEWALS_PER_ITEM;) {
			while (this.renewing) {
				const lost = await this.renewing;
				if (lost) return lost;
				// The item that renewed settles first: if it failed, it may have stopped the run.
				await sleep(0);
			}
			if (this.stop.aborted) return cancelledError(false);
			if (this.fatalError) return this.fatalError;
			const data = this.data;
			const sent =
				ownRenewals === 0 && this.isUsable(data)
					? { outcome: await this.attempt(options, operation, data), data, isNew: false }
					: await this.renewAndSend(options, operation, data);
			if (sent === undefined) continue;
			if (sent instanceof ServiceError) return sent;
			const { outcome } = sent;
			if (!isTokenRejected(outcome)) {
				if (!(outcome instanceof ServiceError)) this.consecutiveRejections = 0;
				return outcome;
			}
			rejection = outcome;
			refusals++;
			// A token issued for this very request says that the item may be the cause, not the token.
			if (sent.isNew) ownRenewals++;
			else this.rejected.add(sent.data);
		}
		return this.blameItem(rejection as ServiceError);
	}

	/**
	 * An item refused with tokens issued for it fails alone. Several of them, with nothing accepted in
	 * between, mean that no token will be accepted.
	 */
	private blameItem(rejection: ServiceError): ServiceError {
		const serviceError = this.service.describeRejectedToken(rejection, 'credential');
		if (++this.consecutiveRejections >= MAX_CONSECUTIVE_REJECTIONS) this.fatalError = serviceError;
		return serviceError;
	}

	private isUsable(data: CredentialData): boolean {
		if (this.rejected.has(data)) return false;
		return this.shortLived.has(data) || this.service.hasUsableToken(data, Date.now());
	}

	/**
	 * @returns a failure when no token could be had, `undefined` when there is a new token but this
	 *   item has not been sent with it
	 */
	private async renewAndSend(
		options: IHttpRequestOptions,
		operation: Operation<Credential>,
		dead: CredentialData,
	): Promise<Attempt | ServiceError | undefined> {
		let sent: Attempt | undefined;
		this.renewing = (async () => {
			try {
				sent = await this.renew(options, operation, dead);
				return undefined;
			} catch (error) {
				return error instanceof ServiceError ? error : Promise.reject(error);
			}
		})();
		try {
			const lost = await this.renewing;
			if (lost === undefined) return sent;
			// Without a cure, every further item would only ask for the same refusal again.
			if (lost.recovery === undefined) this.fatalError = lost;
			return lost;
		} finally {
			this.renewing = undefined;
		}
	}

	/** @throws ServiceError when no token could be had */
	private async renew(
		options: IHttpRequestOptions,
		operation: Operation<Credential>,
		dead: CredentialData,
	): Promise<Attempt | undefined> {
		const began = Date.now();
		const stored = await this.store.read();
		if (this.store.hasNewerToken(stored, dead)) {
			this.use(stored);
			return undefined;
		}
		this.service.forgetToken(dead);
		const data = { ...stored, [this.service.tokenField]: '' };
		try {
			const response = await this.transmit(options, data);
			this.adopt(data);
			return {
				outcome: this.checkResponse(response, operation, data),
				data,
				isNew: this.isNew(data, began),
			};
		} catch (error) {
			if (!(error instanceof ServiceError)) return Promise.reject(error);
			// The hook did its part and the request itself failed: that is this item's matter alone.
			if (data[this.service.tokenField] !== '') {
				this.adopt(data);
				return { outcome: error, data, isNew: this.isNew(data, began) };
			}
			const news =
				error.recovery === 'reloadCredential'
					? await this.store.waitForNewerToken(dead, this.stop)
					: undefined;
			if (news !== undefined) {
				this.use(news);
				return undefined;
			}
			const recovery = error.recovery === 'reloadCredential' ? undefined : error.recovery;
			return Promise.reject(error.with({ recovery, notSent: true, mayHaveBeenProcessed: false }));
		}
	}

	private use(data: CredentialData): void {
		this.data = data;
		for (const secret of this.service.secretsOf(data)) this.knownSecrets.add(secret);
	}

	private adopt(renewed: CredentialData): void {
		this.use(renewed);
		if (!this.service.hasUsableToken(renewed, Date.now())) this.shortLived.add(renewed);
	}

	private isNew(data: CredentialData, sinceMs: number): boolean {
		return (this.service.tokenIssuedAt(data) ?? sinceMs) >= sinceMs;
	}

	private async attempt(
		options: IHttpRequestOptions,
		operation: Operation<Credential>,
		data: CredentialData,
	): Promise<Outcome> {
		try {
			return this.checkResponse(await this.transmit(options, data), operation, data);
		} catch (error) {
			return error instanceof ServiceError ? error : Promise.reject(error);
		}
	}

	private checkResponse(
		response: HttpResponse,
		operation: Operation<Credential>,
		data: CredentialData,
	): Outcome {
		const check = operation.checkResponse ?? this.service.checkResponse;
		return check(response, String(data[this.service.tokenField] ?? '')) ?? response;
	}
}

function isTokenRejected(outcome: Outcome): outcome is ServiceError {
	return outcome instanceof ServiceError && outcome.recovery === 'refreshToken';
}
