/** How long a finished renewal may answer callers that come just after it, in ms. */
const REMEMBER_MS = 30_000;
/** How long the outcome of a single-use grant is kept for a form that is saved again, in ms. */
const KEEP_GRANT_MS = 3_600_000;
const MAX_GRANTS = 100;
const MAX_SPENT = 10_000;

interface Kept<Tokens> {
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
export class SharedRenewals<Tokens> {
	private readonly pending = new Map<string, Promise<Tokens>>();
	private readonly finished = new Map<string, Kept<Tokens>>();

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
					this.finished.set(key, { at: this.now(), tokens });
					return tokens;
				})
				.finally(() => this.pending.delete(key));
			this.pending.set(key, running);
		}
		return await running;
	}

	/** Forgets a remembered result whose token was found dead. */
	retire(token: string): void {
		for (const [key, kept] of this.finished) {
			if (this.tokenOf(kept.tokens) === token) this.finished.delete(key);
		}
	}

	private recall(key: string): Tokens | undefined {
		const now = this.now();
		for (const [stale, kept] of this.finished) {
			if (now - kept.at >= REMEMBER_MS) this.finished.delete(stale);
		}
		const kept = this.finished.get(key);
		return kept !== undefined && this.isFresh(kept.tokens, now) ? kept.tokens : undefined;
	}
}

/**
 * The outcome of single-use grants (a code, a pasted refresh token): the form they were typed into
 * may be saved again while it is open, which puts the spent grant back over the stored tokens.
 */
export class SpentGrants<Tokens extends { refreshToken: string }> {
	private readonly grants = new Map<string, Kept<Tokens>>();

	constructor(private readonly now: () => number = Date.now) {}

	/** The newest tokens that came of a grant spent in this process within the last hour. */
	recall(key: string): Tokens | undefined {
		for (const [stale, kept] of this.grants) {
			if (this.now() - kept.at >= KEEP_GRANT_MS) this.grants.delete(stale);
		}
		return this.grants.get(key)?.tokens;
	}

	keep(key: string, tokens: Tokens): void {
		this.grants.delete(key);
		const oldest = this.grants.keys().next().value;
		if (this.grants.size >= MAX_GRANTS && oldest !== undefined) this.grants.delete(oldest);
		this.grants.set(key, { at: this.now(), tokens });
	}

	/** Tokens that came of a grant were refreshed: later recalls give the new ones. */
	replace(spentRefreshToken: string, tokens: Tokens): void {
		for (const kept of this.grants.values()) {
			if (kept.tokens.refreshToken === spentRefreshToken) kept.tokens = tokens;
		}
	}
}

/** Fingerprints of what must not be used a second time, the oldest forgotten first. */
export class SpentKeys {
	private readonly keys = new Set<string>();

	add(key: string): void {
		const oldest = this.keys.values().next().value;
		if (this.keys.size >= MAX_SPENT && oldest !== undefined) this.keys.delete(oldest);
		this.keys.add(key);
	}

	has(key: string): boolean {
		return this.keys.has(key);
	}
}
