import type { Request, Router } from 'express';
import { parseForm, rawQuery } from '../shared/form';
import { jsonOrNull, localsOf } from '../shared/request';
import { CAMPAIGNS } from './campaigns';
import { isComplete, missingFields, publicFields } from './data';
import type { Customer, Scope } from './data';
import type { ErrorResponse } from './errors';
import { PATHS } from './paths';
import { addRoute } from './route';
import type { Operation, OperationResponse, Route } from './route';
import type { MartaState, Movement } from './state';

const CUSTOMER_KEYS = ['card', 'email', 'mobile'] as const;

/** The response is not public, so its body is invented. */
function getCampaign(id: string): OperationResponse | ErrorResponse {
	if (Object.hasOwn(CAMPAIGNS, id)) return { status: 200, body: CAMPAIGNS[id] };
	return { status: 404, code: 'not_found', message: `unknown campaign ${id}` };
}

/** The response is not public: its body is invented, and so is the meaning of 402, incomplete data. */
function checkCard(state: MartaState, query: string): OperationResponse | ErrorResponse {
	const customer = findCustomer(state, query);
	if ('status' in customer) return customer;
	const { card, firstname } = customer;
	const dataComplete = isComplete(customer);
	const body = { exists: true, card: card ?? null, dataComplete, firstname };
	if (dataComplete) return { status: 200, body };
	return { status: 402, body: { ...body, missing: missingFields(customer) } };
}

function findCustomer(state: MartaState, query: string): Customer | ErrorResponse {
	const parsed = parseForm(query);
	if ('problem' in parsed) return { status: 400, code: 'invalid_query', message: parsed.problem };
	const { values } = parsed;
	const key = CUSTOMER_KEYS.find((name) => values.has(name));
	const value = key && values.get(key);
	if (!key || !value || values.size !== 1) {
		const message = `send exactly one of ${CUSTOMER_KEYS.join(', ')}`;
		return { status: 400, code: 'invalid_query', message };
	}
	// A plus sign that was not percent-encoded arrives as a space.
	if (key === 'mobile' && !/^\+[0-9]{6,15}$/.test(value)) {
		const message = 'mobile must have the form +39…, with the plus sign sent as %2B';
		return { status: 400, code: 'invalid_mobile', field: 'mobile', message };
	}
	const customer = state.customers.find((one) => one[key] === value);
	return customer ?? { status: 404, code: 'not_found', message: 'no such customer' };
}

function addPurchase(state: MartaState, body: unknown): OperationResponse | ErrorResponse {
	const { card, amount, receipt } = (body ?? {}) as Record<string, unknown>;
	const isAmount = typeof amount === 'string' && /^[0-9]{1,6}\.[0-9]{2}$/.test(amount);
	if (typeof card !== 'string' || typeof receipt !== 'string' || !isAmount) {
		const message = 'card, receipt and amount (such as "12.50") are required, all as strings';
		return { status: 400, code: 'invalid_movement', message };
	}
	const customer = state.customers.find((one) => one.card === card);
	if (!customer) return { status: 404, code: 'not_found', message: 'no such card' };
	const isDuplicate = state.movements.some((one) => one.card === card && one.receipt === receipt);
	state.counts.movements += 1;
	if (isDuplicate) state.counts.duplicateMovements += 1;
	customer.points += Math.floor(Number(amount));
	const movementid = state.movements.length + 1;
	const movement: Movement = { movementid, card, amount, receipt, points: customer.points };
	state.movements.push(movement);
	return { status: 200, body: movement };
}

function listCustomers(state: MartaState, { query }: Request): OperationResponse {
	const [offset, limit] = [Number(query.offset ?? 0), Number(query.limit ?? 50)];
	const page = state.customers.slice(offset, offset + limit).map(publicFields);
	return { status: 200, body: { total: state.customers.length, customers: page } };
}

export function addOperations(router: Router, state: MartaState): void {
	const add = (method: Route['method'], path: string, scopes: Scope[], operation: Operation) =>
		addRoute(router, state, { method, path, scopes }, operation);
	add('get', PATHS.campaign, ['terminal', 'terminal-backoffice'], (req) =>
		getCampaign(String(req.params.campaignid)),
	);
	// That the scope customer allows it, too, is inferred.
	add('get', PATHS.checkCard, ['customersynchro', 'customer'], (req) =>
		checkCard(state, rawQuery(req.originalUrl)),
	);
	add('post', PATHS.purchase, ['terminal', 'terminal-backoffice'], (_req, res) =>
		addPurchase(state, jsonOrNull(localsOf(res).body)),
	);
	add('get', PATHS.customers, ['backoffice', 'terminal-backoffice'], (req) =>
		listCustomers(state, req),
	);
}
