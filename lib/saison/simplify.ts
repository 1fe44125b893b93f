import type { IDataObject } from 'n8n-workflow';
import { isPlainObject } from '../core/http/response';

/** Amounts in JPY, by field name. The last one's name is cut on the TEB002 page: our reading. */
const MONEY_FIELDS = new Set([
	'shopping_limit',
	'shopping_available',
	'cashing_limit',
	'cashing_available',
	'shopping_limit_bunkatsu',
	'shopping_available_bunkatsu',
	'shopping_limit_revo',
	'shopping_available_revo',
	'wallet_balance',
	'normal_wallet_balance',
	'claim_amount',
]);

/** Fields that hold only the sign of an amount: '' for plus, '-' for minus (TEB002). */
const SIGN_FIELDS = new Map([['mark_claim_amount', 'claim_amount']]);

/** "That much or more" (TED001). */
const BALANCE_CAP = '9999999999';

/** `-` instead of an amount (TEI003). */
const HYPHEN_NOTE = 'Not shown while the limit is temporarily raised';

/** yyyymmdd, and YYYYMMDDhhmmss with three digits of ms; the pages name no time zone. */
const DATE_FIELDS = new Set(['due_date']);
const TIMESTAMP_FIELDS = new Set(['response_ts']);

/** Meanings of codes, from the reference pages. */
const CODE_MEANINGS: Record<string, Record<string, string>> = {
	disp_code: {
		'00': 'Normal, before the bank claim is fixed',
		'01': 'Normal, after the bank claim is fixed',
		'02': 'No data',
		'10': 'Hidden by a display flag',
		'11': 'Not available for a reason other than the display flag',
	},
	kazoku_div: { '0': 'Main cardholder' },
	bc_flg: {
		'0': 'UC card issued by Credit Saison',
		'1': 'UC card issued by another company',
	},
};

/**
 * The service's answer in types a workflow can calculate with. Only what the reference pages name
 * is touched; anything else stays as it came.
 */
export function simplify(data: IDataObject): IDataObject {
	const result: Array<[string, unknown]> = [];
	for (const [name, value] of Object.entries(data)) {
		if (isFoldedSign(name, data)) continue;
		result.push(...simplifyField(name, value, signOf(name, data)));
	}
	return Object.fromEntries(result) as IDataObject;
}

function simplifyField(name: string, value: unknown, sign: string): Array<[string, unknown]> {
	if (isPlainObject(value)) return [[name, simplify(value as IDataObject)]];
	if (Array.isArray(value)) {
		return [
			[name, value.map((entry) => (isPlainObject(entry) ? simplify(entry as IDataObject) : entry))],
		];
	}
	if (MONEY_FIELDS.has(name)) return simplifyAmount(name, value, sign);
	if (typeof value !== 'string') return [[name, value]];
	if (DATE_FIELDS.has(name)) return [[name, toIsoDate(value)]];
	if (TIMESTAMP_FIELDS.has(name)) return [[name, toIsoTimestamp(value)]];
	const meanings = Object.hasOwn(CODE_MEANINGS, name) ? CODE_MEANINGS[name] : {};
	const meaning = Object.hasOwn(meanings, value) ? meanings[value] : undefined;
	return meaning === undefined
		? [[name, value]]
		: [
				[name, value],
				[`${name}Meaning`, meaning],
			];
}

function simplifyAmount(name: string, value: unknown, sign: string): Array<[string, unknown]> {
	const text = typeof value === 'number' ? String(value) : value;
	if (text === '-') {
		return [
			[name, null],
			[`${name}Note`, HYPHEN_NOTE],
		];
	}
	if (text === '') return [[name, null]];
	if (!isAmount(text)) return [[name, value]];
	// Subtracted from zero: the negative of zero would be a zero of its own.
	const amount: Array<[string, unknown]> = [[name, sign === '-' ? 0 - Number(text) : Number(text)]];
	if (text === BALANCE_CAP) amount.push([`${name}AtLeast`, true]);
	return amount;
}

/** Digits that a number can hold exactly. */
function isAmount(value: unknown): value is string {
	return typeof value === 'string' && /^\d{1,15}$/.test(value);
}

/** A sign is folded only into an amount that is there and can take it. */
function isFoldedSign(name: string, data: IDataObject): boolean {
	const amountField = SIGN_FIELDS.get(name);
	if (amountField === undefined || !Object.hasOwn(data, amountField)) return false;
	const amount = data[amountField];
	if (data[name] === '') return true;
	return data[name] === '-' && isAmount(typeof amount === 'number' ? String(amount) : amount);
}

function signOf(name: string, data: IDataObject): string {
	const [signField] = [...SIGN_FIELDS].find(([, amount]) => amount === name) ?? [];
	return signField === undefined ? '' : String(data[signField] ?? '');
}

function toIsoDate(value: string): string | null {
	if (value === '') return null;
	const date = value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
	return isReal(`${date}T00:00:00.000`) ? date : value;
}

function toIsoTimestamp(value: string): string {
	const timestamp = value.replace(
		/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})$/,
		'$1-$2-$3T$4:$5:$6.$7',
	);
	return isReal(timestamp) ? timestamp : value;
}

/** Whether a timestamp is in the calendar; parsing alone would take 30 February for 2 March. */
function isReal(timestamp: string): boolean {
	const date = new Date(`${timestamp}Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString() === `${timestamp}Z`;
}
