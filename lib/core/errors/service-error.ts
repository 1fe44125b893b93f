import type { ClockComparison } from '../time/service-clock';

/**
 * Why an item failed. Workflows branch on it through `details.reason`, so these names never change. A
 * service adds its own by declaration merging.
 */
export interface Reasons {
	token_expired: never;
	insufficient_scope: never;
	rate_limited: never;
	maintenance: never;
	temporarily_unavailable: never;
	invalid_input: never;
	bad_answer: never;
	network: never;
	timeout: never;
	service_error: never;
}

export type Reason = keyof Reasons;

/**
 * What may help: `refreshToken` and send again; `retry` after a delay; `retryAfterPause` of the whole
 * run, since the service limits the client, not the item; `reloadCredential`, since another process
 * may have renewed it first.
 */
export type Recovery = 'refreshToken' | 'retry' | 'retryAfterPause' | 'reloadCredential';

/** The one error class inside `lib/`. A run turns it into an n8n error or an error item. */
export class ServiceError extends Error {
	readonly reason: Reason;
	/** What to do next. Plain text, since an AI agent reads it too. */
	readonly description: string;
	readonly httpStatus?: number;
	readonly resultCode?: string;
	/** The service's own message. `redact` puts it before the description. */
	readonly serviceMessage: string;
	/** The part of `message` that quotes the service, '' for none. */
	readonly quote: string;
	readonly recovery?: Recovery;
	/** What the response tells about the clocks of host and service. */
	readonly clock?: ClockComparison;
	/** What the service asked for in `Retry-After`, in ms. */
	readonly retryAfterMs?: number;
	/** Whether nothing of the item has been sent yet, so that even a write may be retried. */
	readonly notSent: boolean;
	/** Whether the request may have reached the service, so that a write may have been processed. */
	readonly mayHaveBeenProcessed: boolean;
	/** Whether nothing but the token was rejected, so that even a write may be sent again with a new one. */
	readonly rejectsOnlyToken: boolean;
	/** Suggests rerunning the item, unless it is a write that may have been processed. */
	readonly transient: boolean;

	/** @param options `message` says what happened, in the service's terms. No text may contain a secret. */
	constructor(options: ServiceErrorOptions) {
		super(options.message);
		this.name = 'ServiceError';
		this.reason = options.reason;
		this.description = options.description ?? '';
		this.httpStatus = options.httpStatus;
		this.resultCode = options.resultCode;
		this.serviceMessage = options.serviceMessage ?? '';
		this.quote = options.quote ?? '';
		this.recovery = options.recovery;
		this.clock = options.clock;
		this.retryAfterMs = options.retryAfterMs;
		this.notSent = options.notSent ?? false;
		this.mayHaveBeenProcessed = options.mayHaveBeenProcessed ?? false;
		this.rejectsOnlyToken = options.rejectsOnlyToken ?? false;
		this.transient = options.transient ?? false;
	}

	/** A copy with some options changed. */
	with(changes: Partial<ServiceErrorOptions>): ServiceError {
		const copy = new ServiceError({ ...this, message: this.message, ...changes });
		copy.cause = this.cause;
		return copy;
	}

	/** Message and description in one line, for places that show only one. */
	get text(): string {
		return this.description ? `${this.message} ${this.description}` : this.message;
	}
}

export type ServiceErrorOptions = Pick<ServiceError, 'reason' | 'message'> &
	Partial<Omit<ServiceError, keyof Error | 'reason' | 'text' | 'with'>>;

/**
 * An input that the user can correct.
 *
 * @param field the name shown in the editor
 * @param problem the rest of the sentence that begins with the name
 * @param advice what to do next
 */
export function invalidInput(field: string, problem: string, advice = ''): ServiceError {
	return new ServiceError({
		reason: 'invalid_input',
		message: `'${field}' ${problem}`,
		description: advice,
	});
}

/** The execution was stopped by a user or by a time limit of n8n. */
export function cancelledError(mayHaveBeenProcessed: boolean): ServiceError {
	return new ServiceError({
		reason: 'network',
		message: mayHaveBeenProcessed
			? 'The execution was cancelled while the request was open.'
			: 'The execution was cancelled before the request was sent.',
		mayHaveBeenProcessed,
	});
}
