import type { Request, Response, Router } from 'express';
import { answerJson } from '../shared/send';
import { rawQuery, readForm } from '../shared/form';
import { localsOf } from '../shared/locals';
import { add } from '../shared/traffic';
import { creditLine, statement, wallet } from './response-bodies';
import type { Member } from './data';
import { PATHS } from './paths';
import type { SaisonState } from './state';
import { verifyCall } from './verify';
import type { Refusal } from './verify';

export interface CallAnswer {
	status: number;
	body: Record<string, unknown>;
}

const INVALID_REQUEST: CallAnswer = { status: 400, body: { error: 'invalid_request' } };

type Call = (member: Member, parameters: Map<string, string>) => CallAnswer;

/** TEB001. Both parameters are taken as required: nothing else was ever shown in public. */
function profile(member: Member, parameters: Map<string, string>): CallAnswer {
	const keys = parameters.get('info_key') ?? '';
	if (parameters.get('data_flg') !== '1' || keys === '') {
		return INVALID_REQUEST;
	}
	const asked = keys.split(',').filter((key) => Object.hasOwn(member.attributes, key));
	const info = Object.fromEntries(asked.map((key) => [key, member.attributes[key]]));
	return { status: 200, body: { result_code: '000', info_data: info } };
}

export async function answerRefusal(res: Response, refusal: Refusal): Promise<void> {
	const { status, error, resultCode, cause, challenge } = refusal;
	const headers: Record<string, string> = { 'X-Sandbox-Reason': cause };
	if (challenge) headers['WWW-Authenticate'] = `MAC error="${cause.replaceAll('_', ' ')}"`;
	const body = resultCode === undefined ? { error } : { error, result_code: resultCode };
	await answerJson(res, status, body, headers);
}

/** GET has its parameters in the query, everything else in the body. */
function readParameters(req: Request, res: Response): ReturnType<typeof readForm> {
	return readForm(req.method === 'GET' ? rawQuery(req.originalUrl) : localsOf(res).body);
}

export function addCalls(router: Router, state: SaisonState): void {
	const serve = (api: string, path: string, call: Call) => {
		const handler = async (req: Request, res: Response) => {
			const verdict = verifyCall(state, req, api);
			if ('refusal' in verdict) return await answerRefusal(res, verdict.refusal);
			const read = readParameters(req, res);
			const answer = 'problem' in read ? INVALID_REQUEST : call(verdict.member, read.values);
			if (answer.status === 200) add(state.counts.answered, api);
			else add(state.counts.refusedCalls, String(answer.body.result_code ?? answer.body.error));
			await answerJson(res, answer.status, answer.body);
		};
		router.post(path, handler);
		router.get(path, handler);
	};
	serve('TEB001', PATHS.profile, profile);
	serve('TEB002', PATHS.statement, statement);
	serve('TEI003', PATHS.creditLine, creditLine);
	serve('TED001', PATHS.wallet, (member) => wallet(member, state));
}
