import { sleep, type IExecuteFunctions, type IHttpRequestOptions } from 'n8n-workflow';
import type { Answer } from '../http/response';
import { cancelled, Failure } from '../errors/service-error';
import type { Call, Operation } from '../operation/operation';
import type { CredentialData, Service } from '../operation/service-definition';
import { StoredCredential } from './credential-store';
import { sendWithCredential } from '../http/transport';

/** How many items in a row may be refused with fresh tokens before the run gives up. */
const MAX_SUSPECTS = 3;
/** How many tokens may be issued for one item. */
const MAX_OWN_RENEWALS = 2;
/** How often one item may lose its token before it gives up. */
const MAX_TOKENS_PER_ITEM = 10;
/** A hook runs only for an empty token; calls that need no session must not start one. */
const NO_SESSION = 'no-session';

type Outcome = Answer | Failure;

/** What came of a request, and the credential it was sent with. */
interface Sent {
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
export class RunSession<Credential> {
	private readonly store: StoredCredential<Credential>;
	private data: CredentialData = {};
	private renewing?: Promise<Failure | undefined>;
	private broken?: Failure;
	private readonly refused = new WeakSet<CredentialData>();
	/** Renewed, and due for renewal already by their lifetime: used until they are refused. */
	private readonly shortLived = new WeakSet<CredentialData>();
	private suspects = 0;
	private readonly held = new Set<string>();

	private constructor(
		private readonly context: IExecuteFunctions,
		private readonly service: Service<Credential>,
		private readonly stop: AbortSignal,
	) {
		this.store = new StoredCredential(context, service);
	}

	/** @param stop aborted when nothing new may be sent */
	static async open<Credential>(
		context: IExecuteFunctions,
		service: Service<Credential>,
		stop: AbortSignal,
	): Promise<RunSession<Credential>> {
		const session = new RunSession(context, service, stop);
		session.use(await session.store.read());
		return session;
	}

	/** @throws Failure `invalid_input` naming the field of the credential */
	get credential(): Credential {
		return this.service.readCredential(this.data);
	}

	/** Of all tokens the run has held: a slow answer may echo one that was replaced since. */
	get secrets(): string[] {
		return [...this.held];
	}

	/**
	 * Sends a call once, more often only where its token was refused.
	 *
	 * @param ownToken the item's own token: never renewed, never stored
	 * @returns the wanted answer, or why there is none
	 */
	async send(
		http: IHttpRequestOptions,
		call: Call,
		operation: Operation<Credential>,
		ownToken?: string,
	): Promise<Outcome> {
		if (call.withoutSession || ownToken !== undefined) {
			const data = this.service.withToken(this.data, ownToken ?? NO_SESSION);
			const outcome = await this.attempt(http, operation, data);
			const whose = ownToken === undefined ? 'none' : 'item';
			return isRefusal(outcome) ? this.service.explainRefusedToken(outcome, whose) : outcome;
		}
		return await this.sendWithRenewal(http, operation);
	}

	private async sendWithRenewal(
		http: IHttpRequestOptions,
		operation: Operation<Credential>,
	): Promise<Outcome> {
		let refusal: Failure | undefined;
		let ownRenewals = 0;
		for (let refusals = 0; refusals < MAX_TOKENS_PER_ITEM && ownRenewals < MAX_OWN_RENEWALS;) {
			while (this.renewing) {
				const lost = await this.renewing;
				if (lost) return lost;
				// The item that renewed settles first: if it failed, it may have stopped the run.
				await sleep(0);
			}
			if (this.stop.aborted) return cancelled(false);
			if (this.broken) return this.broken;
			const data = this.data;
			const sent =
				ownRenewals === 0 && this.isUsable(data)
					? { outcome: await this.attempt(http, operation, data), data, isNew: false }
					: await this.renewAndSend(http, operation, data);
			if (sent === undefined) continue;
			if (sent instanceof Failure) return sent;
			const { outcome } = sent;
			if (!isRefusal(outcome)) {
				if (!(outcome instanceof Failure)) this.suspects = 0;
				return outcome;
			}
			refusal = outcome;
			refusals++;
			// A token issued for this very request says that the item may be the cause, not the token.
			if (sent.isNew) ownRenewals++;
			else this.refused.add(sent.data);
		}
		return this.blameItem(refusal as Failure);
	}

