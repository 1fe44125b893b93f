import type { IDataObject } from 'n8n-workflow';
import { findFailure, redact } from '../../core/errors/service-error';
import { askForTokens, type HttpRequest } from '../../core/auth/credential-hooks';
import { buildTarget } from '../../core/http/url';
import { authorizeUrl } from './authorize-url';
import { clearCookie, hasCookie, setCookie } from './browser-cookie';
import type { SaisonCredential } from '../auth/credential';
import { pageReply, redirectReply, textReply, type Reply } from './pages';
import { readAuthorizationRedirect, type Redirect } from './redirect';
import { RedirectQuery } from './redirect-query';
import { Refusal } from './webhook-rejection';
import { SeenStates } from './replay-guard';
import { readState, StateRefusal, type State } from './state';
import { describeTokens, readTokens, tokenRequest } from '../auth/token-endpoint';
import type { TriggerSettings } from './trigger-settings';
import { checkTime, readTwoFactorRedirect } from './two-factor';

const seenStates = new SeenStates();

/** What the two steps of a journey stand on. */
export interface Journey {
	settings: TriggerSettings;
	credential: SaisonCredential;
	/** Whether the webhook's own address is https. */
	isHttps: boolean;
}

/** What counts of a request to the trigger. */
export interface Visit {
	/** Path and query as received. */
	originalUrl: string;
	cookies: string | undefined;
	/** In ms since 1970. */
	now: number;
}

/** What comes of a visit: always a reply, and an item only when the workflow is to start. */
export interface Outcome {
	reply: Reply;
	item?: IDataObject;
}

/**
 * The start address: binds the state to this browser and sends the member on to Saison.
 *
 * @throws Refusal
 * @throws Failure for a credential without member service
 */
export function startJourney(journey: Journey, visit: Visit): Outcome {
	const { settings, credential, isHttps } = journey;
	const query = new RedirectQuery(visit.originalUrl);
	const stateText = query.required('state');
	const state = checkState(journey, stateText, visit.now);
	if (seenStates.isUsedUp(state.id)) throw new Refusal('alreadyUsed', 'the state was used');
	const address =
		settings.event === 'twoFactor'
			? twoFactorUrl(credential, query.required('to'))
			: authorizeUrl(credential, state.memberService, stateText);
	const restMs = state.createdAt + settings.lifetimeMs - visit.now;
	return { reply: withCookie(redirectReply(address), setCookie(state.id, isHttps, restMs)) };
}

/**
 * The redirect itself: checked in full, then noted as seen, then turned into the workflow's item.
 *
 * @throws Refusal
 * @throws Failure when the exchange of the code did not work; the state stays usable
 */
export async function endJourney(
	journey: Journey,
	visit: Visit,
	httpRequest: HttpRequest,
): Promise<Outcome> {
	const { settings, credential, isHttps } = journey;
	const query = new RedirectQuery(visit.originalUrl);
	const redirect =
		settings.event === 'twoFactor'
			? readTwoFactorRedirect(query, credential.clientSecret)
			: readAuthorizationRedirect(query);
	const state = checkState(journey, redirect.stateText, visit.now);
	if (redirect.sentAt !== undefined) checkTime(redirect.sentAt, state.createdAt, visit.now);
	// Asked before the cookie, which is gone by then: a reload of the last page should say so.
	if (seenStates.isUsedUp(state.id)) throw new Refusal('alreadyUsed', 'the state was used');
	if (settings.sameBrowserOnly && !hasCookie(visit.cookies, state.id, isHttps)) {
		throw new Refusal('otherBrowser', 'the browser did not come through the start address');
	}
	const claim = seenStates.claim(state.id, redirect.outcome);
	if (claim === undefined) {
		throw seenStates.isUnderWay(state.id)
			? new Refusal('unavailable', 'the state is being used')
			: new Refusal('alreadyUsed', 'the state was used');
	}
	try {
		const item = {
			event: settings.event,
			memberReference: state.memberReference === '' ? null : state.memberReference,
			...(await fieldsOf(journey, redirect, httpRequest)),
		};
		claim.keep();
		if (!redirect.succeeded) return { reply: pageReply('notCompleted'), item };
		return { reply: withCookie(doneReply(settings), clearCookie(state.id, isHttps)), item };
	} catch (error) {
		claim.takeBack();
		const failure = findFailure(error);
		const secrets = [credential.clientSecret, redirect.code ?? ''];
		return await Promise.reject(failure ? redact(failure, secrets) : error);
	}
}

function checkState({ settings, credential }: Journey, text: string, now: number): State {
	const state = readState(credential, text, settings.event, settings.lifetimeMs, now);
	if (state instanceof StateRefusal) throw new Refusal('notValid', state.why);
	return state;
}

/**
 * The address of TEA014 is not public and holds a one-time token, so it comes with the visit. Only
 * its path and query are taken, and put behind the credential's own origin.
 */
function twoFactorUrl({ origin }: SaisonCredential, to: string): string {
	const target = tryTarget(origin, to);
	if (target !== undefined) return target;
	throw new Refusal('notValid', "'to' is not a path and query of Saison Connect");
}

/** `undefined` for a broken escape, and for whatever would leave the origin or change on the way. */
function tryTarget(origin: string, to: string): string | undefined {
	try {
		return buildTarget(origin, decodeURIComponent(to));
	} catch {
		return undefined;
	}
}

async function fieldsOf(
	{ settings, credential }: Journey,
	{ code, fields }: Redirect,
	httpRequest: HttpRequest,
): Promise<IDataObject> {
	if (code === undefined) return fields;
	if (!settings.exchangeCode) return { code };
	const tokens = await askForTokens(
		httpRequest,
		tokenRequest(credential, { code }),
		'the token endpoint of Saison Connect',
		(answer) => readTokens(answer, { code }),
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
