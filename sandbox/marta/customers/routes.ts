import type { Router } from 'express';
import { isComplete, makeLogin, type Customer } from '../data';
import type { ErrorResponse } from '../errors';
import { parseJsonBody } from '../json-body';
import { PATHS } from '../paths';
import { addRoute, type OperationResponse } from '../route';
import type { MartaState } from '../state';
import { readAddition, readRegistration, type Addition } from './input';

/** Registers a customer with a new card. */
export function registerCustomer(
	state: MartaState,
	body: unknown,
): OperationResponse | ErrorResponse {
	const registration = readRegistration(body);
	if ('code' in registration) return registration;
	const { mobile, email } = registration;
	const isKnown = state.customers.some(
		(one) => one.mobile === mobile || (email !== undefined && one.email === email),
	);
	if (isKnown) {
		const message = 'a customer with this mobile number or email address is already registered';
		return { status: 409, code: 'already_registered', message };
	}
	const login = makeLogin(state.customers.length + 1, mobile);
	const customer: Customer = { ...login, email: '', ...registration, points: 0 };
	state.customers.push(customer);
	return { status: 201, body: { registered: true, card: customer.card } };
}

/** Adds mandatory data that a customer does not have yet. What is there already cannot be changed. */
export function addMissingData(
	state: MartaState,
	body: unknown,
): OperationResponse | ErrorResponse {
	const addition = readAddition(body);
	if ('code' in addition) return addition;
	const { lookup, value, data } = addition;
	const customer = state.customers.find((one) => one[lookup] === value);
	if (!customer) return { status: 404, code: 'not_found', message: 'no such customer' };
	const names = Object.keys(data) as Array<keyof Addition>;
	const known = names.find((name) => customer[name] !== undefined);
	if (known !== undefined) {
		const message = `${known} is known and cannot be changed`;
		return { status: 409, code: 'already_known', field: known, message };
	}
	Object.assign(customer, data);
	return { status: 200, body: { dataComplete: isComplete(customer) } };
}

/** Calls about customers that a contract could contain: all of it is invented. The state is kept until a reset. */
export function addCustomers(router: Router, state: MartaState): void {
	// The scope that MARTA names for what happens before or during a registration.
	const scopes = ['customersynchro' as const];
	const path = PATHS.customers;
	addRoute(router, state, { method: 'post', path, scopes }, (req, res) =>
		registerCustomer(state, parseJsonBody(req, res)),
	);
	addRoute(router, state, { method: 'patch', path, scopes }, (req, res) =>
		addMissingData(state, parseJsonBody(req, res)),
	);
}
