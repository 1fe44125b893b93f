import type { IWebhookFunctions } from 'n8n-workflow';
import { findFailure } from '../../core/errors/service-error';
import { readSaisonCredential } from '../auth/credential';
import { endJourney, startJourney, type Journey, type Outcome, type Visit } from './callback';
import { pageReply, type Reply } from './pages';
import { Refusal } from './webhook-rejection';
import { readTriggerSettings } from './trigger-settings';

/**
 * Answers a visit to either address of the trigger. Never rejects: n8n would answer 500 with a stack
 * trace and record a failed execution.
 */
export async function receive(context: IWebhookFunctions): Promise<Outcome> {
	try {
		const journey = await readJourney(context);
		const visit = readVisit(context);
		if (context.getWebhookName() === 'setup') return startJourney(journey, visit);
		return await endJourney(journey, visit, context.helpers.httpRequest);
	} catch (error) {
		return { reply: explain(context, error) };
	}
}

/**
 * Writes the reply by ourselves: n8n's own way knows one status and one set of headers per node.
 * Never throws, since the code is exchanged by now and the workflow has to start.
 */
export function send(context: IWebhookFunctions, { status, headers, body }: Reply): void {
	try {
		context.getResponseObject().writeHead(status, headers).end(body);
	} catch {
		context.logger.warn(`"${context.getNode().name}" could not send its page`);
	}
}

async function readJourney(context: IWebhookFunctions): Promise<Journey> {
	const settings = readTriggerSettings((name, fallback) =>
		context.getNodeParameter(name, fallback),
	);
	const credential = readSaisonCredential(await context.getCredentials('saisonConnectApi'));
	// Older versions of n8n know the production address only.
	const address =
		context.getWebhookResourceUrl?.('default') ?? context.getNodeWebhookUrl('default');
	return { settings, credential, isHttps: address?.startsWith('https:') === true };
}

function readVisit(context: IWebhookFunctions): Visit {
	const { originalUrl, headers } = context.getRequestObject();
	return { originalUrl, cookies: headers.cookie, now: Date.now() };
}

/**
 * The page for what went wrong, and a line in the log. Neither holds anything that was received: a
 * Refusal names a rule, a Failure is free of secrets, and of any other error only the name is told.
 */
function explain(context: IWebhookFunctions, error: unknown): Reply {
	const node = `"${context.getNode().name}"`;
	if (error instanceof Refusal) {
		context.logger.info(`${node} refused a visit: ${error.why}`);
		return pageReply(error.page);
	}
	const failure = findFailure(error);
	if (failure?.reason === 'consent_needed') {
		context.logger.info(`${node} refused a visit: ${failure.message}`);
		return pageReply('tooLate');
	}
	const name = error instanceof Error ? error.name : typeof error;
	context.logger.error(`${node} could not answer a visit: ${failure?.text ?? name}`);
	return pageReply(failure && failure.reason !== 'invalid_input' ? 'unavailable' : 'broken');
}
