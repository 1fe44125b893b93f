import type { Router } from 'express';
import type { Member } from './member';
import { PATHS } from './paths';
import { creditLine, statement, wallet } from './response-bodies';
import type { OperationResponse } from './response-bodies';
import { INVALID_REQUEST, addRoute } from './route';
import type { Operation } from './route';
import type { SaisonState } from './state';

/** TEB001. Both parameters are treated as required: no public example omits one. */
function profile(member: Member, parameters: Map<string, string>): OperationResponse {
	const keys = parameters.get('info_key') ?? '';
	if (parameters.get('data_flg') !== '1' || keys === '') return INVALID_REQUEST;
	const known = keys.split(',').filter((key) => Object.hasOwn(member.attributes, key));
	const info = Object.fromEntries(known.map((key) => [key, member.attributes[key]]));
	return { status: 200, body: { result_code: '000', info_data: info } };
}

export function addOperations(router: Router, state: SaisonState): void {
	const add = (api: string, path: string, operation: Operation) =>
		addRoute(router, state, { api, methods: ['post', 'get'], path }, operation);
	add('TEB001', PATHS.profile, profile);
	add('TEB002', PATHS.statement, statement);
	add('TEI003', PATHS.creditLine, creditLine);
	add('TED001', PATHS.wallet, (member) => wallet(member, state));
}
