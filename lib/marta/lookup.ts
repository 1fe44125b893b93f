import { invalidInput } from '../core/errors/service-error';
import { toAsciiWidth } from '../core/http/typed-text';

/**
 * Brings what identifies a person into the form in which MARTA stores it, since another form of the
 * same number would be an unknown person: ASCII characters, and in numbers no invisible ones.
 *
 * @param lookupBy 'card', 'email' or 'mobile'
 * @param label the field's name in the editor, for the error
 * @throws ServiceError `invalid_input` for digits from another script
 */
export function normalizeLookup(text: string, lookupBy: string, label: string): string {
	const ascii = toAsciiWidth(text);
	if (lookupBy === 'email') return ascii;
	const number = ascii.replace(/[\p{Cc}\p{Cf}]/gu, '').replace(/\s/g, ' ');
	if (/(?![0-9])\p{Nd}/u.test(number)) {
		throw invalidInput(label, 'contains digits from another script.', 'Use the digits 0 to 9.');
	}
	return number;
}
