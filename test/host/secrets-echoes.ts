import type { Fault } from '../../sandbox';

/** One secret in every encoding a service could echo it in. */
export function inEveryEncoding(secret: string): string {
	return [
		secret,
		encodeURIComponent(secret),
		new URLSearchParams({ '': secret }).toString().slice(1),
		JSON.stringify(secret),
	].join(' ');
}

/** What a service that echoes what it was sent may return. */
export const ECHOES: Array<(text: string) => Fault> = [
	(text) => ({
		kind: 'status',
		status: 400,
		body: { error: text, error_msg: text, message: text, code: text },
	}),
	(text) => ({
		kind: 'status',
		status: 401,
		body: { error: 'invalid_token', result_code: text, message: text },
	}),
	(text) => ({
		kind: 'status',
		status: 403,
		body: { error: 'insufficient_scope', error_msg: text, message: text },
	}),
	(text) => ({ kind: 'status', status: 404, text }),
	(text) => ({ kind: 'status', status: 418, text: `{"message": ${JSON.stringify(text)}` }),
	(text) => ({ kind: 'html', html: `<!DOCTYPE html><p>${text}</p>` }),
];
/** A login that fails so is tried again by reads, which takes 7 s each time: for calls only. */
export const ECHOES_OF_CALLS: typeof ECHOES = [
	(text) => ({
		kind: 'status',
		status: 429,
		retryAfter: 120,
		body: { message: text, error_msg: text },
	}),
	(text) => ({
		kind: 'status',
		status: 503,
		body: { error: 'maintenance', error_msg: text, message: text },
	}),
	(text) => ({ kind: 'html', status: 502, html: `<!DOCTYPE html><p>${text}</p>` }),
];
/** For MARTA this is a response like any other, returned unchanged. */
export const SAISON_RESULT = (text: string): Fault => ({
	kind: 'status',
	status: 200,
	body: { result_code: text, error_msg: text },
});
