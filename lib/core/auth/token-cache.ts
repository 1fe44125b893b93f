import { ExpiringMap } from '../time/expiring-map';

/** How long new tokens are also given to callers that come a little later, in ms. */
const RECENT_MS = 30_000;
const MAX_RECENT = 1_000;

/**
 * The tokens that a process is requesting or has just received. n8n does not lock a credential's hook,
 * so 50 requests with an empty token would cause 50 logins.
 *
 * A key is a fingerprint of everything that the login is made with, secrets included: nobody gets
 * tokens without knowing all of it.
 */
export class TokenCache<Tokens> {
	private readonly inFlight = new Map<string, Promise<Tokens>>();
	private readonly recent = new ExpiringMap<Tokens>(RECENT_MS, MAX_RECENT);

	/**
	 * @param tokenOf the token itself, as it is stored and sent
	 * @param isFresh whether recent tokens can still be used
	 */
	constructor(
		private readonly tokenOf: (tokens: Tokens) => string,
		private readonly isFresh: (tokens: Tokens) => boolean = () => true,
	) {}

	/**
	 * Makes one request at a time for each key, and shares its result also with callers that come a
	 * little later.
	 *
	 * @param callerToken the token that the caller already has, and does not want back
	 * @param request fails for every caller that waits for it; the next caller makes a new one
	 */
	async share(key: string, callerToken: string, request: () => Promise<Tokens>): Promise<Tokens> {
		const recent = this.recent.get(key);
		if (recent !== undefined && this.tokenOf(recent) !== callerToken && this.isFresh(recent)) {
			return recent;
		}
		let inFlight = this.inFlight.get(key);
		if (inFlight === undefined) {
			inFlight = this.remember(key, request()).finally(() => this.inFlight.delete(key));
			this.inFlight.set(key, inFlight);
		}
		return await inFlight;
	}

	/** When a recent token was received, by `monotonicNow`. */
	issuedAt(token: string): number | undefined {
		return this.recent.lastSetAt((tokens) => this.tokenOf(tokens) === token);
	}

	/** Stops sharing a token that was rejected. */
	forgetToken(token: string): void {
		this.recent.deleteWhere((tokens) => this.tokenOf(tokens) === token);
	}

	/** Stops sharing the result of a request. */
	forget(key: string): void {
		this.recent.delete(key);
	}

	private async remember(key: string, request: Promise<Tokens>): Promise<Tokens> {
		const tokens = await request;
		this.recent.set(key, tokens);
		return tokens;
	}
}
