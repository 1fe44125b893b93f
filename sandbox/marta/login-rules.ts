import type { Scope } from './data';
import type { ErrorResponse } from './errors';

export type LoginBody = Partial<Record<Field, string>>;

const FIELDS = [
	'username',
	'password',
	'campaignid',
	'serialnumber',
	'devicetype',
	'scope',
	'foreignid',
] as const;
export type Field = (typeof FIELDS)[number];

interface Rule {
	required: Field[];
	optional: Field[];
}

const PERSON: Field[] = ['username', 'password', 'campaignid', 'devicetype', 'scope'];
const TERMINAL: Rule = { required: [...PERSON, 'serialnumber'], optional: ['foreignid'] };
/** Not public for these two scopes: every known field is allowed, none is checked. */
const UNDOCUMENTED: Rule = { required: ['scope'], optional: [...FIELDS] };

const RULES: Record<Scope, Rule> = {
	backoffice: { required: PERSON, optional: [] },
	terminal: TERMINAL,
	'terminal-backoffice': TERMINAL,
	customersynchro: { required: ['campaignid', 'devicetype', 'scope'], optional: [] },
	customer: { required: PERSON, optional: [] },
	prize: UNDOCUMENTED,
	product: UNDOCUMENTED,
};

function invalid(code: string, field: string, message: string): ErrorResponse {
	return { status: 400, code, field, message };
}

function isField(name: string): name is Field {
	return (FIELDS as readonly string[]).includes(name);
}

/** Accepts exactly the fields documented for the scope. */
export function checkLoginBody(body: unknown): { login: LoginBody; scope: Scope } | ErrorResponse {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		return { status: 400, code: 'invalid_json', message: 'the body must be a JSON object' };
	}
	for (const [name, value] of Object.entries(body)) {
		if (!isField(name)) return invalid('unknown_field', name, `unknown field "${name}"`);
		if (typeof value !== 'string') return invalid('wrong_type', name, `${name} must be a string`);
	}
	const login = body as LoginBody;
	const scope = login.scope ?? '';
	if (!Object.hasOwn(RULES, scope)) return invalid('unknown_scope', 'scope', 'unknown scope');
	const { required, optional } = RULES[scope as Scope];
	for (const name of required) {
		const mayBeEmpty = name === 'campaignid' && scope === 'backoffice';
		const value = login[name];
		if (value === undefined) return invalid('missing_field', name, `${name} is missing`);
		if (value === '' && !mayBeEmpty) return invalid('empty_field', name, `${name} is empty`);
	}
	for (const name of Object.keys(login) as Field[]) {
		if (!required.includes(name) && !optional.includes(name)) {
			return invalid('surplus_field', name, `${name} must not be sent with scope ${scope}`);
		}
	}
	if (login.foreignid === '') return invalid('empty_field', 'foreignid', 'leave foreignid out');
	if (login.devicetype !== undefined && !['1', '2', '3'].includes(login.devicetype)) {
		return invalid('invalid_devicetype', 'devicetype', 'devicetype must be "1", "2" or "3"');
	}
	return { login, scope: scope as Scope };
}
