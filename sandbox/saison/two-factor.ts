import type { Request, Response, Router } from 'express';
import { answerHtml, answerRedirect } from '../shared/send';
import { rawQuery, readFormOrNothing } from '../shared/form';
import { localsOf } from '../shared/locals';
import { passcodePage, problemPage, valuesPage } from './pages';
import { PATHS } from './paths';
import { twoFactorRedirect } from './redirect';
import type { SaisonState } from './state';

export const PASSCODE = '246810';
const DAY = 24 * 3600 * 1000;
const ERRORS = ['already_granted', 'insufficient_scope', 'invalid_request', 'invalid_method'];
/** The member prepared as "may not use this". */
const NOT_ALLOWED = 'atu064';

interface Asked {
	clientId: string;
	memberId: string;
	state?: string;
}

/** Also for the control function: the address TEA015 sends the browser to. */
export function twoFactorAddress(
	state: SaisonState,
	fallback: string,
	asked: Asked,
	outcome: string,
): string {
	state.counts.twoFactorRedirects += 1;
	if (outcome === 'level=2') state.levelTwo.set(asked.memberId, Date.now() + DAY);
	const ts = Math.floor(state.now() / 1000);
	const target = state.settings.twoFactorRedirectUri || fallback;
	const result = { outcome, ts, state: asked.state };
	return twoFactorRedirect(state.settings, asked.clientId, target, result);
}

async function serve(state: SaisonState, req: Request, res: Response): Promise<void> {
	const query = readFormOrNothing(rawQuery(req.originalUrl));
	const clientId = query.get('client_id') ?? '';
	if (!Object.hasOwn(state.settings.clients, clientId)) {
		const html = problemPage('リクエストに誤りがあります。', 'unknown client_id');
		return await answerHtml(res, 400, html);
	}
	const asked = { clientId, memberId: query.get('member') ?? '', state: query.get('state') };
	const member = state.members.get(asked.memberId);
	const goBack = async (outcome: string) => {
		const fallback = `http://${req.headers.host}${PATHS.twoFactorResult}`;
		await answerRedirect(res, 302, twoFactorAddress(state, fallback, asked, outcome));
	};
	if (!member) return await goBack('error=invalid_request');
	if (member.id === NOT_ALLOWED) return await goBack('error=insufficient_scope');
	if (req.method === 'GET') {
		// With level 2 already there, the real screen shows nothing and answers at once.
		const granted = (state.levelTwo.get(member.id) ?? 0) > Date.now();
		if (granted) return await goBack('error=already_granted');
		return await answerHtml(res, 200, passcodePage(member.name, PASSCODE, false));
	}
	const form = readFormOrNothing(localsOf(res).body);
	const outcome = form.get('outcome') ?? '';
	if (ERRORS.includes(outcome)) return await goBack(`error=${outcome}`);
	if (form.get('passcode')?.trim() === PASSCODE) return await goBack('level=2');
	await answerHtml(res, 200, passcodePage(member.name, PASSCODE, true));
}

/** Stands for TEA014, whose path and parameters are not public: this page and its address are made up. */
export function addTwoFactor(router: Router, state: SaisonState): void {
	const handler = async (req: Request, res: Response) => await serve(state, req, res);
	router.get(PATHS.twoFactor, handler);
	router.post(PATHS.twoFactor, handler);
	router.get(PATHS.twoFactorResult, async (req, res) => {
		const rows: Array<[string, string]> = [['query', rawQuery(req.originalUrl)]];
		await answerHtml(res, 200, valuesPage('二要素認証の結果', 'Two-factor result', rows));
	});
}
