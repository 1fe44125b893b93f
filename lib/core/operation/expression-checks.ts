import { invalidInput } from '../errors/service-error';
import {
	checkParts,
	parseExpression,
	rejectMissingWords,
	type Expression,
	type Nothing,
} from './expression';
import { keepsShape } from './json-template';
import type { ParameterReader } from './parameter-reader';
import { asText } from './parameter-values';

/** Checks what the expressions of one item evaluate to; a label is the field's name, for the error. */
export class ExpressionChecks {
	constructor(
		private readonly reader: Pick<ParameterReader, 'evaluate'>,
		private readonly itemIndex: number,
	) {}

	/**
	 * Checks a value against its expression, if it has one.
	 *
	 * @param stored as the workflow stores it
	 * @param identifier the value as text, if it says whose data it is
	 * @throws ServiceError `invalid_input`
	 */
	value(label: string, value: unknown, stored: unknown, identifier?: string): void {
		const expression = parseExpression(stored);
		if (!expression) return;
		const isIdentifier = identifier !== undefined;
		this.parts(label, value, expression, { isIdentifier });
		rejectMissingWords(identifier ?? asText(value, label), expression, { label, isIdentifier });
	}

	/** Checks each expression by itself. @throws ServiceError `invalid_input` */
	parts(
		label: string,
		value: unknown,
		expression: Expression,
		{ nothing = 'missing or empty' as Nothing, isIdentifier = false } = {},
	): void {
		checkParts({ label, nothing, isIdentifier }, expression, value, (code) =>
			this.reader.evaluate(code, this.itemIndex),
		);
	}

	/**
	 * Checks that what an AI model filled in leaves the structure of JSON as the user wrote it.
	 *
	 * @param template `undefined` if no model fills anything in
	 * @throws ServiceError `invalid_input`
	 */
	keepShape(template: string | undefined, label: string): void {
		const expression = parseExpression(template);
		if (!expression || keepsShape(expression, this.evaluate(expression))) return;
		throw invalidInput(
			label,
			'has a value that would change its structure.',
			'What an AI model fills in must be plain text inside quotes, or a number.',
		);
	}

	private evaluate({ codes }: Expression): unknown[] {
		return codes.map((code) => this.reader.evaluate(code, this.itemIndex));
	}
}
