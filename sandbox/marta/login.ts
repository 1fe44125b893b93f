import type { Request, Response, Router } from 'express';
import { answerJson } from '../shared/send';
import { timesSent } from '../shared/headers';
import { localsOf } from '../shared/locals';
import { add } from '../shared/traffic';
import { CAMPAIGNS } from './campaigns';
import { OPERATORS } from './data';
import type { Customer, Scope } from './data';
import { checkLoginBody } from './login-rules';
import type { LoginBody } from './login-rules';
import { answerRefusal } from './errors';
import type { Refusal } from './errors';
import type { MartaState } from './state';

interface Person {
	subject: string;
	customer?: Customer;
}

const WRONG_LOGIN: Refusal = {
	status: 401,
	code: 'invalid_credentials',
	message: 'wrong username or password',
};

export function checkApiKey(state: MartaState, req: Request): Refusal | undefined {
	const right =
		timesSent(req, 'x-api-key') === 1 && req.headers['x-api-key'] === state.settings.apiKey;
	if (right) return undefined;
	return { status: 401, code: 'invalid_api_key', message: 'x-api-key is missing or wrong' };
}

function parseBody(req: Request, res: Response): unknown {
	const isJson = /^application\/json(\s*;\s*charset="?utf-8"?)?\s*$/i;
	if (!isJson.test(req.headers['content-type'] ?? '')) return undefined;
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(localsOf(res).body));
	} catch {
		return undefined;
	}
}

function findOperator(login: LoginBody, scope: Scope): Person | Refusal {
	const operator = OPERATORS.find((one) => one.username === login.username);
	if (!operator || operator.password !== login.password) return WRONG_LOGIN;
	if (!operator.scopes.includes(scope)) {
		return { status: 403, code: 'scope_not_allowed', message: `not allowed to use ${scope}` };
	}
	if (login.campaignid === '' && !operator.net) {
		const message = 'only Net operators may leave campaignid empty';
		return { status: 400, code: 'empty_field', field: 'campaignid', message };
	}
	if (login.serialnumber !== undefined && login.serialnumber !== operator.serialNumber) {
		return { status: 401, code: 'unknown_terminal', message: 'not the terminal of this operator' };
	}
	return { subject: operator.username };
}

function findPerson(state: MartaState, login: LoginBody, scope: Scope): Person | Refusal {
	if (scope === 'prize' || scope === 'product') return { subject: login.username ?? scope };
	if (login.campaignid !== '' && !Object.hasOwn(CAMPAIGNS, login.campaignid ?? '')) {
		return {
			status: 400,
			code: 'unknown_campaign',
			field: 'campaignid',
			message: 'no such campaign',
		};
	}
	if (scope === 'customersynchro') return { subject: 'application' };
	if (scope !== 'customer') return findOperator(login, scope);
	const customer = state.customers.find((one) => one.username === login.username);
	if (!customer || customer.password !== login.password) return WRONG_LOGIN;
	return { subject: customer.username, customer };
}

/** The object's fields are not listed in public; made up. Missing mandatory data is simply left out. */
export function customerView(customer: Customer): Partial<Customer> {
	return { ...customer, username: undefined, password: undefined };
}

function logIn(state: MartaState, body: unknown): Record<string, unknown> | Refusal {
	if (body === undefined) {
		return {
			status: 400,
			code: 'invalid_json',
			message: 'a JSON body and content type are needed',
		};
	}
	const checked = checkLoginBody(body);
	if (!('login' in checked)) return checked;
	const { login, scope } = checked;
	const person = findPerson(state, login, scope);
	if (!('subject' in person)) return person;
	const { settings, tokens, counts } = state;
	const { token, refreshtoken, session } = tokens.issue({
		scope,
		subject: person.subject,
		campaignId: login.campaignid ?? '',
		now: state.now(),
		lifetimeMs: settings.tokenLifetimeMs,
		sendExp: settings.sendExp,
	});
	if (settings.newestLoginEndsOlder) tokens.endOlder(session);
	counts.logins += 1;
	add(counts.loginsByScope, scope);
	const customer = person.customer && customerView(person.customer);
	return { token, refreshtoken, ...(customer ? { customer } : {}) };
}

function isRefusal(result: Record<string, unknown> | Refusal): result is Refusal {
	return typeof result.status === 'number';
}

export function addLogin(router: Router, state: MartaState): void {
	router.post('/auth', async (req, res) => {
		const result = checkApiKey(state, req) ?? logIn(state, parseBody(req, res));
		if (isRefusal(result)) {
			add(state.counts.refusedLogins, result.code);
			await answerRefusal(res, result);
		} else await answerJson(res, 200, result);
	});
	router.post('/auth/refreshToken', async (req, res) => {
		state.counts.refreshCalls += 1;
		const refusal = checkApiKey(state, req);
		await answerRefusal(
			res,
			refusal ?? {
				status: 501,
				code: 'not_public',
				message: 'the contract of this call is not public, so this stand-in does not play it',
			},
		);
	});
}
