import type { Request, Response, Router } from 'express';
import { parseForm, rawQuery } from '../shared/form';
import { localsOf } from '../shared/request';
import { sendJson } from '../shared/send';
import { increment } from '../shared/traffic';
import type { Member } from './member';
import { sendError } from './errors';
import type { OperationResponse } from './response-bodies';
import type { SaisonState } from './state';
import { verifyRequest } from './verify';

export const INVALID_REQUEST: OperationResponse = {
	status: 400,
	body: { error: 'invalid_request' },
};

export interface Route {
	/** The API ID, for the counts and scopes. */
	api: string;
	methods: Array<'get' | 'post'>;
	path: string;
}

export type Operation = (member: Member, parameters: Map<string, string>) => OperationResponse;

/** A GET has its parameters in the query, every other method in the body. */
function parseParameters(req: Request, res: Response): ReturnType<typeof parseForm> {
	return parseForm(req.method === 'GET' ? rawQuery(req.originalUrl) : localsOf(res).body);
}

/** Adds a signed call about the member whose token is sent. */
export function addRoute(
	router: Router,
	state: SaisonState,
	{ api, methods, path }: Route,
	operation: Operation,
): void {
	for (const method of methods) {
		router[method](path, async (req, res) => {
			const verified = verifyRequest(state, req, api);
			if ('rejection' in verified) return await sendError(res, verified.rejection);
			const parsed = parseParameters(req, res);
			const { status, body } =
				'problem' in parsed ? INVALID_REQUEST : operation(verified.member, parsed.values);
			if (status === 200) increment(state.counts.answered, api);
			else increment(state.counts.rejectedCalls, String(body.result_code ?? body.error));
			await sendJson(res, status, body);
		});
	}
}
