import type { CachedTokens } from './token-cache';

/** How long the outcome of a single-use grant is kept for a form that is saved again, in ms. */
const KEEP_GRANT_MS = 3_600_000;
const MAX_GRANTS = 100;
const MAX_SPENT = 10_000;

/**
 * The outcome of single-use grants (a code, a pasted refresh token): the form they were typed into
 * may be saved again while it is open, which puts the spent grant back over the stored tokens.
 */
export class UsedGrants<Tokens extends { refreshToken: string }> {
	private readonly grants = new Map<string, CachedTokens<Tokens>>();

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
export class UsedKeys {
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
