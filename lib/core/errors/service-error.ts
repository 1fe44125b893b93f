import { recallError } from './unwrap';

/** Why an item did not get its answer; workflows branch on it through `details.reason`. */
export type Reason =
	| 'token_expired'
	| 'consent_needed'
	| 'member_not_eligible'
	| 'insufficient_scope'
	| 'rate_limited'
	| 'maintenance'
	| 'temporarily_unavailable'
	| 'invalid_input'
	| 'bad_answer'
	| 'network'
	| 'timeout'
	| 'service_error';

/**
 * What may help: `refreshToken` and send again; `retry` after a delay; `retryAfterPause` of the whole
 * run, since the service limits the client, not the item; `reloadCredential`, since another process
 * may have renewed it first.
 */
export type Recovery = 'refreshToken' | 'retry' | 'retryAfterPause' | 'reloadCredential';

export interface ServiceErrorOptions {
	reason: Reason;
	/** What happened, in the service's terms. Never holds a secret. */
	message: string;
	/** What to do next. Plain text, since an AI agent reads it too. */
	description?: string;
	httpStatus?: number;
	resultCode?: string;
	/** The service's own words, put before the description once they are free of secrets. */
	serviceMessage?: string;
	recovery?: Recovery;
	/** What the service asked for in `Retry-After`, in ms. */
	retryAfterMs?: number;
	/** Nothing of the item was sent yet, so that a write may be tried again too. */
	notSent?: boolean;
	/** Whether the request reached the wire, so that a write may have been carried out. */
	mayHaveBeenProcessed?: boolean;
	/** Nothing but bad luck: the user is told to send the item again, where that does nothing twice. */
	transient?: boolean;
}

/** The one error type inside `lib/`. The run turns it into an n8n error or an error item. */
export class ServiceError extends Error {
	readonly reason: Reason;
	readonly description: string;
	readonly httpStatus?: number;
	readonly resultCode?: string;
	readonly serviceMessage: string;
	readonly recovery?: Recovery;
	readonly retryAfterMs?: number;
	readonly notSent: boolean;
	readonly mayHaveBeenProcessed: boolean;
	readonly transient: boolean;

	constructor(facts: ServiceErrorOptions) {
		super(facts.message);
		this.name = 'ServiceError';
		this.reason = facts.reason;
		this.description = facts.description ?? '';
		this.httpStatus = facts.httpStatus;
		this.resultCode = facts.resultCode;
		this.serviceMessage = facts.serviceMessage ?? '';
		this.recovery = facts.recovery;
		this.retryAfterMs = facts.retryAfterMs;
		this.notSent = facts.notSent ?? false;
		this.mayHaveBeenProcessed = facts.mayHaveBeenProcessed ?? false;
		this.transient = facts.transient ?? false;
	}

	/** The same failure with some facts changed. */
	with(changes: Partial<ServiceErrorOptions>): ServiceError {
		const changed = new ServiceError({
			reason: this.reason,
			message: this.message,
			description: this.description,
			httpStatus: this.httpStatus,
			resultCode: this.resultCode,
			serviceMessage: this.serviceMessage,
			recovery: this.recovery,
			retryAfterMs: this.retryAfterMs,
			notSent: this.notSent,
			mayHaveBeenProcessed: this.mayHaveBeenProcessed,
			transient: this.transient,
			...changes,
		});
		changed.cause = this.cause;
		return changed;
	}

	/** Message and description as one text, for places that show a single line. */
	get text(): string {
		return this.description ? `${this.message} ${this.description}` : this.message;
	}
}

const SHORTEST_SECRET = 4;
/** The longest text of an error; what a service quotes may be a whole page. */
const LONGEST_TEXT = 600;
const LONGEST_QUOTE = 300;

/**
 * Takes secrets out of a failure's texts, then cuts them: a service may echo what it was sent, as it
 * is or as a body or an address carries it.
 */
export function redact(serviceError: ServiceError, secrets: readonly string[]): ServiceError {
	const forms = secrets
		.flatMap((secret) => [
			secret,
			secret.trim(),
			encodeSafely(secret),
			new URLSearchParams({ '': secret }).toString().slice(1),
			JSON.stringify(secret).slice(1, -1),
		])
		// Decoding a service's words turns a plus sign into a blank.
		.flatMap((form) => [form, form.replaceAll('+', ' ')])
		.filter((form) => form.trim().length >= SHORTEST_SECRET)
		// A secret may begin with another one.
		.sort((a, b) => b.length - a.length);
	const clean = (text: string, longest = LONGEST_TEXT): string => {
		const cleaned = forms.reduce((result, form) => result.split(form).join('***'), text);
		return cleaned.length > longest ? `${cleaned.slice(0, longest)}…` : cleaned;
	};
	const quote = clean(serviceError.serviceMessage, LONGEST_QUOTE);
	const says = quote === '' ? '' : `The service says: "${quote}". `;
	return serviceError.with({
		message: clean(serviceError.message),
		description: (says + clean(serviceError.description)).trim(),
		serviceMessage: '',
		resultCode: serviceError.resultCode === undefined ? undefined : clean(serviceError.resultCode),
	});
}

function encodeSafely(text: string): string {
	try {
		return encodeURIComponent(text);
	} catch {
		return text;
	}
}

/** The execution was stopped by a user or a time limit of n8n. */
export function cancelledError(mayHaveBeenProcessed: boolean): ServiceError {
	return new ServiceError({
		reason: 'network',
		message: mayHaveBeenProcessed
			? 'The execution was cancelled while the request was open.'
			: 'The execution was cancelled before the request was sent.',
		mayHaveBeenProcessed,
	});
}

/** An input the user can correct. `field` is the name shown in the editor. */
export function invalidInput(field: string, problem: string, advice = ''): ServiceError {
	return new ServiceError({
		reason: 'invalid_input',
		message: `'${field}' ${problem}`,
		description: advice,
	});
}

/**
 * What n8n wraps around an error thrown by a credential hook or by `authenticate` hides our own:
 * finds it again along the chain of causes, or by its text.
 */
export function unwrapServiceError(error: unknown): ServiceError | undefined {
	for (let current = error, depth = 0; current instanceof Error && depth < 5; depth++) {
		if (current instanceof CredentialHookError) return current.serviceError;
		if (current instanceof ServiceError) return current;
		current = current.cause;
	}
	return recallError(error);
}

/**
 * Thrown by credential hooks: the credential test shows `message` only, so it carries the whole
 * text. `findFailure` gives the parts back.
 */
export class CredentialHookError extends Error {
	readonly serviceError: ServiceError;

	constructor(serviceError: ServiceError) {
		super(serviceError.text);
		this.name = 'CredentialHookError';
		// Not enumerable: n8n searches the properties of an error for something to show.
		this.serviceError = serviceError;
		Object.defineProperty(this, 'failure', { enumerable: false });
	}
}
