import { buildUrl } from '../../core/http/url';
import type { SaisonCredential } from '../auth/credential';
import { authorizeUrl } from './authorize-url';
import { browserCookie, browserValue, hashOf, setCookie } from './browser-cookie';
import { confirmationPage } from './confirmation-page';
import { redirectResponse, withCookie } from './pages';
import { replayGuard } from './replay-guard';
import { bindState, readTicket } from './state';
import type { WebhookRequest, WebhookResult } from './webhook-request';
import { WebhookRejection } from './webhook-rejection';

/**
 * The start URL: makes a state for this browser alone and shows the member where it leads, or sends
 * the member on at once.
 *
 * @throws WebhookRejection
 * @throws ServiceError for a credential without a member service
 */
export async function startAuthorization(request: WebhookRequest): Promise<WebhookResult> {
	const { settings, credential, isHttps, query, cookies, nowMs } = request;
	const { event, lifetimeMs } = settings;
	const ticketText = query.required('state');
	const ticket = await readTicket(credential, ticketText, event, lifetimeMs, nowMs);
	replayGuard.checkUsable(ticket.id);
	const cookie = browserCookie(ticket.id, isHttps);
	const value = browserValue(cookie, cookies);
	const stateText = await bindState(credential, ticket, hashOf(value));
	const url =
		event === 'twoFactor'
			? twoFactorUrl(credential, query.required('to'), ticketText, stateText)
			: authorizeUrl(credential, ticket.memberService, stateText);
	// The page contains the state itself, so that no link leads past the page.
	const response = settings.showConfirmation
		? confirmationPage({
				event,
				service: settings.serviceName || request.host,
				memberReference: ticket.memberReference,
				url,
			})
		: redirectResponse(url);
	const remainingMs = ticket.createdAt + lifetimeMs - nowMs;
	return { response: withCookie(response, setCookie(cookie, value, remainingMs)) };
}

/** Where the passcode page is, with the new state wherever the link has the ticket. */
function twoFactorUrl(
	{ origin }: SaisonCredential,
	to: string,
	ticketText: string,
	stateText: string,
): string {
	const url = urlOnOrigin(origin, to);
	if (url === undefined) {
		throw new WebhookRejection("'to' is not a path and query of Saison Connect");
	}
	if (!url.includes(ticketText)) throw new WebhookRejection("'to' does not contain the state");
	return url.replaceAll(ticketText, stateText);
}

/**
 * Reads the URL of TEA014 from the link, since it is not public and contains a one-time token. Only its
 * path and query are used, on the credential's own origin.
 */
function urlOnOrigin(origin: string, to: string): string | undefined {
	try {
		return buildUrl(origin, decodeURIComponent(to));
	} catch {
		// A broken escape, or anything that would leave the origin or change on the way.
		return undefined;
	}
}
