/** More levels than any real response has, and few enough for recursive functions. */
export const MAX_DEPTH = 200;

/** Finds texts that may contain a number with more digits than a JavaScript number has. */
const MAY_LOSE_DIGITS = /\d(?:\.?\d){15}|\d[eE][+-]?\d/;
/** Escapes and the ends of strings, so that digits inside strings are left alone; and numbers. */
const TOKENS = /\\.|"|-?\d[\d.eE+-]*/g;

/** Thrown for JSON that is nested more than `MAX_DEPTH` levels deep. */
export class TooDeepError extends Error {}

/**
 * Parses JSON so that no digit is lost: a number that JavaScript would change becomes text, with its
 * digits as they came. These are integers beyond ±(2^53 - 1), and other numbers whose value differs
 * once they are parsed.
 *
 * @throws SyntaxError for text that is not JSON
 * @throws TooDeepError
 */
export function parseJson(text: string): unknown {
	const json: unknown = JSON.parse(text);
	checkDepth(json);
	return MAY_LOSE_DIGITS.test(text) ? JSON.parse(quoteLongNumbers(text)) : json;
}

function checkDepth(json: unknown): void {
	const nested = (value: unknown) => typeof value === 'object' && value !== null;
	let level = [json].filter(nested);
	for (let depth = 1; level.length > 0; depth++) {
		if (depth > MAX_DEPTH) throw new TooDeepError();
		level = level.flatMap((value) => Object.values(value as object).filter(nested));
	}
}

/** @param text valid JSON */
function quoteLongNumbers(text: string): string {
	let isInString = false;
	return text.replace(TOKENS, (token) => {
		if (token === '"') isInString = !isInString;
		const isNumber = !isInString && token !== '"';
		return isNumber && losesDigits(token) ? `"${token}"` : token;
	});
}

function losesDigits(number: string): boolean {
	const parsed = Number(number);
	if (/^-?\d+$/.test(number)) return !Number.isSafeInteger(parsed);
	return !Number.isFinite(parsed) || canonical(String(parsed)) !== canonical(number);
}

/** The same text for the same value: significant digits, and the power of ten of the last one. */
function canonical(number: string): string {
	const [mantissa, exponent = '0'] = number.replace(/^-/, '').toLowerCase().split('e');
	const [integer, fraction = ''] = mantissa.split('.');
	const digits = `${integer}${fraction}`.replace(/^0+/, '');
	const significant = digits.replace(/0+$/, '');
	if (significant === '') return '0';
	const power = Number(exponent) - fraction.length + digits.length - significant.length;
	return `${significant}e${power}`;
}
