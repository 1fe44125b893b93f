import { randomUUID } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import { answerHtml, answerRedirect } from '../shared/send';
import { rawQuery, readForm, readFormOrNothing } from '../shared/form';
import { localsOf } from '../shared/locals';
import { SERVICES } from './data';
import type { Service } from './data';
import { consentPage, loginPage, problemPage, valuesPage } from './pages';
import { PATHS } from './paths';
import { withParameters } from './redirect';
import type { SaisonState, Ticket } from './state';

const HINTS = 3;

/** TEA001: what the browser asks for. Text = why not. */
function readQuery(state: SaisonState, req: Request): Omit<Ticket, 'memberId'> | string {
	const read = readForm(rawQuery(req.originalUrl));
	if ('problem' in read) return read.problem;
	const query = read.values;
	const clientId = query.get('client_id') ?? '';
	if (!Object.hasOwn(state.settings.clients, clientId)) return 'unknown client_id';
	if (query.get('response_type') !== 'code') return 'response_type must be code';
	const { redirectUri } = state.settings;
	// Whether redirect_uri may be sent is not public. Another than the registered one cannot be right.
	const sent = query.get('redirect_uri');
	if (sent && redirectUri && sent !== redirectUri) return 'redirect_uri is not the registered one';
	return { clientId, scope: query.get('scope') ?? '', state: query.get('state') };
}

async function showProblem(res: Response, status: number, english: string): Promise<void> {
	await answerHtml(res, status, problemPage('リクエストに誤りがあります。', english));
}

async function serveLogin(state: SaisonState, req: Request, res: Response): Promise<void> {
	const service = String(req.params.member);
	if (!Object.hasOwn(SERVICES, service)) return await showProblem(res, 404, 'no such service');
	const asked = readQuery(state, req);
	if (typeof asked === 'string') return await showProblem(res, 400, asked);
	const ofService = [...state.members.values()].filter((one) => one.service === service);
	const show = async (id: string, wrong: boolean) => {
		const html = loginPage(SERVICES[service as Service], ofService.slice(0, HINTS), id, wrong);
		await answerHtml(res, 200, html);
	};
	if (req.method === 'GET') return await show('', false);
	const form = readFormOrNothing(localsOf(res).body);
	const id = (form.get('id') ?? '').trim();
	const member = ofService.find((one) => one.id === id && one.password === form.get('password'));
	if (!member) {
		state.counts.failedLogins += 1;
		return await show(id, true);
	}
	state.counts.logins += 1;
	const ticket = randomUUID();
	state.tickets.set(ticket, { ...asked, memberId: member.id });
	// A redirect, so that the back button never has to send a form again.
	await answerRedirect(res, 303, `/auth/screen/${service}/consent/${ticket}`);
}

async function serveConsent(state: SaisonState, req: Request, res: Response): Promise<void> {
	const ticket = state.tickets.get(String(req.params.ticket));
	const member = state.members.get(ticket?.memberId ?? '');
	if (!ticket || !member) return await showProblem(res, 404, 'log in again');
	if (req.method === 'GET') {
		return await answerHtml(res, 200, consentPage(member.name, ticket.clientId));
	}
	const decision = readFormOrNothing(localsOf(res).body).get('decision');
	if (decision !== 'allow' && decision !== 'refuse') {
		return await showProblem(res, 400, 'choose allow or refuse');
	}
	const { counts, settings, tokens } = state;
	let result: string;
	if (decision === 'allow') {
		counts.consents += 1;
		counts.codesIssued += 1;
		const grant = tokens.newGrant(ticket.clientId, member.id, ticket.scope);
		result = `code=${encodeURIComponent(tokens.addCode(grant, settings.codeLifetimeMs))}`;
	} else {
		counts.refusals += 1;
		// Inferred from RFC 6749 section 4.1.2.1; what the service really does on a refusal is not public.
		result = 'error=access_denied';
	}
	// TEA002: the state goes back un-escaped, so `x&param1=y` becomes two parameters.
	const query = ticket.state === undefined ? result : `${result}&state=${ticket.state}`;
	const target = settings.redirectUri || `http://${req.headers.host}${PATHS.demoRedirect}`;
	await answerRedirect(res, 302, withParameters(target, query));
}

export function addLogin(router: Router, state: SaisonState): void {
	const login = async (req: Request, res: Response) => await serveLogin(state, req, res);
	const consent = async (req: Request, res: Response) => await serveConsent(state, req, res);
	router.get(PATHS.authorize, login);
	router.post(PATHS.authorize, login);
	router.get(PATHS.consent, consent);
	router.post(PATHS.consent, consent);
	router.get(PATHS.demoRedirect, async (req, res) => {
		const query = rawQuery(req.originalUrl);
		const rows: Array<[string, string]> = [
			['code', typeof req.query.code === 'string' ? req.query.code : '-'],
			['query', query],
		];
		await answerHtml(res, 200, valuesPage('認可コード', 'Authorization code', rows));
	});
}
