import { findProblem, isDate, type ParameterRule } from '../../shared/parameter-rules';
import { MANDATORY_FIELDS, type Customer } from '../data';
import type { ErrorResponse } from '../errors';

export type Registration = Pick<Customer, (typeof MANDATORY_FIELDS)[number]> & { email?: string };
/** What may be added: the mandatory data that a customer does not have yet. */
export type Addition = Partial<Pick<Customer, (typeof MANDATORY_FIELDS)[number]>>;

interface Lookup {
	lookup: 'email' | 'mobile';
	value: string;
}

const TEXT: ParameterRule = {
	form: 'text of 1 to 40 characters',
	check: (value) => typeof value === 'string' && value !== '' && value.length <= 40,
};
const MOBILE: ParameterRule = {
	form: 'a number in the form +39…',
	check: (value) => /^\+[0-9]{6,15}$/.test(String(value)),
};
const EMAIL: ParameterRule = {
	form: 'an email address',
	check: (value) => /^[^@\s]+@[^@\s]+$/.test(String(value)),
};
const BIRTHDATE: ParameterRule = { form: 'a date such as 1990-01-31', check: isDate };

const DATA = { firstname: TEXT, lastname: TEXT, mobile: MOBILE, birthdate: BIRTHDATE, town: TEXT };

function required(rules: Record<string, ParameterRule>): Record<string, ParameterRule> {
	const entries = Object.entries(rules).map(([name, rule]) => [name, { ...rule, required: true }]);
	return Object.fromEntries(entries) as Record<string, ParameterRule>;
}

function readBody<Body extends object>(
	body: unknown,
	rules: Record<string, ParameterRule>,
): Body | ErrorResponse {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		const message = 'the body must be a JSON object in UTF-8, sent as application/json';
		return { status: 400, code: 'invalid_json', message };
	}
	const found = findProblem({ ...body }, rules);
	if (found === undefined) return body as Body;
	const { field, problem } = found;
	return { status: 400, code: 'invalid_input', field, message: `${field} ${problem}` };
}

/** @param body parsed JSON; undefined if it is not JSON */
export function readRegistration(body: unknown): Registration | ErrorResponse {
	return readBody<Registration>(body, { ...required(DATA), email: EMAIL });
}

/** @param body parsed JSON; undefined if it is not JSON */
export function readAddition(body: unknown): (Lookup & { data: Addition }) | ErrorResponse {
	const read = readBody<Lookup & Addition>(body, {
		lookup: {
			required: true,
			form: 'email or mobile',
			check: (value) => value === 'email' || value === 'mobile',
		},
		value: { ...TEXT, required: true },
		...DATA,
	});
	if ('code' in read) return read;
	const { lookup, value, ...data } = read;
	return { lookup, value, data };
}
