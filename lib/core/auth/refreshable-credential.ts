import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { ServiceError } from '../errors/service-error';
import type { HttpResponse } from '../http/response';
import type { SendAuthenticated } from '../http/transport';
import type { CredentialData, ServiceDefinition } from '../operation/service-definition';
import { monotonicNow } from '../time/monotonic';
import type { CredentialStore } from './credential-store';

/** The result of a request, not yet checked, and the credential it was sent with. */
export interface Attempt {
	response: HttpResponse | ServiceError;
	data: CredentialData;
	/** Whether the token was issued for this very request, and not for another run. */
	isNew: boolean;
}

/** How a credential's requests are sent, and its tokens requested. */
export interface TokenRequests {
	sendWith: SendAuthenticated;
	/** Requests a token that n8n does not store. Left out, n8n runs the credential's hook. */
	logIn?: (data: CredentialData) => Promise<IDataObject>;
}

/** The credential of one run: which token its requests are sent with, and how it gets a new one. */
export class RefreshableCredential<Credential> {
	private readonly rejected = new WeakSet<CredentialData>();
	/** With a new token whose lifetime is so short that it is due for renewal: used until it is rejected. */
	private readonly shortLived = new WeakSet<CredentialData>();
	private readonly knownSecrets = new Set<string>();

	/** @param stop aborted when nothing new may be sent */
	constructor(
		private readonly service: ServiceDefinition<Credential>,
		private readonly store: CredentialStore<Credential>,
		private readonly requests: TokenRequests,
		private readonly stop: AbortSignal,
		private current: CredentialData,
	) {
		this.use(current);
	}

	get data(): CredentialData {
		return this.current;
	}

	/** Of all tokens of the run, since a slow response may echo one that was replaced meanwhile. */
	get secrets(): string[] {
		return [...this.knownSecrets];
	}

	get hasUsableToken(): boolean {
		if (this.rejected.has(this.current)) return false;
		return (
			this.shortLived.has(this.current) || this.service.hasUsableToken(this.current, Date.now())
		);
	}

	/** Marks a token as rejected, so that it is not used again. */
	reject(data: CredentialData): void {
		this.rejected.add(data);
	}

	async send(options: IHttpRequestOptions): Promise<Attempt> {
		const data = this.current;
		return { response: await this.requests.sendWith(options, data), data, isNew: false };
	}

	/**
	 * Renews the token by sending a request with an empty one: n8n then runs the credential's hook and
	 * stores what it returns, unless the token is for this run only. If another run has already renewed it,
	 * that run's token is used from now on.
	 *
	 * @returns a ServiceError if there is no new token; `undefined` if there is one of another run, with
	 *   which this request has not been sent
	 */
	async renewAndSend(options: IHttpRequestOptions): Promise<Attempt | ServiceError | undefined> {
		const { tokenField, tokenCache } = this.service;
		const old = this.current;
		const startedAt = monotonicNow();
		// Without the hook, nothing is stored that this run does not know.
		const stored = this.requests.logIn ? old : await this.store.read();
		if (this.store.hasNewerToken(stored, old)) {
			this.use(stored);
			return undefined;
		}
		tokenCache.forgetToken(String(old[tokenField] ?? ''));
		const data = { ...stored, [tokenField]: '' };
		const response = await this.sendWithNewToken(options, data);
		if (response instanceof ServiceError && data[tokenField] === '') {
			return await this.useNewerToken(old, response);
		}
		this.use(data);
		if (!this.service.hasUsableToken(data, Date.now())) this.shortLived.add(data);
		const issuedAt = tokenCache.issuedAt(String(data[tokenField])) ?? startedAt;
		return { response, data, isNew: issuedAt >= startedAt };
	}

	/** @param data receives the token */
	private async sendWithNewToken(
		options: IHttpRequestOptions,
		data: CredentialData,
	): Promise<HttpResponse | ServiceError> {
		const { sendWith, logIn } = this.requests;
		try {
			if (logIn) Object.assign(data, await logIn(data));
		} catch (error) {
			if (error instanceof ServiceError) return error;
			throw error as Error;
		}
		return await sendWith(options, data);
	}

	/**
	 * Another process may have used the refresh token first: then its new token is used.
	 *
	 * @returns why there is none
	 */
	private async useNewerToken(
		old: CredentialData,
		error: ServiceError,
	): Promise<ServiceError | undefined> {
		const isTaken = error.recovery === 'reloadCredential';
		const newer = isTaken ? await this.store.waitForNewerToken(old, this.stop) : undefined;
		if (newer === undefined) {
			const recovery = isTaken ? undefined : error.recovery;
			return error.with({ recovery, notSent: true, mayHaveBeenProcessed: false });
		}
		this.use(newer);
		return undefined;
	}

	private use(data: CredentialData): void {
		this.current = data;
		for (const secret of this.service.secretsOf(data)) this.knownSecrets.add(secret);
	}
}
