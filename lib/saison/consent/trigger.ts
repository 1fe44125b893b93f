import type { IWebhookFunctions } from 'n8n-workflow';
import { unwrapServiceError } from '../../core/errors/unwrap';
import { readSaisonCredential } from '../auth/credential';
import { handleCallback } from './callback';
import { pageResponse, type WebhookResponse } from './pages';
import { RawQuery } from './raw-query';
import { startAuthorization } from './start';
import { readTriggerSettings } from './trigger-settings';
import type { WebhookRequest, WebhookResult } from './webhook-request';
import { WebhookRejection } from './webhook-rejection';

/**
 * Handles a request to either URL of the trigger. Never rejects: n8n would respond 500 with a stack
 * trace and record a failed execution.
 */
export async function handleWebhook(context: IWebhookFunctions): Promise<WebhookResult> {
	try {
		const request = await readRequest(context);
		if (context.getWebhookName() === 'setup') return await startAuthorization(request);
		return await handleCallback(request, context.helpers.httpRequest);
	} catch (error) {
		return { response: errorResponse(context, error) };
	}
}

/**
 * Writes the response directly, since n8n supports only one status and one set of headers per node.
 * Never throws: the code has been exchanged by now, so the workflow has to start.
 */
export function sendResponse(
	context: IWebhookFunctions,
	{ status, headers, body }: WebhookResponse,
): void {
	try {
		context.getResponseObject().writeHead(status, headers).end(body);
	} catch {
		context.logger.warn(`"${context.getNode().name}" could not send the response`);
	}
}

async function readRequest(context: IWebhookFunctions): Promise<WebhookRequest> {
	const settings = readTriggerSettings((name, fallback) =>
		context.getNodeParameter(name, fallback),
	);
	const credential = readSaisonCredential(await context.getCredentials('saisonConnectApi'));
	// Older versions of n8n know only the production URL.
	const url = context.getWebhookResourceUrl?.('default') ?? context.getNodeWebhookUrl('default');
	const { originalUrl, headers } = context.getRequestObject();
	return {
		settings,
		credential,
		isHttps: url?.startsWith('https:') === true,
		host: url && URL.canParse(url) ? new URL(url).host : '',
		query: new RawQuery(originalUrl),
		cookies: headers.cookie,
		nowMs: Date.now(),
	};
}

/**
 * Logs what went wrong and picks the page. Neither contains anything that was received: a
 * WebhookRejection names a rule, a ServiceError is free of secrets, any other error is only named.
 */
function errorResponse(context: IWebhookFunctions, error: unknown): WebhookResponse {
	const node = `"${context.getNode().name}"`;
	const serviceError = unwrapServiceError(error);
	const rejection =
		serviceError?.reason === 'consent_needed'
			? new WebhookRejection(serviceError.message, 'tooLate')
			: error;
	if (rejection instanceof WebhookRejection) {
		context.logger.info(`${node} rejected a request: ${rejection.message}`);
		return pageResponse(rejection.page);
	}
	const name = error instanceof Error ? error.name : typeof error;
	context.logger.error(`${node} could not handle a request: ${serviceError?.text ?? name}`);
	const isTransient = serviceError !== undefined && serviceError.reason !== 'invalid_input';
	return pageResponse(isTransient ? 'unavailable' : 'broken');
}
