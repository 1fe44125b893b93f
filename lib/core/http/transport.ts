import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { cancelledError, type ServiceError } from '../errors/service-error';
import { unwrapServiceError } from '../errors/unwrap';
import { DEFAULT_TIMEOUT, withDeadline } from './deadline';
import { networkError } from './network-errors';
import { readResponse } from './read-response';
import { compareClocks } from './response-date';
import type { HttpResponse } from './response';

/** Options of every request, logins included: we check statuses ourselves and follow no redirects. */
export const STRICT_OPTIONS = {
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
	// Read here, since n8n's client has no limit to the size of a body.
	encoding: 'stream',
} as const satisfies Partial<IHttpRequestOptions>;

/** What sending needs of a node's context: of a run, or of a list in the editor. */
type SendingContext = Pick<IExecuteFunctions, 'getNode'> &
	Partial<Pick<IExecuteFunctions, 'getExecutionCancelSignal'>> & {
		helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
	};

interface SendSettings {
	/** Whether other executions may wait for the request, so that it goes on when its own is cancelled. */
	isShared?: boolean;
}

/** Sends one request, authenticated with the decrypted credential. Never throws. */
export type SendAuthenticated = (
	options: IHttpRequestOptions,
	data: ICredentialDataDecryptedObject,
	settings?: SendSettings,
) => Promise<HttpResponse | ServiceError>;

/**
 * Sends with credentials that are decrypted already, so that n8n does not read and decrypt them
 * again for every request. When the token in `data` is empty, n8n first runs the credential's hook,
 * stores what it returns and merges it into `data`.
 *
 * @param service as named in texts, e.g. 'MARTA'
 * @param tokenField where the hook's token is merged in: the time limit counts from then on, since the
 *   hook's own requests have limits of their own
 * @returns a function that returns the errors of the hook, of `authenticate` and of the network
 */
export function authenticatedSender(
	context: SendingContext,
	credentialType: string,
	service: string,
	tokenField: string,
): SendAuthenticated {
	// Asked once for the whole run, since n8n copies the node each time.
	const { id, name } = context.getNode().credentials?.[credentialType] ?? {};
	const reference = { id: id ?? '', name: name ?? '', type: credentialType };
	const executionCancelSignal = context.getExecutionCancelSignal?.();
	return async (options, data, { isShared = false } = {}) => {
		const cancelSignal = isShared ? undefined : executionCancelSignal;
		const { timeout: timeoutMs = DEFAULT_TIMEOUT } = options;
		const hasBegun = (): boolean => data[tokenField] !== '';
		// A copy, since `authenticate` changes what it gets and options are sent more than once.
		const copy = { ...options, headers: { ...options.headers } };
		const sentAtMs = Date.now();
		try {
			return await withDeadline({ timeoutMs, cancelSignal, hasBegun }, async (signal) => {
				const result: unknown = await context.helpers.httpRequestWithAuthentication.call(
					withCancelSignal(context, signal),
					credentialType,
					copy,
					{ credentialsDecrypted: { ...reference, data } },
				);
				const response = await readResponse(result, service, signal);
				compareClocks(response, copy, sentAtMs);
				return response;
			});
		} catch (error) {
			if (cancelSignal?.aborted) return cancelledError(true);
			return unwrapServiceError(error) ?? networkError(error, service, options.timeout);
		}
	};
}

/** n8n takes the signal of a request from its context, and knows of no other. */
function withCancelSignal(context: SendingContext, signal: AbortSignal): IExecuteFunctions {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
	}) as IExecuteFunctions;
}
