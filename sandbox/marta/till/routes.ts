import type { Router } from 'express';
import { rawQuery } from '../../shared/form';
import type { Customer } from '../data';
import type { ErrorResponse } from '../errors';
import { parseJsonBody } from '../json-body';
import { PATHS } from '../paths';
import { addRoute } from '../route';
import type { OperationResponse, Route } from '../route';
import type { MartaState } from '../state';
import { TILL_DESCRIPTION } from './description';
import { makeCursor, readMovementId, readPageRequest, readPurchase } from './input';
import type { MovementProblem } from './movements';

const PROBLEMS: Record<MovementProblem, { status: number; message: string }> = {
	duplicate_receipt: { status: 409, message: 'this receipt is already registered for the card' },
	no_such_movement: { status: 404, message: 'the card has no such movement' },
	already_deleted: { status: 409, message: 'this movement is already deleted' },
	not_the_last: { status: 409, message: 'only the last movement of a card can be deleted' },
	too_late: { status: 409, message: 'a movement can be deleted for 24 hours only' },
};

interface TillCall {
	customer: Customer;
	card: string;
	/** As sent. */
	query: string;
	/** Parsed; undefined if it is not JSON. */
	body: unknown;
}

type TillOperation = (state: MartaState, call: TillCall) => OperationResponse | ErrorResponse;

function problem(code: MovementProblem): ErrorResponse {
	return { ...PROBLEMS[code], code };
}

export function readCard(state: MartaState, { customer, card }: TillCall): OperationResponse {
	const [last] = state.tillMovements.list(card, state.now());
	const { firstname, points } = customer;
	return { status: 200, body: { card, firstname, points, lastMovementId: last.movementId } };
}

/** A page and how to get the next one: by cursor or by link, both null on the last page. */
export function listMovements(
	state: MartaState,
	{ card, query }: TillCall,
): OperationResponse | ErrorResponse {
	const request = readPageRequest(query);
	if ('code' in request) return request;
	const { limit, before } = request;
	const rest = state.tillMovements
		.list(card, state.now())
		.filter(({ movementId }) => movementId < before);
	const movements = rest.slice(0, limit);
	if (rest.length <= limit) {
		return { status: 200, body: { movements, nextCursor: null, next: null } };
	}
	const nextCursor = makeCursor(movements[limit - 1].movementId);
	const path = PATHS.movements.replace(':card', card);
	const next = `${path}?limit=${limit}&cursor=${nextCursor}`;
	return { status: 200, body: { movements, nextCursor, next } };
}

export function registerPurchase(
	state: MartaState,
	{ customer, card, body }: TillCall,
): OperationResponse | ErrorResponse {
	const purchase = readPurchase(body);
	if ('code' in purchase) return purchase;
	const movement = state.tillMovements.register(card, purchase, state.now());
	if (typeof movement === 'string') return problem(movement);
	customer.points += movement.points;
	return { status: 201, body: { movement, points: customer.points } };
}

export function deleteLastMovement(
	state: MartaState,
	{ customer, card, query }: TillCall,
): OperationResponse | ErrorResponse {
	const request = readMovementId(query);
	if ('code' in request) return request;
	const movement = state.tillMovements.deleteLast(card, request.movementId, state.now());
	if (typeof movement === 'string') return problem(movement);
	customer.points -= movement.points;
	return { status: 200, body: { deleted: movement, points: customer.points } };
}

/** Till calls that a contract could contain: all of it is invented. The state is kept until a reset. */
export function addTill(router: Router, state: MartaState): void {
	const add = (method: Route['method'], path: string, operation: TillOperation) =>
		addRoute(
			router,
			state,
			{ method, path, scopes: ['terminal', 'terminal-backoffice'] },
			(req, res) => {
				const card = String(req.params.card);
				if (!/^[0-9]{13}$/.test(card)) {
					const message = 'card must be a code of 13 digits';
					return { status: 400, code: 'invalid_input', field: 'card', message };
				}
				const customer = state.customers.find((one) => one.card === card);
				if (!customer) return { status: 404, code: 'not_found', message: 'no such card' };
				const query = rawQuery(req.originalUrl);
				return operation(state, { customer, card, query, body: parseJsonBody(req, res) });
			},
		);
	addRoute(router, state, { method: 'get', path: PATHS.description }, () => ({
		status: 200,
		body: TILL_DESCRIPTION,
	}));
	add('get', PATHS.card, readCard);
	add('get', PATHS.movements, listMovements);
	add('post', PATHS.movements, registerPurchase);
	add('delete', PATHS.lastMovement, deleteLastMovement);
}
