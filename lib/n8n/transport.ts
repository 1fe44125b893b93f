import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Answer } from './answer';
import { Failure, findFailure } from './failure';
import type { CredentialData } from './service';

/** Options every request of both services has, the login's too: we judge statuses and never follow redirects. */
export const STRICT_OPTIONS = {
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
	encoding: 'arraybuffer',
} as const satisfies Partial<IHttpRequestOptions>;

/** n8n's full response, as `STRICT_OPTIONS` asks for it, in our shape. */
export function toAnswer(response: unknown): Answer {
	const { statusCode, headers, body } = response as {
		statusCode: number;
		headers: Record<string, unknown>;
		body: unknown;
	};
	const flat: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers ?? {}))
		flat[name.toLowerCase()] = String(value);
	return { status: statusCode, headers: flat, bytes: toBytes(body) };
}

function toBytes(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	if (body instanceof ArrayBuffer) return Buffer.from(body);
	if (typeof body === 'string') return Buffer.from(body, 'utf8');
	return body === undefined || body === null ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
}

/**
 * Sends one request with the decrypted credential of the run, so that n8n does not read and decrypt
 * it again. n8n runs the credential's hook first when the token in `data` is empty, stores the
 * outcome and merges it into `data`.
 *
 * @throws Failure for what the hook or `authenticate` refused, and for the network
 */
export async function sendWithCredential(
	context: IExecuteFunctions,
	credentialType: string,
	options: IHttpRequestOptions,
	data: CredentialData,
	service: string,
): Promise<Answer> {
	const reference = context.getNode().credentials?.[credentialType];
	try {
		const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialType,
			{ ...options, headers: { ...options.headers } },
			{
				credentialsDecrypted: {
					id: reference?.id ?? '',
					name: reference?.name ?? '',
					type: credentialType,
					data,
				},
			},
		);
		return toAnswer(response);
	} catch (error) {
		return throwFailure(findFailure(error) ?? networkFailure(error, service, options.timeout));
	}
}

function throwFailure(failure: Failure): never {
	throw failure;
}

const DROPPED = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_BAD_RESPONSE']);
const NEVER_SENT: Record<string, string> = {
	ECONNREFUSED: 'refused the connection',
	ENOTFOUND: 'has a host name that cannot be resolved',
	EAI_AGAIN: 'has a host name that cannot be resolved at the moment',
	EHOSTUNREACH: 'cannot be reached',
	ENETUNREACH: 'cannot be reached',
};

/** Our own words for what the network did; n8n replaces texts that hold a system error code. */
export function networkFailure(error: unknown, service: string, timeoutMs?: number): Failure {
	const code = findCode(error);
	const message = error instanceof Error ? error.message : '';
	if (code === 'ERR_CANCELED') {
		return new Failure({
			reason: 'network',
			message: 'The execution was cancelled while the request was open.',
			description: 'The call may have been carried out.',
			maybeCarriedOut: true,
		});
	}
	if (/CERT|SSL|TLS|EPROTO/.test(code)) {
		return new Failure({
			reason: 'network',
			message: `The secure connection to ${service} could not be set up.`,
			description:
				'Check the certificate of the host. For a gateway with an own certificate, turn on Ignore SSL Issues in the credential.',
		});
	}
	if (code in NEVER_SENT) {
		return new Failure({
			reason: 'network',
			message: `${service} ${NEVER_SENT[code]}.`,
			description: 'Check the base URL in the credential and the network of the n8n host.',
		});
	}
	if (code === 'ETIMEDOUT' || (code === 'ECONNABORTED' && /timeout/i.test(message))) {
		const limit = timeoutMs === undefined ? '' : ` within ${timeoutMs} ms`;
		return new Failure({
			reason: 'timeout',
			message: `${service} did not answer${limit}.`,
			description: 'Raise the Timeout option or send fewer requests at once.',
			maybeCarriedOut: true,
		});
	}
	const dropped = DROPPED.has(code) || /socket hang up|aborted|premature/i.test(message);
	return new Failure({
		reason: 'network',
		message: dropped
			? `The connection to ${service} was dropped before the answer was complete.`
			: `The request to ${service} failed on the way.`,
		description: dropped ? 'Run the item again.' : 'Check the network of the n8n host.',
		cure: dropped ? 'repeat' : undefined,
		maybeCarriedOut: true,
	});
}

/** The system or HTTP client code anywhere along the chain of causes. */
function findCode(error: unknown): string {
	for (let current = error, depth = 0; current instanceof Error && depth < 6; depth++) {
		const { code } = current as { code?: unknown };
		if (typeof code === 'string' && code !== '') return code;
		current = current.cause;
	}
	return '';
}
