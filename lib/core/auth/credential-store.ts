import type { IExecuteFunctions } from 'n8n-workflow';
import type { CredentialData, ServiceDefinition } from '../operation/service-definition';
import { delay } from '../time/delay';
import { monotonicNow } from '../time/monotonic';

/** How long to wait for another process, in ms. */
const MAX_WAIT = 5_000;
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 500;

/** The credential as n8n stores it, where another run or process may have renewed its token. */
export class CredentialStore<Credential> {
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly service: ServiceDefinition<Credential>,
		/** The item that expressions in the credential are resolved for. */
		private readonly itemIndex: number,
	) {}

	/** Reads and decrypts it again. */
	async read(): Promise<CredentialData> {
		return {
			...(await this.context.getCredentials(this.service.credentialType, this.itemIndex)),
		};
	}

	/** Whether what is stored has another token than `old`, and one that can be used. */
	hasNewerToken(stored: CredentialData, old: CredentialData): boolean {
		const { tokenField } = this.service;
		return (
			stored[tokenField] !== old[tokenField] && this.service.hasUsableToken(stored, Date.now())
		);
	}

	/**
	 * Waits for the token that another process gets with the same refresh token.
	 *
	 * @param stop aborted when nothing new may be sent
	 * @returns `undefined` if none was stored within 5 s
	 */
	async waitForNewerToken(
		old: CredentialData,
		stop: AbortSignal,
	): Promise<CredentialData | undefined> {
		const deadline = monotonicNow() + MAX_WAIT;
		for (let pause = FIRST_PAUSE; monotonicNow() < deadline && !stop.aborted; pause *= 2) {
			await delay(Math.min(pause, LONGEST_PAUSE), stop);
			const stored = await this.read();
			if (this.hasNewerToken(stored, old)) return stored;
		}
		return undefined;
	}
}
