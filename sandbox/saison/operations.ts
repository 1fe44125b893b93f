import type { Request, Response, Router } from 'express';
import { parseForm, rawQuery } from '../shared/form';
import { localsOf } from '../shared/request';
import { sendJson } from '../shared/send';
import { increment } from '../shared/traffic';
import type { Member } from './member';
import { sendError } from './errors';
import { PATHS } from './paths';
import { creditLine, statement, wallet } from './response-bodies';
import type { OperationResponse } from './response-bodies';
import type { SaisonState } from './state';
import { verifyRequest } from './verify';

const INVALID_REQUEST: OperationResponse = { status: 400, body: { error: 'invalid_request' } };

type Operation = (member: Member, parameters: Map<string, string>) => OperationResponse;

/** TEB001. Both parameters are treated as required: no public example omits one. */
function profile(member: Member, parameters: Map<string, string>): OperationResponse {
	const keys = parameters.get('info_key') ?? '';
	if (parameters.get('data_flg') !== '1' || keys === '') return INVALID_REQUEST;
	const known = keys.split(',').filter((key) => Object.hasOwn(member.attributes, key));
	const info = Object.fromEntries(known.map((key) => [key, member.attributes[key]]));
	return { status: 200, body: { result_code: '000', info_data: info } };
}

/** A GET has its parameters in the query, every other method in the body. */
function parseParameters(req: Request, res: Response): ReturnType<typeof parseForm> {
	return parseForm(req.method === 'GET' ? rawQuery(req.originalUrl) : localsOf(res).body);
}

export function addOperations(router: Router, state: SaisonState): void {
	const add = (api: string, path: string, operation: Operation) => {
		const handler = async (req: Request, res: Response) => {
			const verified = verifyRequest(state, req, api);
			if ('rejection' in verified) return await sendError(res, verified.rejection);
			const parsed = parseParameters(req, res);
			const { status, body } =
				'problem' in parsed ? INVALID_REQUEST : operation(verified.member, parsed.values);
			if (status === 200) increment(state.counts.answered, api);
			else increment(state.counts.rejectedCalls, String(body.result_code ?? body.error));
			await sendJson(res, status, body);
		};
		router.post(path, handler);
		router.get(path, handler);
	};
	add('TEB001', PATHS.profile, profile);
	add('TEB002', PATHS.statement, statement);
	add('TEI003', PATHS.creditLine, creditLine);
	add('TED001', PATHS.wallet, (member) => wallet(member, state));
}
