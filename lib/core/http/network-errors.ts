import { cancelledError, ServiceError, type ServiceErrorOptions } from '../errors/service-error';
import { readErrorWithoutCause } from '../errors/unwrap';
import { n8nRestriction } from './n8n-restrictions';

/** How many causes to look through, since a chain of them may have no end. */
const MAX_DEPTH = 6;
/** Codes of OpenSSL and Node.js for a connection that is not trusted or not TLS. */
const TLS_CODES = /CERT|SSL|TLS|EPROTO|UNABLE_TO_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH/;
const DROPPED_CODES = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_BAD_RESPONSE'];
/** Codes of connections that were never made, with what to say of the service. */
const UNREACHABLE = new Map<string, (service: string) => string>([
	['ECONNREFUSED', (service) => `${service} refused the connection`],
	['ENOTFOUND', (service) => `the host name of ${service} could not be resolved`],
	['EAI_AGAIN', (service) => `the host name of ${service} could not be resolved at the moment`],
	['EHOSTUNREACH', (service) => `${service} cannot be reached`],
	['EHOSTDOWN', (service) => `${service} cannot be reached`],
	['ENETUNREACH', (service) => `${service} cannot be reached`],
	['ENETDOWN', (service) => `${service} cannot be reached`],
	['EADDRNOTAVAIL', (service) => `the n8n host has no free port left to connect to ${service}`],
]);

/**
 * Explains an error of the HTTP client. Its own text is never shown: it may contain the address or
 * headers, and n8n replaces texts that contain a system error code.
 *
 * @param service what was called, as named within a sentence
 * @param timeoutMs the time limit of the request, if it had one
 */
export function networkError(error: unknown, service: string, timeoutMs?: number): ServiceError {
	const chain = causesOf(error);
	const code = chain.map((entry) => entry.code).find((entry) => entry !== '') ?? '';
	const text = chain.map((entry) => entry.message).join(' ');
	const explain = (
		message: string,
		description: string,
		more: Partial<ServiceErrorOptions> = {},
	): ServiceError =>
		new ServiceError({ reason: 'network', message: capitalize(message), description, ...more });

	if (code === 'ERR_CANCELED') return cancelledError(true);
	if (TLS_CODES.test(code)) {
		return explain(
			`the secure connection to ${service} could not be established.`,
			"Check the host's certificate. For a gateway with a self-signed certificate, turn on 'Ignore SSL Issues (Insecure)' in the credential.",
		);
	}
	const restriction = n8nRestriction(
		chain.map(({ message }) => message),
		service,
	);
	if (restriction) return restriction;
	// A host can also become unreachable while a connection is open.
	const wasOpen = /\b(read|write) E[A-Z]+/.test(text);
	const describe = UNREACHABLE.get(code);
	if (describe !== undefined && !wasOpen) {
		return explain(
			`${describe(service)}.`,
			"Check 'Environment' and 'Base URL' in the credential, and the network of the n8n host.",
			{ transient: true, recovery: 'retryAfterPause', notSent: true },
		);
	}
	if (code === 'ETIMEDOUT' || (code === 'ECONNABORTED' && /timeout/i.test(text))) {
		return explain(
			`${service} did not respond${timeoutMs === undefined ? '' : ` within ${timeoutMs} ms`}.`,
			"Increase the option 'Timeout', or lower 'Max Concurrent Requests'.",
			{ reason: 'timeout', mayHaveBeenProcessed: true },
		);
	}
	if (
		describe !== undefined ||
		DROPPED_CODES.includes(code) ||
		/socket hang up|aborted|premature/i.test(text)
	) {
		return explain(
			`the connection to ${service} was dropped before the response was complete.`,
			'',
			{ transient: true, recovery: 'retry', mayHaveBeenProcessed: true },
		);
	}
	return explain(
		`the request to ${service} failed in transit.`,
		'Check the network of the n8n host.',
		{ mayHaveBeenProcessed: true },
	);
}

/** System codes ('' if none) and messages along the chain of causes: n8n wraps what the HTTP client throws. */
function causesOf(error: unknown): Array<{ code: string; message: string }> {
	const onlyOne = readErrorWithoutCause(error);
	if (onlyOne !== undefined) return [onlyOne];
	const chain: Array<{ code: string; message: string }> = [];
	let current = error;
	// By their properties, since an error of a stream may belong to another realm.
	while (typeof current === 'object' && current !== null && chain.length < MAX_DEPTH) {
		const { code, message, cause } = current as {
			code?: unknown;
			message?: unknown;
			cause?: unknown;
		};
		chain.push({ code: typeof code === 'string' ? code : '', message: String(message ?? '') });
		current = cause;
	}
	return chain;
}

/** For the start of a sentence. */
export function capitalize(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
