/** RFC 6749 section 5.2. That the service keeps to it is inferred: its own error answers are not public. */
export class TokenError extends Error {
	constructor(
		readonly error: string,
		readonly description: string,
	) {
		super(description);
	}
}

export function need(form: Map<string, string>, name: string): string {
	const value = form.get(name);
	// A parameter without a value counts as left out (RFC 6749 section 3.2).
	if (!value) throw new TokenError('invalid_request', `${name} is missing`);
	return value;
}
