import type { IDataObject } from 'n8n-workflow';
import type { HttpRequest } from '../../core/auth/token-request';
import { redact } from '../../core/errors/redact';
import { unwrapServiceError } from '../../core/errors/unwrap';
import { buildUrl } from '../../core/http/url';
import type { SaisonCredential } from '../auth/credential';
import { requestSaisonTokens } from '../auth/token-endpoint';
import { describeTokens } from '../auth/tokens';
import { readAuthorizationResponse, type AuthorizationResponse } from './authorization-response';
import { authorizeUrl } from './authorize-url';
import { clearCookie, hasCookie, setCookie } from './browser-cookie';
import {
	pageResponse,
	redirectResponse,
	textResponse,
	withCookie,
	type WebhookResponse,
} from './pages';
import type { RawQuery } from './raw-query';
import { ReplayGuard } from './replay-guard';
import { readState } from './state';
import type { TriggerSettings } from './trigger-settings';
import { checkTime, readTwoFactorResponse } from './two-factor';
import { WebhookRejection } from './webhook-rejection';

const replayGuard = new ReplayGuard();

/** A request to the trigger, and how the trigger is set up. */
export interface WebhookRequest {
	settings: TriggerSettings;
	credential: SaisonCredential;
	/** Whether the webhook's own URL is https. */
	isHttps: boolean;
	query: RawQuery;
	/** The Cookie header. */
	cookies: string | undefined;
	/** In ms since 1970. */
	nowMs: number;
}

/** A response in every case, and an item only if the workflow is to start. */
export interface WebhookResult {
	response: WebhookResponse;
	item?: IDataObject;
}

/**
 * The start URL: ties the state to this browser and sends the member on to Saison.
 *
 * @throws WebhookRejection
 * @throws ServiceError for a credential without a member service
 */
export function startAuthorization(request: WebhookRequest): WebhookResult {
	const { settings, credential, isHttps, query, nowMs } = request;
	const stateText = query.required('state');
	const state = readState(credential, stateText, settings.event, settings.lifetimeMs, nowMs);
	replayGuard.checkUnused(state.id);
	const url =
		settings.event === 'twoFactor'
			? twoFactorUrl(credential, query.required('to'))
			: authorizeUrl(credential, state.memberService, stateText);
	const remainingMs = state.createdAt + settings.lifetimeMs - nowMs;
	return { response: withCookie(redirectResponse(url), setCookie(state.id, isHttps, remainingMs)) };
}

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
	const state = readState(credential, stateText, settings.event, settings.lifetimeMs, nowMs);
	if (sentAt !== undefined) checkTime(sentAt, state.createdAt, nowMs);
	// Before the cookie, which is gone after success: reloading the last page should say why.
	replayGuard.checkUnused(state.id);
	if (settings.sameBrowserOnly && !hasCookie(cookies, state.id, isHttps)) {
		throw new WebhookRejection('the browser did not open the start URL', 'otherBrowser');
	}
	const claim = replayGuard.claim(state.id, outcome);
	try {
		const item = {
			event: settings.event,
			memberReference: state.memberReference === '' ? null : state.memberReference,
			...(await itemFields(request, received, httpRequest)),
		};
		claim.commit();
		if (!succeeded) return { response: pageResponse('notCompleted'), item };
		const response = withCookie(successResponse(settings), clearCookie(state.id, isHttps));
		return { response, item };
	} catch (error) {
		claim.rollback();
		const serviceError = unwrapServiceError(error);
		const secrets = [credential.clientSecret, received.code ?? ''];
		throw serviceError ? redact(serviceError, secrets) : error;
	}
}

/**
 * The URL of TEA014 is not public and contains a one-time token, so the link brings it along. Only
 * its path and query are used, on the credential's own origin.
 */
function twoFactorUrl({ origin }: SaisonCredential, to: string): string {
	try {
		return buildUrl(origin, decodeURIComponent(to));
	} catch {
		// A broken escape, or anything that would leave the origin or change on the way.
	}
	throw new WebhookRejection("'to' is not a path and query of Saison Connect");
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
