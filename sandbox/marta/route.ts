import type { Request, Response, Router } from 'express';
import { sendJson } from '../shared/send';
import type { Scope } from './data';
import { sendError } from './errors';
import type { ErrorResponse } from './errors';
import type { MartaState } from './state';
import { verifyRequest } from './verify';

const MADE_UP = { 'X-Sandbox-Made-Up': 'response' };

export interface Route {
	method: 'get' | 'post' | 'patch' | 'delete';
	path: string;
	/** Omitted = any scope. */
	scopes?: Scope[];
}

export interface OperationResponse {
	status: number;
	body: unknown;
}

export type Operation = (req: Request, res: Response) => OperationResponse | ErrorResponse;

/** Adds a call that needs a session; all of its responses are invented. */
export function addRoute(
	router: Router,
	state: MartaState,
	{ method, path, scopes }: Route,
	operation: Operation,
): void {
	router[method](path, async (req, res) => {
		const verified = verifyRequest(state, req, scopes);
		if ('rejection' in verified) return await sendError(res, verified.rejection);
		const response = operation(req, res);
		if ('code' in response) await sendError(res, response);
		else await sendJson(res, response.status, response.body, MADE_UP);
	});
}
