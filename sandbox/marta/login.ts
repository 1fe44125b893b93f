import type { Router } from 'express';
import { sendJson } from '../shared/send';
import { increment } from '../shared/traffic';
import { CAMPAIGNS } from './campaigns';
import { OPERATORS, publicFields } from './data';
import type { Customer, Scope } from './data';
import { sendError } from './errors';
import type { ErrorResponse } from './errors';
import { parseJsonBody } from './json-body';
import { checkLoginBody } from './login-rules';
import type { LoginBody } from './login-rules';
import { PATHS } from './paths';
import type { MartaState } from './state';
import { checkApiKey } from './verify';

interface User {
	subject: string;
	customer?: Customer;
}

interface LoginResponse {
	token: string;
	refreshtoken: string;
	/** For the scope customer only. */
	customer?: Partial<Customer>;
}

const INVALID_CREDENTIALS: ErrorResponse = {
	status: 401,
	code: 'invalid_credentials',
	message: 'wrong username or password',
};

function findOperator(login: LoginBody, scope: Scope): User | ErrorResponse {
	const operator = OPERATORS.find((one) => one.username === login.username);
	if (!operator || operator.password !== login.password) return INVALID_CREDENTIALS;
	if (!operator.scopes.includes(scope)) {
		const message = `this operator is not allowed to use the scope ${scope}`;
		return { status: 403, code: 'scope_not_allowed', message };
	}
	if (login.campaignid === '' && !operator.net) {
		const message = 'campaignid may be empty only for operators with access to the whole Net';
		return { status: 400, code: 'empty_field', field: 'campaignid', message };
	}
	if (login.serialnumber !== undefined && login.serialnumber !== operator.serialNumber) {
		const message = 'this terminal does not belong to the operator';
		return { status: 401, code: 'unknown_terminal', message };
	}
	return { subject: operator.username };
}

function findUser(state: MartaState, login: LoginBody, scope: Scope): User | ErrorResponse {
	if (scope === 'prize' || scope === 'product') return { subject: login.username ?? scope };
	if (login.campaignid !== '' && !Object.hasOwn(CAMPAIGNS, login.campaignid ?? '')) {
		const message = `unknown campaign ${login.campaignid}`;
		return { status: 400, code: 'unknown_campaign', field: 'campaignid', message };
	}
	if (scope === 'customersynchro') return { subject: 'application' };
	if (scope !== 'customer') return findOperator(login, scope);
	const customer = state.customers.find((one) => one.username === login.username);
	if (!customer || customer.password !== login.password) return INVALID_CREDENTIALS;
	return { subject: customer.username, customer };
}

function logIn(state: MartaState, body: unknown): LoginResponse | ErrorResponse {
	if (body === undefined) {
		const message = 'the body must be JSON in UTF-8, sent as application/json';
		return { status: 400, code: 'invalid_json', message };
	}
	const checked = checkLoginBody(body);
	if ('code' in checked) return checked;
	const { login, scope } = checked;
	const user = findUser(state, login, scope);
	if ('code' in user) return user;
	const { settings, tokens, counts } = state;
	const { token, refreshtoken, session } = tokens.issue({
		scope,
		subject: user.subject,
		campaignId: login.campaignid ?? '',
		now: state.now(),
		lifetimeMs: settings.tokenLifetimeMs,
		sendExp: settings.sendExp,
	});
	if (settings.newestLoginEndsOlder) tokens.endOlderSessions(session);
	counts.logins += 1;
	increment(counts.loginsByScope, scope);
	const customer = user.customer && publicFields(user.customer);
	return { token, refreshtoken, ...(customer ? { customer } : {}) };
}

export function addLogin(router: Router, state: MartaState): void {
	router.post(PATHS.login, async (req, res) => {
		const response = checkApiKey(state, req) ?? logIn(state, parseJsonBody(req, res));
		if ('code' in response) {
			increment(state.counts.rejectedLogins, response.code);
			await sendError(res, response);
		} else await sendJson(res, 200, response);
	});
	router.post(PATHS.refresh, async (req, res) => {
		state.counts.refreshCalls += 1;
		const message = 'this request is not documented publicly, so the stand-in does not support it';
		const notSupported = { status: 501, code: 'not_public', message };
		await sendError(res, checkApiKey(state, req) ?? notSupported);
	});
}
