import { invalidInput, ServiceError } from '../errors/service-error';
import { trimInvisible } from '../http/typed-text';
import { asText, inexactNumber, isExact } from './parameter-values';

/**
 * Converts an object, or text that is JSON already, into the JSON text to send.
 *
 * @param label the field's name in the editor, for the error
 * @returns `undefined` for empty text
 * @throws ServiceError `invalid_input` for what is not JSON, and for an object with a member that is
 *   missing or a number that is not exact
 */
export function asJson(value: unknown, label: string): string | undefined {
	if (typeof value === 'object' && value !== null) return stringify(value, label);
	const text = trimInvisible(asText(value, label));
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

/**
 * Rejects JSON with an integer that an expression has rounded. Such a number has the digits that
 * JavaScript prints for it; one that was text all the way nearly always has others.
 *
 * @param typed the text of the field that is not part of an expression
 * @throws ServiceError `invalid_input`
 */
export function rejectRoundedNumbers(json: string, typed: string, label: string): void {
	const withoutTexts = json.replace(/"(?:[^"\\]|\\.)*"/gs, '""');
	for (const [digits] of withoutTexts.matchAll(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi)) {
		const number = Number(digits);
		if (!isExact(number) && String(number) === digits && !typed.includes(digits)) {
			throw inexactNumber(label);
		}
	}
}

function stringify(value: object, label: string): string {
	/** n8n makes JSON.stringify write a BigInt as text, although a number was meant. */
	function check(this: Record<string, unknown>, key: string, member: unknown): unknown {
		if (typeof this[key] === 'bigint') throw invalidInput(label, 'contains a BigInt.');
		if (typeof member === 'number' && !isExact(member)) throw inexactNumber(label);
		if (member === undefined || Number.isNaN(member)) {
			throw invalidInput(
				label,
				`has an expression that evaluates to nothing for "${key}".`,
				'Check that the item has the field that the expression reads.',
			);
		}
		return member;
	}
	try {
		return JSON.stringify(value, check);
	} catch (error) {
		throw error instanceof ServiceError
			? error
			: invalidInput(
					label,
					'contains a value that JSON does not support.',
					'The expression evaluates to an object that contains itself.',
				);
	}
}
