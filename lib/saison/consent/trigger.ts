import type { IWebhookFunctions } from 'n8n-workflow';
import { unwrapServiceError } from '../../core/errors/service-error';
import { readSaisonCredential } from '../auth/credential';
import {
	handleCallback,
	startAuthorization,
	type AuthorizationFlow,
	type WebhookResult,
	type WebhookRequest,
} from './callback';
import { pageReply, type Reply } from './pages';
import { WebhookRejection } from './webhook-rejection';
import { readTriggerSettings } from './trigger-settings';

/**
 * Answers a visit to either address of the trigger. Never rejects: n8n would answer 500 with a stack
 * trace and record a failed execution.
 */
export async function handleWebhook(context: IWebhookFunctions): Promise<WebhookResult> {
	try {
		const flow = await readFlow(context);
		const request = readRequest(context);
		if (context.getWebhookName() === 'setup') return startAuthorization(flow, request);
		return await handleCallback(flow, request, context.helpers.httpRequest);
	} catch (error) {
		return { reply: errorReply(context, error) };
	}
}

/**
 * Writes the reply by ourselves: n8n's own way knows one status and one set of headers per node.
 * Never throws, since the code is exchanged by now and the workflow has to start.
 */
export function sendReply(context: IWebhookFunctions, { status, headers, body }: Reply): void {
	try {
		context.getResponseObject().writeHead(status, headers).end(body);
	} catch {
		context.logger.warn(`"${context.getNode().name}" could not send its page`);
	}
}

async function readFlow(context: IWebhookFunctions): Promise<AuthorizationFlow> {
	const settings = readTriggerSettings((name, fallback) =>
		context.getNodeParameter(name, fallback),
	);
	const credential = readSaisonCredential(await context.getCredentials('saisonConnectApi'));
	// Older versions of n8n know the production address only.
	const address =
		context.getWebhookResourceUrl?.('default') ?? context.getNodeWebhookUrl('default');
	return { settings, credential, isHttps: address?.startsWith('https:') === true };
}

function readRequest(context: IWebhookFunctions): WebhookRequest {
	const { originalUrl, headers } = context.getRequestObject();
	return { originalUrl, cookies: headers.cookie, now: Date.now() };
}

/**
 * The page for what went wrong, and a line in the log. Neither holds anything that was received: a
 * WebhookRejection names a rule, a ServiceError is free of secrets, and of any other error only the name is told.
 */
function errorReply(context: IWebhookFunctions, error: unknown): Reply {
	const node = `"${context.getNode().name}"`;
	if (error instanceof WebhookRejection) {
		context.logger.info(`${node} refused a visit: ${error.reason}`);
		return pageReply(error.page);
	}
	const serviceError = unwrapServiceError(error);
	if (serviceError?.reason === 'consent_needed') {
		context.logger.info(`${node} refused a visit: ${serviceError.message}`);
		return pageReply('tooLate');
	}
	const name = error instanceof Error ? error.name : typeof error;
	context.logger.error(`${node} could not answer a visit: ${serviceError?.text ?? name}`);
	return pageReply(
		serviceError && serviceError.reason !== 'invalid_input' ? 'unavailable' : 'broken',
	);
}
