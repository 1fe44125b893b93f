import type { Router } from 'express';
import { findProblem, isDate, type ParameterRule } from '../../shared/parameter-rules';
import type { Member } from '../member';
import { PATHS } from '../paths';
import type { OperationResponse } from '../response-bodies';
import { addRoute } from '../route';
import type { SaisonState } from '../state';
import { makePointsHistory } from './history';
import type { PointsEntry } from './history';

const MAX_PAGE_SIZE = 50;
const DEFAULT_PAGE_SIZE = 20;

const RULES: Record<string, ParameterRule> = {
	from: { required: true, form: 'a date such as 2026-01-31', check: isDate },
	to: { required: true, form: 'a date such as 2026-01-31', check: isDate },
	point_type: { form: 'earned or spent', check: (value) => /^(earned|spent)$/.test(String(value)) },
	page: { form: 'a whole number from 1', check: isWholeNumber },
	page_size: {
		form: `a whole number from 1 to ${MAX_PAGE_SIZE}`,
		check: (value) => isWholeNumber(value) && Number(value) <= MAX_PAGE_SIZE,
	},
};

function isWholeNumber(value: unknown): boolean {
	return /^[1-9][0-9]{0,3}$/.test(String(value));
}

/** Shaped like the errors of TEI003, whose `error_msg` is URL-encoded; that it occurs here is invented. */
function invalidRequest(message: string): OperationResponse {
	const body = { error: 'invalid_request', error_msg: encodeURIComponent(message) };
	return { status: 400, body };
}

function rejectParameters(
	parameters: Map<string, string>,
	rules: Record<string, ParameterRule>,
): OperationResponse | undefined {
	const found = findProblem(Object.fromEntries(parameters), rules);
	return found && invalidRequest(`${found.field} ${found.problem}`);
}

/** One page, newest first. A page after the last one is empty. */
export function pointsHistory(member: Member, parameters: Map<string, string>): OperationResponse {
	const rejected = rejectParameters(parameters, RULES);
	if (rejected !== undefined) return rejected;
	const {
		from,
		to,
		point_type: type,
		page = '1',
		page_size: size = String(DEFAULT_PAGE_SIZE),
	} = Object.fromEntries(parameters) as Record<string, string>;
	if (to < from) return invalidRequest('to must not be before from');
	const isWanted = (entry: PointsEntry) =>
		entry.date >= from && entry.date <= to && (type === undefined || entry.point_type === type);
	const entries = makePointsHistory(member.id).filter(isWanted).reverse();
	const start = (Number(page) - 1) * Number(size);
	return {
		status: 200,
		body: {
			result_code: '000',
			total_count: String(entries.length),
			page,
			page_count: String(Math.ceil(entries.length / Number(size))),
			points_history: entries.slice(start, start + Number(size)),
		},
	};
}

export function pointsBalance(member: Member, parameters: Map<string, string>): OperationResponse {
	const rejected = rejectParameters(parameters, {});
	if (rejected !== undefined) return rejected;
	const balance = makePointsHistory(member.id).at(-1)?.balance;
	return { status: 200, body: { result_code: '000', balance } };
}

/** Points calls that a contract could contain: all of it is invented. */
export function addPoints(router: Router, state: SaisonState): void {
	const history = PATHS.pointsHistory;
	const balance = PATHS.pointsBalance;
	addRoute(router, state, { api: 'points', methods: ['post'], path: history }, pointsHistory);
	addRoute(router, state, { api: 'points', methods: ['get'], path: balance }, pointsBalance);
}
