import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { HttpResponse } from './response';
import { cancelledError, ServiceError, unwrapServiceError } from '../errors/service-error';
import { readErrorWithoutCause } from '../errors/unwrap';
import type { CredentialData } from '../operation/service-definition';

/** Options every request of both services has, the login's too: we judge statuses and never follow redirects. */
export const STRICT_OPTIONS = {
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
	encoding: 'arraybuffer',
} as const satisfies Partial<IHttpRequestOptions>;

/** n8n's full response, as `STRICT_OPTIONS` asks for it, in our shape. */
export function toHttpResponse(response: unknown): HttpResponse {
	const { statusCode, headers, body } = response as {
		statusCode: number;
		headers: Record<string, unknown>;
		body: unknown;
	};
	const flat: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers ?? {}))
		flat[name.toLowerCase()] = String(value);
	return { status: statusCode, headers: flat, body: toBytes(body) };
}

function toBytes(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	if (body instanceof ArrayBuffer) return Buffer.from(body);
	if (typeof body === 'string') return Buffer.from(body, 'utf8');
	return body === undefined || body === null ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
}

type Reference = { id: string; name: string };

/** By the context of a run: asking it for its node makes n8n copy the whole node. */
const references = new WeakMap<IExecuteFunctions, Map<string, Reference>>();

/** The credential that the node names. A node cannot change while it runs. */
function referenceOf(context: IExecuteFunctions, credentialType: string): Reference {
	const known = references.get(context) ?? new Map<string, Reference>();
	references.set(context, known);
	let reference = known.get(credentialType);
	if (reference === undefined) {
		const named = context.getNode().credentials?.[credentialType];
		reference = { id: named?.id ?? '', name: named?.name ?? '' };
		known.set(credentialType, reference);
	}
	return reference;
}

/**
 * Sends one request with the decrypted credential of the run, so that n8n does not read and decrypt
 * it again. n8n runs the credential's hook first when the token in `data` is empty, stores the
 * outcome and merges it into `data`.
 *
 * @throws ServiceError for what the hook or `authenticate` refused, and for the network
 */
export async function sendWithCredential(
	context: IExecuteFunctions,
	credentialType: string,
	options: IHttpRequestOptions,
	data: CredentialData,
	service: string,
): Promise<HttpResponse> {
	const { id, name } = referenceOf(context, credentialType);
	try {
		const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialType,
			{ ...options, headers: { ...options.headers } },
			{ credentialsDecrypted: { id, name, type: credentialType, data } },
		);
		return toHttpResponse(response);
	} catch (error) {
		return throwFailure(unwrapServiceError(error) ?? networkError(error, service, options.timeout));
	}
}

function throwFailure(serviceError: ServiceError): never {
	throw serviceError;
}

/** Codes of OpenSSL and Node for a connection that was not trusted or not understood. */
const TLS_FAILURES = /CERT|SSL|TLS|EPROTO|UNABLE_TO_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH/;
const DROPPED = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_BAD_RESPONSE']);
const NEVER_SENT = new Map([
	['ECONNREFUSED', 'refused the connection'],
	['ENOTFOUND', 'has a host name that cannot be resolved'],
	['EAI_AGAIN', 'has a host name that cannot be resolved at the moment'],
	['EHOSTUNREACH', 'cannot be reached'],
	['ENETUNREACH', 'cannot be reached'],
]);

function sentence(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Our own words for what the network did; n8n replaces texts that hold a system error code. */
export function networkError(error: unknown, service: string, timeoutMs?: number): ServiceError {
	const chain = causesOf(error);
	const code = chain.map(({ code: own }) => own).find((own) => own !== '') ?? '';
	const message = chain.map(({ message: own }) => own).join(' ');
	if (code === 'ERR_CANCELED') return cancelledError(true);
	if (TLS_FAILURES.test(code)) {
		return new ServiceError({
			reason: 'network',
			message: `The secure connection to ${service} could not be set up.`,
			description:
				"Check the certificate of the host. For a gateway with a self-signed certificate, turn on 'Ignore SSL Issues (Insecure)' in the credential.",
		});
	}
	const neverSent = NEVER_SENT.get(code);
	if (neverSent !== undefined) {
		return new ServiceError({
			reason: 'network',
			message: sentence(`${service} ${neverSent}.`),
			description:
				"Check 'Environment' and 'Base URL' in the credential, and the network of the n8n host.",
		});
	}
	if (code === 'ETIMEDOUT' || (code === 'ECONNABORTED' && /timeout/i.test(message))) {
		const limit = timeoutMs === undefined ? '' : ` within ${timeoutMs} ms`;
		return new ServiceError({
			reason: 'timeout',
			message: sentence(`${service} did not answer${limit}.`),
			description: "Raise the option 'Timeout', or lower 'Max Concurrent Requests'.",
			mayHaveBeenProcessed: true,
		});
	}
	const dropped = DROPPED.has(code) || /socket hang up|aborted|premature/i.test(message);
	return new ServiceError({
		reason: 'network',
		message: dropped
			? `The connection to ${service} was dropped before the answer was complete.`
			: `The request to ${service} failed on the way.`,
		description: dropped ? '' : 'Check the network of the n8n host.',
		transient: dropped,
		recovery: dropped ? 'retry' : undefined,
		mayHaveBeenProcessed: true,
	});
}

/** Texts and system codes along the chain of causes: n8n wraps what the HTTP client throws. */
function causesOf(error: unknown): Array<{ code: string; message: string }> {
	const remains = readErrorWithoutCause(error);
	if (remains !== undefined) return [remains];
	const chain: Array<{ code: string; message: string }> = [];
	for (let current = error; current instanceof Error && chain.length < 6; current = current.cause) {
		const { code } = current as { code?: unknown };
		chain.push({ code: typeof code === 'string' ? code : '', message: current.message });
	}
	return chain;
}
