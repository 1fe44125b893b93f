import { invalidInput, type ServiceError } from '../errors/service-error';

/** Splits a list separated by commas. Spaces around entries, and empty entries, are dropped. */
export function splitList(text: string): string[] {
	return text
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/**
 * Rejects a number that may not be the one that was meant: beyond 2^53, JavaScript rounds.
 *
 * @param label the field's name in the editor, for the error
 * @throws ServiceError `invalid_input`
 */
export function rejectInexactNumber(value: unknown, label: string): void {
	if (typeof value !== 'number' || Number.isNaN(value) || isExact(value)) return;
	throw inexactNumber(label);
}

/** Whether all digits of a number are known: integers beyond are rounded, and larger ones have no digits. */
export function isExact(number: number): boolean {
	return Math.abs(number) <= Number.MAX_SAFE_INTEGER;
}

export function inexactNumber(label: string): ServiceError {
	return invalidInput(
		label,
		'contains a number with too many digits.',
		'n8n rounds numbers with more than 15 digits, so the last ones may be wrong already. Keep it as text all the way from its source.',
	);
}

/**
 * Converts what an expression may evaluate to into text: `undefined` and `null` become ''.
 *
 * @param label the field's name in the editor, for the error
 * @throws ServiceError `invalid_input` for objects, arrays, incomplete characters, and numbers that
 *   are not exact
 */
export function asText(value: unknown, label: string): string {
	if (value === undefined || value === null || Number.isNaN(value)) return '';
	rejectInexactNumber(value, label);
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
 * @param label the field's name in the editor, for the error
 * @returns `Infinity` for 0, which stands for no limit
 * @throws ServiceError `invalid_input` for anything but a number of at least 0
 */
export function asRate(value: unknown, label: string): number {
	const rate = typeof value === 'number' ? value : Number(asText(value, label) || NaN);
	if (!(rate >= 0 && rate < Infinity)) {
		throw invalidInput(label, 'must be a number above 0, or 0 for no limit.');
	}
	return rate === 0 ? Infinity : rate;
}
