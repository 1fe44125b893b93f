import { ExpiringMap } from '../time/expiring-map';

/** How long tokens may be handed to callers that come just after the request, in ms. */
const RECENT_MS = 30_000;

/**
 * What a process knows of tokens that are being requested or have just come. n8n has no lock around
 * a credential's hook, so 50 requests with an empty token would make 50 logins.
 *
 * Keys are fingerprints of everything that a request is made with, secrets included: nobody gets
 * tokens without knowing all of it.
 */
export class TokenCache<Tokens> {
	private readonly inFlight = new Map<string, Promise<Tokens>>();
	private readonly recent = new ExpiringMap<Tokens>(RECENT_MS);

	/**
	 * @param tokenOf the text by which callers know a token
	 * @param isFresh whether recent tokens may still be handed out
	 */
	constructor(
		private readonly tokenOf: (tokens: Tokens) => string,
		private readonly isFresh: (tokens: Tokens) => boolean = () => true,
	) {}

	/**
	 * Makes one request at a time for each key, and none for callers that come just after it.
	 *
	 * @param callerToken the token the caller has already, for which the same one is of no use
	 * @param request if it fails, everyone who waits for it fails; the next caller makes a new one
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

	/** When a token came, in ms since 1970; `undefined` if it is not a recent one. */
	issuedAt(token: string): number | undefined {
		return this.recent.lastSetAt((tokens) => this.tokenOf(tokens) === token);
	}

	/** Stops handing out a token that was rejected. */
	forgetToken(token: string): void {
		this.recent.deleteWhere((tokens) => this.tokenOf(tokens) === token);
	}

	/** Stops handing out what came of a request. */
	forget(key: string): void {
		this.recent.delete(key);
	}

	private async remember(key: string, request: Promise<Tokens>): Promise<Tokens> {
		const tokens = await request;
		this.recent.set(key, tokens);
		return tokens;
	}
}
