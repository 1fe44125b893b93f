import { randomUUID } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import { parseForm, parseFormLeniently, rawQuery } from '../shared/form';
import { localsOf } from '../shared/request';
import { sendHtml, sendRedirect } from '../shared/send';
import { SERVICES } from './member';
import type { Service } from './member';
import { consentPage, invalidRequestPage, loginPage, problemPage, valuesPage } from './pages';
import { PATHS } from './paths';
import { withParameters } from './redirect';
import type { AuthorizationRequest, SaisonState } from './state';

const HINT_COUNT = 3;

/** TEA001: the query of the authorization request, or what is wrong with it. */
function parseAuthorizationRequest(
	state: SaisonState,
	req: Request,
): AuthorizationRequest | string {
	const parsed = parseForm(rawQuery(req.originalUrl));
	if ('problem' in parsed) return parsed.problem;
	const query = parsed.values;
	const clientId = query.get('client_id') ?? '';
	if (!Object.hasOwn(state.settings.clients, clientId)) return 'unknown client_id';
	if (query.get('response_type') !== 'code') return 'response_type must be code';
	const { redirectUri } = state.settings;
	// Whether redirect_uri may be sent is not public. One that is not registered is certainly wrong.
	const sent = query.get('redirect_uri');
	if (sent && redirectUri && sent !== redirectUri) {
		return 'redirect_uri does not match the registered one';
	}
	return { clientId, scope: query.get('scope') ?? '', state: query.get('state') };
}

async function handleLogin(state: SaisonState, req: Request, res: Response): Promise<void> {
	const service = String(req.params.member);
	if (!Object.hasOwn(SERVICES, service)) {
		const problem = { ja: '会員サービスが見つかりません。', en: 'Unknown member service.' };
		return await sendHtml(res, 404, problemPage(problem));
	}
	const request = parseAuthorizationRequest(state, req);
	if (typeof request === 'string') return await sendHtml(res, 400, invalidRequestPage(request));
	const members = [...state.members.values()].filter((one) => one.service === service);
	const sendLoginPage = async (id: string, hasFailed: boolean) => {
		const hints = members.slice(0, HINT_COUNT);
		await sendHtml(res, 200, loginPage(SERVICES[service as Service], hints, id, hasFailed));
	};
	if (req.method === 'GET') return await sendLoginPage('', false);
	const form = parseFormLeniently(localsOf(res).body);
	const id = (form.get('id') ?? '').trim();
	const member = members.find((one) => one.id === id && one.password === form.get('password'));
	if (!member) {
		state.counts.failedLogins += 1;
		return await sendLoginPage(id, true);
	}
	state.counts.logins += 1;
	const pendingId = randomUUID();
	state.pendingConsents.set(pendingId, { ...request, memberId: member.id });
	// A redirect, so that going back in the browser does not resend the form.
	await sendRedirect(res, 303, `/auth/screen/${service}/consent/${pendingId}`);
}

async function handleConsent(state: SaisonState, req: Request, res: Response): Promise<void> {
	const pending = state.pendingConsents.get(String(req.params.pendingId));
	const member = state.members.get(pending?.memberId ?? '');
	if (!pending || !member) {
		const problem = { ja: 'もう一度ログインしてください。', en: 'Please log in again.' };
		return await sendHtml(res, 404, problemPage(problem));
	}
	if (req.method === 'GET') {
		return await sendHtml(res, 200, consentPage(member.name, pending.clientId));
	}
	const decision = parseFormLeniently(localsOf(res).body).get('decision');
	if (decision !== 'allow' && decision !== 'refuse') {
		return await sendHtml(res, 400, invalidRequestPage('decision must be allow or refuse'));
	}
	const { counts, settings, tokens } = state;
	let result: string;
	if (decision === 'allow') {
		counts.consents += 1;
		counts.codesIssued += 1;
		const grant = tokens.newGrant(pending.clientId, member.id, pending.scope);
		result = `code=${encodeURIComponent(tokens.addCode(grant, settings.codeLifetimeMs))}`;
	} else {
		counts.denials += 1;
		// Inferred from RFC 6749 section 4.1.2.1; what the service does here is not public.
		result = 'error=access_denied';
	}
	// TEA002: state is sent back decoded, so `x&param1=y` becomes two parameters.
	const query = pending.state === undefined ? result : `${result}&state=${pending.state}`;
	const target = settings.redirectUri || `http://${req.headers.host}${PATHS.demoRedirect}`;
	await sendRedirect(res, 302, withParameters(target, query));
}

/** The authorization endpoint (RFC 6749 section 3.1) with the login and consent pages behind it. */
export function addAuthorizationEndpoint(router: Router, state: SaisonState): void {
	const login = async (req: Request, res: Response) => await handleLogin(state, req, res);
	const consent = async (req: Request, res: Response) => await handleConsent(state, req, res);
	router.get(PATHS.authorize, login);
	router.post(PATHS.authorize, login);
	router.get(PATHS.consent, consent);
	router.post(PATHS.consent, consent);
	router.get(PATHS.demoRedirect, async (req, res) => {
		const html = valuesPage({ ja: '認可コード', en: 'Authorization code' }, [
			['code', typeof req.query.code === 'string' ? req.query.code : '-'],
			['query', rawQuery(req.originalUrl)],
		]);
		await sendHtml(res, 200, html);
	});
}