	/**
	 * An item refused with tokens issued for it fails alone. Several of them, with nothing accepted in
	 * between, mean that no token will be accepted.
	 */
	private blameItem(refusal: Failure): Failure {
		const failure = this.service.explainRefusedToken(refusal, 'credential');
		if (++this.suspects >= MAX_SUSPECTS) this.broken = failure;
		return failure;
	}

	private isUsable(data: CredentialData): boolean {
		if (this.refused.has(data)) return false;
		return this.shortLived.has(data) || this.service.hasUsableToken(data, Date.now());
	}

	/**
	 * @returns a failure when no token could be had, `undefined` when there is a new token but this
	 *   item has not been sent with it
	 */
	private async renewAndSend(
		http: IHttpRequestOptions,
		operation: Operation<Credential>,
		dead: CredentialData,
	): Promise<Sent | Failure | undefined> {
		let sent: Sent | undefined;
		this.renewing = (async () => {
			try {
				sent = await this.renew(http, operation, dead);
				return undefined;
			} catch (error) {
				return error instanceof Failure ? error : Promise.reject(error);
			}
		})();
		try {
			const lost = await this.renewing;
			if (lost === undefined) return sent;
			// Without a cure, every further item would only ask for the same refusal again.
			if (lost.cure === undefined) this.broken = lost;
			return lost;
		} finally {
			this.renewing = undefined;
		}
	}

	/** @throws Failure when no token could be had */
	private async renew(
		http: IHttpRequestOptions,
		operation: Operation<Credential>,
		dead: CredentialData,
	): Promise<Sent | undefined> {
		const began = Date.now();
		const stored = await this.store.read();
		if (this.store.isNews(stored, dead)) {
			this.use(stored);
			return undefined;
		}
		this.service.retireToken(dead);
		const data = { ...stored, [this.service.tokenField]: '' };
		try {
			const answer = await this.transmit(http, data);
			this.adopt(data);
			return { outcome: this.judge(answer, operation, data), data, isNew: this.isNew(data, began) };
		} catch (error) {
			if (!(error instanceof Failure)) return Promise.reject(error);
			// The hook did its part and the request itself failed: that is this item's matter alone.
			if (data[this.service.tokenField] !== '') {
				this.adopt(data);
				return { outcome: error, data, isNew: this.isNew(data, began) };
			}
			const news =
				error.cure === 'reread' ? await this.store.awaitNews(dead, this.stop) : undefined;
			if (news !== undefined) {
				this.use(news);
				return undefined;
			}
			const cure = error.cure === 'reread' ? undefined : error.cure;
			return Promise.reject(error.with({ cure, beforeSending: true, maybeCarriedOut: false }));
		}
	}

	private use(data: CredentialData): void {
		this.data = data;
		for (const secret of this.service.secretsOf(data)) this.held.add(secret);
	}

	private adopt(renewed: CredentialData): void {
		this.use(renewed);
		if (!this.service.hasUsableToken(renewed, Date.now())) this.shortLived.add(renewed);
	}

	private isNew(data: CredentialData, sinceMs: number): boolean {
		return (this.service.issuedAt(data) ?? sinceMs) >= sinceMs;
	}

	private async attempt(
		http: IHttpRequestOptions,
		operation: Operation<Credential>,
		data: CredentialData,
	): Promise<Outcome> {
		try {
			return this.judge(await this.transmit(http, data), operation, data);
		} catch (error) {
			return error instanceof Failure ? error : Promise.reject(error);
		}
	}

	private async transmit(http: IHttpRequestOptions, data: CredentialData): Promise<Answer> {
		const { credentialType, name } = this.service;
		return await sendWithCredential(this.context, credentialType, http, data, name);
	}

	private judge(answer: Answer, operation: Operation<Credential>, data: CredentialData): Outcome {
		return this.service.judge(answer, operation, data) ?? answer;
	}
}

function isRefusal(outcome: Outcome): outcome is Failure {
	return outcome instanceof Failure && outcome.cure === 'renew';
}
