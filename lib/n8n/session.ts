import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Answer } from './answer';
import { Failure } from './failure';
import type { Call, Operation } from './operation';
import { pause } from './pause';
import type { CredentialData, Service } from './service';
import { sendWithCredential } from './transport';

/** How often in a row a token may be refused right after its renewal before the run gives up on it. */
const MAX_FRESH_REFUSALS = 3;
/** How often one item may lose its token before it gives up. */
const MAX_TOKENS_PER_ITEM = 10;
/** How long to look for the token of another process that renewed first, in ms. */
const REREAD_LIMIT = 5_000;
const REREAD_FIRST_PAUSE = 20;
const REREAD_LAST_PAUSE = 500;
/** A hook runs only for an empty token; calls that need no session must not start one. */
const NO_SESSION = 'no-session';

type Outcome = Answer | Failure;

/**
 * The credential of one run: decrypted once, its token renewed by one item while the others wait.
 *
 * Renewal goes through n8n (an empty token makes it run the credential's hook and store what came
 * of it), after a look at the stored credential, which another run may have renewed already.
 */
export class RunSession<Credential> {
	private data: CredentialData = {};
	private renewing?: Promise<Failure | undefined>;
	private broken?: Failure;
	private readonly refused = new WeakSet<CredentialData>();
	/** Renewed, and due for renewal already by their lifetime: used until they are refused. */
	private readonly shortLived = new WeakSet<CredentialData>();
	private freshRefusals = 0;

	private constructor(
		private readonly context: IExecuteFunctions,
		private readonly service: Service<Credential>,
	) {}

	static async open<Credential>(
		context: IExecuteFunctions,
		service: Service<Credential>,
	): Promise<RunSession<Credential>> {
		const session = new RunSession(context, service);
		session.data = await session.readStored();
		return session;
	}

	/** @throws Failure `invalid_input` naming the field of the credential */
	get credential(): Credential {
		return this.service.readCredential(this.data);
	}

	/** Of the newest data, since a renewal brings new ones. */
	get secrets(): string[] {
		return this.service.secretsOf(this.data);
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
		for (let refusals = 0; refusals < MAX_TOKENS_PER_ITEM;) {
			while (this.renewing) {
				const lost = await this.renewing;
				if (lost) return lost;
			}
			if (this.broken) return this.broken;
			const data = this.data;
			const outcome = this.isUsable(data)
				? await this.attempt(http, operation, data)
				: await this.renewAndSend(http, operation, data);
			if (outcome === undefined) continue;
			if (!isRefusal(outcome)) return outcome;
			refusal = outcome;
			refusals++;
		}
		return this.service.explainRefusedToken(refusal as Failure, 'credential');
	}

	private isUsable(data: CredentialData): boolean {
		if (this.refused.has(data)) return false;
		return this.shortLived.has(data) || this.service.hasUsableToken(data, Date.now());
	}

	/** @returns `undefined` when there is a new token but this item has not been sent with it */
	private async renewAndSend(
		http: IHttpRequestOptions,
		operation: Operation<Credential>,
		dead: CredentialData,
	): Promise<Outcome | undefined> {
		let outcome: Outcome | undefined;
		this.renewing = (async () => {
			try {
				outcome = await this.renew(http, operation, dead);
				return undefined;
			} catch (error) {
				return error instanceof Failure ? error : Promise.reject(error);
			}
		})();
		try {
			const lost = await this.renewing;
			if (lost === undefined) return outcome;
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
	): Promise<Outcome | undefined> {
		const stored = await this.readStored();
		if (this.isNews(stored, dead)) {
			this.data = stored;
			return undefined;
		}
		this.service.retireToken(dead);
		const data = { ...stored, [this.service.tokenField]: '' };
		try {
			const outcome = this.judge(await this.transmit(http, data), operation, data);
			this.adopt(data);
			if (!isRefusal(outcome)) return outcome;
			this.freshRefusals++;
			if (this.freshRefusals < MAX_FRESH_REFUSALS) return outcome;
			return Promise.reject(this.service.explainRefusedToken(outcome, 'credential'));
		} catch (error) {
			if (!(error instanceof Failure)) return Promise.reject(error);
			// The hook did its part and the request itself failed: that is this item's matter alone.
			if (data[this.service.tokenField] !== '') {
				this.adopt(data);
				return error;
			}
			if (error.cure === 'reread' && (await this.awaitOtherProcess(dead))) return undefined;
			return Promise.reject(error.cure === 'reread' ? error.with({ cure: undefined }) : error);
		}
	}

	private adopt(renewed: CredentialData): void {
		this.data = renewed;
		if (!this.service.hasUsableToken(renewed, Date.now())) this.shortLived.add(renewed);
	}

	/** Another process may have used the refresh token first: its result appears in the store. */
	private async awaitOtherProcess(dead: CredentialData): Promise<boolean> {
		const deadline = Date.now() + REREAD_LIMIT;
		const signal = this.context.getExecutionCancelSignal();
		for (let wait = REREAD_FIRST_PAUSE; Date.now() < deadline && !signal?.aborted;) {
			await pause(wait, signal);
			const stored = await this.readStored();
			if (this.isNews(stored, dead)) {
				this.data = stored;
				return true;
			}
			wait = Math.min(wait * 2, REREAD_LAST_PAUSE);
		}
		return false;
	}

	private isNews(stored: CredentialData, dead: CredentialData): boolean {
		const { tokenField } = this.service;
		return (
			stored[tokenField] !== dead[tokenField] && this.service.hasUsableToken(stored, Date.now())
		);
	}

	private async readStored(): Promise<CredentialData> {
		return { ...(await this.context.getCredentials(this.service.credentialType)) };
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
		const outcome = this.service.judge(answer, operation, data) ?? answer;
		if (isRefusal(outcome)) this.refused.add(data);
		else this.freshRefusals = 0;
		return outcome;
	}
}

function isRefusal(outcome: Outcome): outcome is Failure {
	return outcome instanceof Failure && outcome.cure === 'renew';
}
