/** How long a finished renewal may answer callers that come just after it, in ms. */
const REMEMBER_MS = 30_000;

/** Tokens, and when they came, in ms since 1970. */
export interface CachedTokens<Tokens> {
	at: number;
	tokens: Tokens;
}

/**
 * One login or refresh at a time per credential within a process. n8n itself has no lock around a
 * credential's hook, and 50 requests with an empty token would make 50 logins.
 *
 * Keys are fingerprints of everything the renewal is made with, secrets included: who does not
 * know them all cannot get another's token.
 */
export class TokenCache<Tokens> {
	private readonly pending = new Map<string, Promise<Tokens>>();
	private readonly finished = new Map<string, CachedTokens<Tokens>>();

	/**
	 * @param tokenOf the text by which callers know a token
	 * @param isFresh whether remembered tokens may still be handed out
	 */
	constructor(
		private readonly tokenOf: (tokens: Tokens) => string,
		private readonly isFresh: (tokens: Tokens, nowMs: number) => boolean = () => true,
		private readonly now: () => number = Date.now,
	) {}

	/**
	 * @param callerToken the token the caller holds; a remembered result with the same one is of no use
	 * @param start makes the renewal; its failure is shared by those who wait, and not remembered
	 */
	async share(key: string, callerToken: string, start: () => Promise<Tokens>): Promise<Tokens> {
		const remembered = this.recall(key);
		if (remembered !== undefined && this.tokenOf(remembered) !== callerToken) return remembered;
		let running = this.pending.get(key);
		if (running === undefined) {
			running = start()
				.then((tokens) => {
					// Deleted first, so that the map stays in the order of time.
					this.finished.delete(key);
					this.finished.set(key, { at: this.now(), tokens });
					return tokens;
				})
				.finally(() => this.pending.delete(key));
			this.pending.set(key, running);
		}
		return await running;
	}

	/** When a remembered token came last, in ms since 1970. */
	issuedAt(token: string): number | undefined {
		const times = [...this.finished.values()]
			.filter(({ tokens }) => this.tokenOf(tokens) === token)
			.map(({ at }) => at);
		return times.length === 0 ? undefined : Math.max(...times);
	}

	/** Forgets a finished renewal at once. */
	forget(key: string): void {
		this.finished.delete(key);
	}

	/** Forgets a remembered result whose token was found dead. */
	forgetToken(token: string): void {
		for (const [key, kept] of this.finished) {
			if (this.tokenOf(kept.tokens) === token) this.finished.delete(key);
		}
	}

	private recall(key: string): Tokens | undefined {
		const now = this.now();
		for (const [stale, kept] of this.finished) {
			if (now - kept.at < REMEMBER_MS) break;
			this.finished.delete(stale);
		}
		const kept = this.finished.get(key);
		const isRecent = kept !== undefined && now - kept.at < REMEMBER_MS;
		return isRecent && this.isFresh(kept.tokens, now) ? kept.tokens : undefined;
	}
}
