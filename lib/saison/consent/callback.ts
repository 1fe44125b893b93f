import type { IDataObject } from 'n8n-workflow';
import { unwrapServiceError, redact } from '../../core/errors/service-error';
import { requestTokens, type HttpRequest } from '../../core/auth/credential-hooks';
import { buildUrl } from '../../core/http/url';
import { authorizeUrl } from './authorize-url';
import { clearCookie, hasCookie, setCookie } from './browser-cookie';
import type { SaisonCredential } from '../auth/credential';
import { pageReply, redirectReply, textReply, type Reply } from './pages';
import { readAuthorizationRedirect, type AuthorizationResponse } from './authorization-response';
import { RedirectQuery } from './raw-query';
import { WebhookRejection } from './webhook-rejection';
import { ReplayGuard } from './replay-guard';
import { readState, StateError, type State } from './state';
import { describeTokens, parseTokenResponse, tokenRequest } from '../auth/token-endpoint';
import type { TriggerSettings } from './trigger-settings';
import { checkTime, readTwoFactorRedirect } from './two-factor';

const replayGuard = new ReplayGuard();

/** What the two steps of a journey stand on. */
export interface AuthorizationFlow {
	settings: TriggerSettings;
	credential: SaisonCredential;
	/** Whether the webhook's own address is https. */
	isHttps: boolean;
}

/** What counts of a request to the trigger. */
export interface WebhookRequest {
	/** Path and query as received. */
	originalUrl: string;
	cookies: string | undefined;
	/** In ms since 1970. */
	now: number;
}

/** What comes of a visit: always a reply, and an item only when the workflow is to start. */
export interface WebhookResult {
	reply: Reply;
	item?: IDataObject;
}

/**
 * The start address: binds the state to this browser and sends the member on to Saison.
 *
 * @throws WebhookRejection
 * @throws ServiceError for a credential without member service
 */
export function startAuthorization(
	flow: AuthorizationFlow,
	request: WebhookRequest,
): WebhookResult {
	const { settings, credential, isHttps } = flow;
	const query = new RedirectQuery(request.originalUrl);
	const stateText = query.required('state');
	const state = checkState(flow, stateText, request.now);
	if (replayGuard.isUsed(state.id)) throw new WebhookRejection('alreadyUsed', 'the state was used');
	const address =
		settings.event === 'twoFactor'
			? twoFactorUrl(credential, query.required('to'))
			: authorizeUrl(credential, state.memberService, stateText);
	const restMs = state.createdAt + settings.lifetimeMs - request.now;
	return { reply: withCookie(redirectReply(address), setCookie(state.id, isHttps, restMs)) };
}

/**
 * The redirect itself: checked in full, then noted as seen, then turned into the workflow's item.
 *
 * @throws WebhookRejection
 * @throws ServiceError when the exchange of the code did not work; the state stays usable
 */
export async function handleCallback(
	flow: AuthorizationFlow,
	request: WebhookRequest,
	httpRequest: HttpRequest,
): Promise<WebhookResult> {
	const { settings, credential, isHttps } = flow;
	const query = new RedirectQuery(request.originalUrl);
	const redirect =
		settings.event === 'twoFactor'
			? readTwoFactorRedirect(query, credential.clientSecret)
			: readAuthorizationRedirect(query);
	const state = checkState(flow, redirect.stateText, request.now);
	if (redirect.sentAt !== undefined) checkTime(redirect.sentAt, state.createdAt, request.now);
	// Asked before the cookie, which is gone by then: a reload of the last page should say so.
	if (replayGuard.isUsed(state.id)) throw new WebhookRejection('alreadyUsed', 'the state was used');
	if (settings.sameBrowserOnly && !hasCookie(request.cookies, state.id, isHttps)) {
		throw new WebhookRejection(
			'otherBrowser',
			'the browser did not come through the start address',
		);
	}
	const claim = replayGuard.claim(state.id, redirect.outcome);
	if (claim === undefined) {
		throw replayGuard.isUnderWay(state.id)
			? new WebhookRejection('unavailable', 'the state is being used')
			: new WebhookRejection('alreadyUsed', 'the state was used');
	}
	try {
		const item = {
			event: settings.event,
			memberReference: state.memberReference === '' ? null : state.memberReference,
			...(await itemFields(flow, redirect, httpRequest)),
		};
		claim.commit();
		if (!redirect.succeeded) return { reply: pageReply('notCompleted'), item };
		return { reply: withCookie(doneReply(settings), clearCookie(state.id, isHttps)), item };
	} catch (error) {
		claim.rollback();
		const serviceError = unwrapServiceError(error);
		const secrets = [credential.clientSecret, redirect.code ?? ''];
		return await Promise.reject(serviceError ? redact(serviceError, secrets) : error);
	}
}

function checkState({ settings, credential }: AuthorizationFlow, text: string, now: number): State {
	const state = readState(credential, text, settings.event, settings.lifetimeMs, now);
	if (state instanceof StateError) throw new WebhookRejection('notValid', state.reason);
	return state;
}

/**
 * The address of TEA014 is not public and holds a one-time token, so it comes with the visit. Only
 * its path and query are taken, and put behind the credential's own origin.
 */
function twoFactorUrl({ origin }: SaisonCredential, to: string): string {
	const url = tryBuildUrl(origin, to);
	if (url !== undefined) return url;
	throw new WebhookRejection('notValid', "'to' is not a path and query of Saison Connect");
}

/** `undefined` for a broken escape, and for whatever would leave the origin or change on the way. */
function tryBuildUrl(origin: string, to: string): string | undefined {
	try {
		return buildUrl(origin, decodeURIComponent(to));
	} catch {
		return undefined;
	}
}

async function itemFields(
	{ settings, credential }: AuthorizationFlow,
	{ code, fields }: AuthorizationResponse,
	httpRequest: HttpRequest,
): Promise<IDataObject> {
	if (code === undefined) return fields;
	if (!settings.exchangeCode) return { code };
	const tokens = await requestTokens(
		httpRequest,
		tokenRequest(credential, { code }),
		'the token endpoint of Saison Connect',
		(response) => parseTokenResponse(response, { code }),
	);
	return describeTokens(tokens, Date.now());
}

function doneReply({ redirectUrl, responseText }: TriggerSettings): Reply {
	if (redirectUrl !== '') return redirectReply(redirectUrl);
	return responseText === '' ? pageReply('done') : textReply(responseText);
}

function withCookie(reply: Reply, cookie: string): Reply {
	return { ...reply, headers: { ...reply.headers, 'Set-Cookie': cookie } };
}
