import type { IHttpRequestOptions } from 'n8n-workflow';
import { ServiceError } from '../errors/service-error';
import type { NextTurn, Run } from '../operation/run';
import type { Attempt, RefreshableCredential } from './refreshable-credential';

type Result = Attempt | ServiceError | undefined;

/** The renewals of a session: one item makes each while the others wait. */
export class SharedRenewals<Credential> {
	/** The one that is being made. */
	pending?: Promise<Result>;
	/** Why there can be no other token. */
	fatalError?: ServiceError;
	/** Whether the service has accepted a request, so that a renewal comes in the middle of the run. */
	hasBeenAccepted = false;

	constructor(
		private readonly refreshable: RefreshableCredential<Credential>,
		private readonly run: Run,
	) {}

	/** Call only while none is pending. @returns as `RefreshableCredential.renewAndSend` */
	async renewAndSend(options: IHttpRequestOptions): Promise<Result> {
		this.pending = this.refreshable.renewAndSend(options);
		try {
			const result = await this.pending;
			// Without a recovery, every other item would only get the same error.
			if (result instanceof ServiceError && !result.recovery) this.fatalError = result;
			if (result && 'response' in result) {
				this.run.limiter.skipSlot();
				if (this.hasBeenAccepted) this.run.report.renewals++;
			}
			return result;
		} finally {
			this.pending = undefined;
		}
	}

	/**
	 * For the items and runs that follow, where this item cannot be sent again: n8n runs the hook for
	 * the empty token, and `authenticate` rejects the address.
	 */
	async renewWithoutSending(options: IHttpRequestOptions, nextTurn: NextTurn): Promise<void> {
		const mustRenew = (): boolean => !this.pending && !this.refreshable.hasUsableToken;
		if (mustRenew() && (await nextTurn())) return;
		if (this.pending) await this.pending;
		else if (mustRenew() && !this.run.stop.aborted) {
			await this.renewAndSend({ ...options, url: 'https://nowhere.invalid/' });
		}
	}
}
