import type { IExecuteFunctions } from 'n8n-workflow';
import { pollUntil } from './poll-until';
import type { CredentialData, ServiceDefinition } from '../operation/service-definition';

/** The credential as n8n stores it, which another run or process may have renewed meanwhile. */
export class CredentialStore<Credential> {
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly service: ServiceDefinition<Credential>,
	) {}

	/** A fresh copy: n8n reads the database and decrypts each time. */
	async read(): Promise<CredentialData> {
		return { ...(await this.context.getCredentials(this.service.credentialType)) };
	}

	/** Whether what is stored has another token than the dead one, and one that can be used. */
	hasNewerToken(stored: CredentialData, dead: CredentialData): boolean {
		const { tokenField } = this.service;
		return (
			stored[tokenField] !== dead[tokenField] && this.service.hasUsableToken(stored, Date.now())
		);
	}

	/**
	 * Another process may have used the refresh token first: its result appears in the store.
	 *
	 * @param stop aborted when there is no more use in it
	 * @returns `undefined` when nothing came within 5 s
	 */
	async waitForNewerToken(
		dead: CredentialData,
		stop: AbortSignal,
	): Promise<CredentialData | undefined> {
		return await pollUntil(
			() => this.read(),
			(stored) => this.hasNewerToken(stored, dead),
			stop,
		);
	}
}
