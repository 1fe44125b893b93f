import type { Request, Response, Router } from 'express';
import { parseFormLeniently, rawQuery } from '../shared/form';
import { localsOf } from '../shared/request';
import { sendHtml, sendRedirect } from '../shared/send';
import { invalidRequestPage, passcodePage, valuesPage } from './pages';
import { PATHS } from './paths';
import { twoFactorRedirect } from './redirect';
import type { SaisonState } from './state';

const PASSCODE = '246810';
const DAY_MS = 24 * 3600 * 1000;
const ERRORS = ['already_granted', 'insufficient_scope', 'invalid_request', 'invalid_method'];

interface TwoFactorRequest {
	clientId: string;
	memberId: string;
	state?: string;
}

/** The URL to which TEA015 redirects the browser; the control function returns it without the page. */
export function twoFactorUrl(
	state: SaisonState,
	defaultTarget: string,
	request: TwoFactorRequest,
	outcome: string,
): string {
	state.counts.twoFactorRedirects += 1;
	if (outcome === 'level=2') state.levelTwoUntil.set(request.memberId, Date.now() + DAY_MS);
	const ts = Math.floor(state.now() / 1000);
	const target = state.settings.twoFactorRedirectUri || defaultTarget;
	const result = { outcome, ts, state: request.state };
	return twoFactorRedirect(state.settings, request.clientId, target, result);
}

async function handleTwoFactor(state: SaisonState, req: Request, res: Response): Promise<void> {
	const query = parseFormLeniently(rawQuery(req.originalUrl));
	const clientId = query.get('client_id') ?? '';
	if (!Object.hasOwn(state.settings.clients, clientId)) {
		return await sendHtml(res, 400, invalidRequestPage('unknown client_id'));
	}
	const request = { clientId, memberId: query.get('member') ?? '', state: query.get('state') };
	const member = state.members.get(request.memberId);
	const redirect = async (outcome: string) => {
		const defaultTarget = `http://${req.headers.host}${PATHS.twoFactorResult}`;
		await sendRedirect(res, 302, twoFactorUrl(state, defaultTarget, request, outcome));
	};
	if (!member) return await redirect('error=invalid_request');
	if (!member.twoFactorAllowed) return await redirect('error=insufficient_scope');
	if (req.method === 'GET') {
		// A member who already has level 2 is redirected without seeing the page, as on the real service.
		const hasLevelTwo = (state.levelTwoUntil.get(member.id) ?? 0) > Date.now();
		if (hasLevelTwo) return await redirect('error=already_granted');
		return await sendHtml(res, 200, passcodePage(member.name, PASSCODE, ERRORS, false));
	}
	const form = parseFormLeniently(localsOf(res).body);
	const outcome = form.get('outcome') ?? '';
	if (ERRORS.includes(outcome)) return await redirect(`error=${outcome}`);
	if (form.get('passcode')?.trim() === PASSCODE) return await redirect('level=2');
	await sendHtml(res, 200, passcodePage(member.name, PASSCODE, ERRORS, true));
}

/** In place of TEA014, whose path and parameters are not public: the page and its path are invented. */
export function addTwoFactor(router: Router, state: SaisonState): void {
	const handler = async (req: Request, res: Response) => await handleTwoFactor(state, req, res);
	router.get(PATHS.twoFactor, handler);
	router.post(PATHS.twoFactor, handler);
	router.get(PATHS.twoFactorResult, async (req, res) => {
		const title = { ja: '二要素認証の結果', en: 'Result of two-factor authentication' };
		await sendHtml(res, 200, valuesPage(title, [['query', rawQuery(req.originalUrl)]]));
	});
}
