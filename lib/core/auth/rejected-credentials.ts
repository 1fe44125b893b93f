/**
 * n8n's HTTP Request node answers a refusal thrown by `authenticate` with a renewal of the token.
 * A request that no token can cure must not cost one: `authenticate` notes the credential object it
 * refused for, and the hook, which is handed the same object, does nothing for it.
 */
export class RejectedCredentials {
	private readonly rejected = new WeakSet<object>();

	/** Runs `work`, noting `credentials` when it throws. */
	guard<Result>(credentials: object, work: () => Result): Result {
		this.rejected.add(credentials);
		const result = work();
		this.rejected.delete(credentials);
		return result;
	}

	has(credentials: object): boolean {
		return this.rejected.has(credentials);
	}
}
