import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
} from 'n8n-workflow';
import type { ServiceError } from '../errors/service-error';
import { unwrapServiceError } from '../errors/unwrap';
import { networkError } from './network-errors';
import type { HttpResponse } from './response';

/** Options of every request, logins included: we check statuses ourselves and follow no redirects. */
export const STRICT_OPTIONS = {
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
	encoding: 'arraybuffer',
} as const satisfies Partial<IHttpRequestOptions>;

/** Converts n8n's full response, as `STRICT_OPTIONS` asks for it. */
export function toHttpResponse(response: unknown): HttpResponse {
	const { statusCode, headers, body } = response as {
		statusCode: number;
		headers?: Record<string, unknown>;
		body: unknown;
	};
	const lowerCase: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers ?? {})) {
		lowerCase[name.toLowerCase()] = String(value);
	}
	return { status: statusCode, headers: lowerCase, body: toBuffer(body) };
}

function toBuffer(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	if (body instanceof ArrayBuffer) return Buffer.from(body);
	if (typeof body === 'string') return Buffer.from(body, 'utf8');
	return Buffer.from(body === undefined || body === null ? '' : JSON.stringify(body));
}

/** Sends one request, authenticated with the decrypted credential. Never throws. */
export type SendAuthenticated = (
	options: IHttpRequestOptions,
	data: ICredentialDataDecryptedObject,
) => Promise<HttpResponse | ServiceError>;

/**
 * Sends with credentials that are decrypted already, so that n8n does not read and decrypt them
 * again for every request. When the token in `data` is empty, n8n first runs the credential's hook,
 * stores what it returns and merges it into `data`.
 *
 * @param service as named in texts, e.g. 'MARTA'
 * @returns a function that returns the errors of the hook, of `authenticate` and of the network
 */
export function authenticatedSender(
	context: IExecuteFunctions,
	credentialType: string,
	service: string,
): SendAuthenticated {
	// Asked once for the whole run, since n8n copies the node each time.
	const { id, name } = context.getNode().credentials?.[credentialType] ?? {};
	const reference = { id: id ?? '', name: name ?? '', type: credentialType };
	return async (options, data) => {
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				credentialType,
				// A copy, since `authenticate` changes what it gets and options are sent more than once.
				{ ...options, headers: { ...options.headers } },
				{ credentialsDecrypted: { ...reference, data } },
			);
			return toHttpResponse(response);
		} catch (error) {
			return unwrapServiceError(error) ?? networkError(error, service, options.timeout);
		}
	};
}
