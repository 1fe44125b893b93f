import type { IDataObject } from 'n8n-workflow';
import type { HttpRequest } from '../../core/auth/token-request';
import { redact } from '../../core/errors/redact';
import { unwrapServiceError } from '../../core/errors/unwrap';
import { requestSaisonTokens } from '../auth/token-endpoint';
import { describeTokens } from '../auth/tokens';
import { readAuthorizationResponse, type AuthorizationResponse } from './authorization-response';
import { bringsValue, browserCookie, setCookie } from './browser-cookie';
import {
	pageResponse,
	redirectResponse,
	textResponse,
	withCookie,
	type WebhookResponse,
} from './pages';
import { replayGuard } from './replay-guard';
import { readState } from './state';
import type { TriggerSettings } from './trigger-settings';
import { checkTime, readTwoFactorResponse } from './two-factor';
import type { WebhookRequest, WebhookResult } from './webhook-request';
import { WebhookRejection } from './webhook-rejection';

/**
 * The redirect from Saison: checked completely, marked as seen, then turned into the workflow's item.
 *
 * @throws WebhookRejection
 * @throws ServiceError when the code could not be exchanged; the state can still be used
 */
export async function handleCallback(
	request: WebhookRequest,
	httpRequest: HttpRequest,
): Promise<WebhookResult> {
	const { settings, credential, isHttps, query, cookies, nowMs } = request;
	const received =
		settings.event === 'twoFactor'
			? readTwoFactorResponse(query, credential.clientSecret)
			: readAuthorizationResponse(query);
	const { stateText, sentAt, outcome, succeeded } = received;
	const { event, lifetimeMs } = settings;
	const state = await readState(credential, stateText, event, lifetimeMs, nowMs);
	if (sentAt !== undefined) checkTime(sentAt, state.createdAt, nowMs);
	// Before the cookie, which is gone after success: reloading the last page should say why.
	replayGuard.checkUsable(state.id);
	const cookie = browserCookie(state.id, isHttps);
	if (settings.sameBrowserOnly && !bringsValue(cookie, cookies, state.browserHash)) {
		throw new WebhookRejection('the browser did not open the start URL', 'otherBrowser');
	}
	const claim = replayGuard.claim(state.id, outcome);
	try {
		const item = {
			event,
			memberReference: state.memberReference === '' ? null : state.memberReference,
			...(await itemFields(request, received, httpRequest)),
		};
		claim.commit();
		if (!succeeded) return { response: pageResponse('notCompleted'), item };
		const response = withCookie(successResponse(settings), setCookie(cookie, '', 0));
		return { response, item };
	} catch (error) {
		claim.rollback();
		const serviceError = unwrapServiceError(error);
		const secrets = [credential.clientSecret, received.code ?? ''];
		throw serviceError ? redact(serviceError, secrets) : error;
	}
}

async function itemFields(
	{ settings, credential }: WebhookRequest,
	{ code, fields }: AuthorizationResponse,
	httpRequest: HttpRequest,
): Promise<IDataObject> {
	if (code === undefined) return fields;
	if (!settings.exchangeCode) return { code };
	const tokens = await requestSaisonTokens(httpRequest, credential, { code });
	return describeTokens(tokens, Date.now());
}

function successResponse({ redirectUrl, responseText }: TriggerSettings): WebhookResponse {
	if (redirectUrl !== '') return redirectResponse(redirectUrl);
	return responseText === '' ? pageResponse('done') : textResponse(responseText);
}
