import { parseForm } from '../../shared/form';
import { findProblem, type ParameterRule } from '../../shared/parameter-rules';
import type { ErrorResponse } from '../errors';
import { DESCRIPTION_LIMITS } from './description';

export interface Purchase {
	receipt: string;
	/** EUR. */
	amount: number;
	payment?: string;
	doublePoints?: boolean;
	shop: { id: string; till?: string };
}

type Check = ParameterRule['check'];

const isText: Check = (value) => typeof value === 'string' && value !== '' && value.length <= 40;
const TEXT = 'text of 1 to 40 characters';

const PURCHASE_RULES: Record<string, ParameterRule> = {
	receipt: { required: true, form: TEXT, check: isText },
	amount: {
		required: true,
		form: `a number in EUR, more than 0 and up to ${DESCRIPTION_LIMITS.maxAmount}, with two decimals at most`,
		check: (value) =>
			typeof value === 'number' &&
			value > 0 &&
			value <= DESCRIPTION_LIMITS.maxAmount &&
			/^\d+(\.\d{1,2})?$/.test(String(value)),
	},
	payment: {
		form: `one of ${DESCRIPTION_LIMITS.payments.join(', ')}`,
		check: (value) => DESCRIPTION_LIMITS.payments.includes(value as string),
	},
	doublePoints: { form: 'true or false', check: (value) => typeof value === 'boolean' },
	shop: { required: true, form: 'an object', check: isObject },
};
const SHOP_RULES: Record<string, ParameterRule> = {
	id: { required: true, form: TEXT, check: isText },
	till: { form: TEXT, check: isText },
};

function isObject(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkRules(
	values: Record<string, unknown>,
	rules: Record<string, ParameterRule>,
	prefix?: string,
): ErrorResponse | undefined {
	const found = findProblem(values, rules, prefix);
	if (found === undefined) return undefined;
	const { field, problem } = found;
	return { status: 400, code: 'invalid_input', field, message: `${field} ${problem}` };
}

/** @param body parsed JSON; undefined if it is not JSON */
export function readPurchase(body: unknown): Purchase | ErrorResponse {
	if (!isObject(body)) {
		const message = 'the body must be a JSON object in UTF-8, sent as application/json';
		return { status: 400, code: 'invalid_json', message };
	}
	const purchase = body as Purchase;
	return (
		checkRules({ ...purchase }, PURCHASE_RULES) ??
		checkRules({ ...purchase.shop }, SHOP_RULES, 'shop.') ??
		purchase
	);
}

const isWholeNumber: Check = (value) => /^[1-9][0-9]{0,8}$/.test(String(value));

export interface PageRequest {
	limit: number;
	/** Only movements before this one. */
	before: number;
}

/** The query of a list: `limit`, and as `cursor` what the response before returned. */
export function readPageRequest(query: string): PageRequest | ErrorResponse {
	const { maxPage, defaultPage } = DESCRIPTION_LIMITS;
	const values = readQuery(query, {
		limit: {
			form: `a whole number from 1 to ${maxPage}`,
			check: (value) => isWholeNumber(value) && Number(value) <= maxPage,
		},
		cursor: {
			form: 'the nextCursor of the response before',
			check: (value) => isWholeNumber(readCursor(String(value))),
		},
	});
	if ('code' in values) return values;
	const { limit, cursor } = values.parameters;
	const before = cursor === undefined ? Infinity : Number(readCursor(cursor));
	return { limit: Number(limit ?? defaultPage), before };
}

export function makeCursor(movementId: number): string {
	return Buffer.from(`before:${movementId}`).toString('base64url');
}

function readCursor(cursor: string): string {
	const text = Buffer.from(cursor, 'base64url').toString('latin1');
	return /^before:(.*)$/.exec(text)?.[1] ?? '';
}

export function readMovementId(query: string): { movementId: number } | ErrorResponse {
	const movementId: ParameterRule = {
		required: true,
		form: 'a whole number',
		check: isWholeNumber,
	};
	const values = readQuery(query, { movementId });
	return 'code' in values ? values : { movementId: Number(values.parameters.movementId) };
}

function readQuery(
	query: string,
	rules: Record<string, ParameterRule>,
): { parameters: Record<string, string | undefined> } | ErrorResponse {
	const parsed = parseForm(query);
	if ('problem' in parsed) return { status: 400, code: 'invalid_query', message: parsed.problem };
	const parameters = Object.fromEntries(parsed.values);
	return checkRules(parameters, rules) ?? { parameters };
}
