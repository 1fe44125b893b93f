import { invalidInput, type ServiceError } from '../errors/service-error';
import { apiDescriptionField } from './description-field';

/** How much of a text from a description an error shows, in characters. */
const MAX_QUOTE_LENGTH = 60;

/**
 * A description that cannot be read.
 *
 * @param problem the rest of the sentence that begins with 'API Description'
 * @param advice what to do next
 */
export function descriptionError(problem: string, advice = ''): ServiceError {
	return invalidInput(apiDescriptionField.displayName, problem, advice);
}

/** Quotes a text from the description, in one line. */
export function quote(text: string): string {
	const line = oneLine(text);
	const short = line.length > MAX_QUOTE_LENGTH ? `${line.slice(0, MAX_QUOTE_LENGTH)}…` : line;
	return `"${short}"`;
}

/** A text of a description in one line. */
export function oneLine(text: string): string {
	return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
