import { invalidInput, type ServiceError } from '../errors/service-error';
import { trimInvisible } from '../http/typed-text';
import { rejectInexactNumber } from './parameter-values';

/** A parameter as the workflow stores it, split as n8n splits it. */
export interface Expression {
	/** The expressions in it, each with its braces. */
	codes: string[];
	/** The text around them, with a null character for each expression. */
	text: string;
}

/**
 * Splits a stored parameter.
 *
 * @returns `undefined` for fixed values, also for text that is marked as an expression but has none
 */
export function parseExpression(stored: unknown): Expression | undefined {
	if (typeof stored !== 'string' || !stored.startsWith('=')) return undefined;
	const codes: string[] = [];
	let text = '';
	for (let rest = stored.slice(1); rest !== '';) {
		const open = findBraces(rest, '{{');
		if (open < 0) {
			text += rest;
			break;
		}
		const close = findBraces(rest.slice(open + 2), '}}');
		const end = close < 0 ? rest.length : open + 2 + close + 2;
		codes.push(rest.slice(open, end));
		text += `${rest.slice(0, open)}\0`;
		rest = rest.slice(end);
	}
	return codes.length > 0 ? { codes, text } : undefined;
}

/** Where braces begin that are not escaped by a backslash. @returns -1 if there are none */
function findBraces(text: string, braces: string): number {
	for (let at = text.indexOf(braces); at >= 0; at = text.indexOf(braces, at + 2)) {
		const backslashes = /\\*$/.exec(text.slice(0, at))?.[0].length ?? 0;
		if (backslashes % 2 === 0) return at;
	}
	return -1;
}

/** Whether a single expression is all there is, so that n8n returns its value as it is. */
function isSingle({ codes, text }: Expression): boolean {
	return codes.length === 1 && text === '\0';
}

/** What makes an expression count as one that evaluates to nothing. */
export type Nothing = 'missing' | 'missing or empty';

/** What n8n may print for a value that is missing or has lost digits. */
const DOUBTFUL = /\d{16}|\de\+\d|undefined|null|NaN|Infinity|Invalid|\[object /;

interface PartRules {
	label: string;
	nothing: Nothing;
	/** Whether the text says whose data it is. */
	isIdentifier: boolean;
}

/**
 * Checks what the expressions of a parameter evaluate to, one by one: in text, n8n writes nothing for
 * `undefined` and `null`, and a number or an object as JavaScript prints it.
 *
 * @param value what all of it evaluates to
 * @param evaluate evaluates a single one; it takes about 1 ms, so only done where the text leaves a doubt
 * @throws ServiceError `invalid_input` for nothing, and for a number that has lost digits
 */
export function checkParts(
	{ label, nothing, isIdentifier }: PartRules,
	expression: Expression,
	value: unknown,
	evaluate: (code: string) => unknown,
): void {
	const check = (part: unknown): void => {
		rejectInexactNumber(part, label);
		if (isNothing(part, nothing)) throw emptyExpression(label);
	};
	if (isSingle(expression)) {
		check(value);
		return;
	}
	const printed = printedPart(expression, value);
	if (printed !== undefined && trimInvisible(printed) !== '' && !DOUBTFUL.test(printed)) return;
	for (const code of expression.codes) {
		const part = evaluate(code);
		check(part);
		if (isIdentifier && trimInvisible(String(part)) === '') throw emptyExpression(label);
		const isNeverMeant = isIdentifier || typeof part === 'object';
		rejectMissingWords(String(part), { codes: [code] }, { label, isIdentifier: isNeverMeant });
	}
}

/** What n8n printed for the only expression in a text. @returns `undefined` if that is not known */
function printedPart({ codes, text }: Expression, value: unknown): string | undefined {
	const [before, after] = text.split('\0');
	const isKnown =
		codes.length === 1 &&
		typeof value === 'string' &&
		value.length > before.length + after.length &&
		value.startsWith(before) &&
		value.endsWith(after);
	return isKnown ? value.slice(before.length, value.length - after.length) : undefined;
}

function isNothing(value: unknown, nothing: Nothing): boolean {
	if (value === undefined || value === null || Number.isNaN(value)) return true;
	return nothing === 'missing or empty' && String(value) === '';
}

export function emptyExpression(label: string): ServiceError {
	return invalidInput(
		label,
		'has an expression that evaluates to nothing.',
		'Check that the item has the field that the expression reads.',
	);
}

/** What JavaScript writes for a value that is missing. */
const MISSING = /^(?:undefined|null|NaN|Invalid Date(?:Time)?|\[object Object\])$/;
const MISSING_INSIDE = /undefined|(?<![a-z])(?:null|NaN)(?![a-z])|Invalid Date|\[object Object\]/i;

/**
 * Checks text for a missing value that the code of an expression has turned into a word, such as
 * '+39undefined'. Code that only reads a field leaves data as it is, where such a word may be meant.
 *
 * @param isIdentifier whether the text says whose data it is, so that such a word is never meant
 * @throws ServiceError `invalid_input`
 */
export function rejectMissingWords(
	text: string,
	{ codes }: Pick<Expression, 'codes'>,
	{ label, isIdentifier }: { label: string; isIdentifier: boolean },
): void {
	const has = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
	const joinsText = has(/[+`]|\.(?:concat|join)\(/);
	if (!joinsText && !isIdentifier && !has(/\b(?:String|toString|toFormat|format)\(/)) return;
	const word = (joinsText ? MISSING_INSIDE : MISSING).exec(text)?.[0];
	if (word === undefined) return;
	throw invalidInput(
		label,
		`has an expression that evaluates to "${word}".`,
		'Check that the item has the field that the expression reads.',
	);
}
