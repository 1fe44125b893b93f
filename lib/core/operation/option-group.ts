import { invalidInput } from '../errors/service-error';
import { isPlainObject } from '../http/response';
import { trimInvisible } from '../http/typed-text';
import { emptyExpression, parseExpression } from './expression';
import type { ExpressionChecks } from './expression-checks';
import { asPositiveInteger, asText } from './parameter-values';

/** A field of the group: its stored name, and its name in the editor. */
export interface GroupField {
	name: string;
	label: string;
}

/** The fields of one item in a group of 'Options' that is shown as a whole, such as 'Pagination'. */
export class OptionGroup {
	/** @param stored as the workflow stores the fields, with expressions */
	constructor(
		private readonly values: Record<string, unknown>,
		private readonly stored: unknown,
		private readonly checks: ExpressionChecks,
	) {}

	/**
	 * A text without spaces and invisible characters around it.
	 *
	 * @returns '' only if the user left the field empty
	 * @throws ServiceError `invalid_input`, also when an expression evaluates to nothing
	 */
	text({ name, label }: GroupField): string {
		const text = trimInvisible(asText(this.values[name], label));
		const stored = isPlainObject(this.stored) ? this.stored[name] : undefined;
		if (text === '' && parseExpression(stored)) throw emptyExpression(label);
		this.checks.value(label, this.values[name], stored);
		return text;
	}

	/** @throws ServiceError `invalid_input` for a field that is empty, too */
	requiredText(field: GroupField, advice = ''): string {
		const text = this.text(field);
		if (text === '') throw invalidInput(field.label, 'is empty.', advice);
		return text;
	}

	/** @throws ServiceError `invalid_input` for anything but one of the choices */
	choice<Choice extends string>(
		field: GroupField,
		choices: readonly Choice[],
		fallback = choices[0],
	): Choice {
		const text = this.text(field) || fallback;
		const choice = choices.find((entry) => entry === text);
		if (choice !== undefined) return choice;
		throw invalidInput(field.label, `must be one of ${choices.join(', ')}.`);
	}

	/** @throws ServiceError `invalid_input` for anything but a whole number of at least `minimum` */
	integer(field: GroupField, fallback: number, minimum: 0 | 1): number {
		const text = this.text(field);
		return minimum === 0 && text === '0' ? 0 : asPositiveInteger(text, fallback, field.label);
	}
}
