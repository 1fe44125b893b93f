import { invalidInput } from '../errors/service-error';

/** Splits a list separated by commas. Spaces around entries, and empty entries, are dropped. */
export function splitList(text: string): string[] {
	return text
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/**
 * Converts what an expression may evaluate to into text: `undefined` and `null` become ''.
 *
 * @param label the field's name in the editor, for the error
 * @throws ServiceError `invalid_input` for objects, arrays and incomplete characters
 */
export function asText(value: unknown, label: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (typeof value !== 'string') {
		throw invalidInput(label, 'must be text.', 'The expression evaluates to an object or a list.');
	}
	// UTF-8 has no form for a lone surrogate: another character would be sent in its place.
	if (/\p{Surrogate}/u.test(value)) {
		throw invalidInput(
			label,
			'contains an incomplete character.',
			'The text was cut in the middle of a character such as an emoji. Cut it elsewhere.',
		);
	}
	return value;
}

/**
 * @param fallback for `undefined`, `null` and ''
 * @param label the field's name in the editor, for the error
 * @throws ServiceError `invalid_input` for anything but a whole number of at least 1
 */
export function asPositiveInteger(value: unknown, fallback: number, label: string): number {
	if (value === undefined || value === null || value === '') return fallback;
	const number = typeof value === 'number' ? value : Number(asText(value, label));
	if (!Number.isSafeInteger(number) || number < 1) {
		throw invalidInput(label, 'must be a whole number of at least 1.');
	}
	return number;
}

/**
 * Converts an object, or text that is JSON already, into the JSON text to send.
 *
 * @param label the field's name in the editor, for the error
 * @returns `undefined` for empty text
 * @throws ServiceError `invalid_input` for what is not JSON
 */
export function asJson(value: unknown, label: string): string | undefined {
	if (typeof value === 'object' && value !== null) return stringify(value, label);
	const text = asText(value, label).trim();
	if (text === '') return undefined;
	try {
		JSON.parse(text);
		return text;
	} catch (error) {
		// The parser's own message quotes the input, which may be personal data.
		const position = /position \d+/.exec((error as Error).message)?.[0];
		const near = position === undefined ? '' : ` near ${position}`;
		throw invalidInput(label, 'is not valid JSON.', `Check quotes, commas and brackets${near}.`);
	}
}

function stringify(value: object, label: string): string {
	try {
		return JSON.stringify(value, rejectBigInt);
	} catch {
		throw invalidInput(
			label,
			'contains a value that JSON does not support.',
			'The expression evaluates to a BigInt or to an object that contains itself.',
		);
	}
}

/** n8n makes JSON.stringify write a BigInt as text, although a number was meant. */
function rejectBigInt(this: Record<string, unknown>, key: string, value: unknown): unknown {
	if (typeof this[key] === 'bigint') throw invalidInput(key, 'is a BigInt.');
	return value;
}
