import { parseExpression } from './expression';
import type { ExpressionChecks } from './expression-checks';
import { rejectRoundedNumbers } from './json-value';
import type { ParameterReader } from './parameter-reader';

/** What one item has in the fields of a resource mapper. */
export class MapperParameters {
	constructor(
		private readonly reader: ParameterReader,
		private readonly itemIndex: number,
		private readonly checks: ExpressionChecks,
	) {}

	/**
	 * The value of one field, as typed. An expression may evaluate to nothing.
	 *
	 * @param field `label` for errors; `isIdentifier` if the value says whose data it is
	 * @throws ServiceError `invalid_input` for an expression of which only a part evaluates to nothing
	 */
	value(
		name: string,
		id: string,
		{ label, isIdentifier }: { label: string; isIdentifier: boolean },
	): unknown {
		const value = this.reader.readMapped(name, id, this.itemIndex);
		if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return value;
		const stored = this.reader.storedMapped(name, id);
		this.checks.value(label, value, stored, isIdentifier ? String(value) : undefined);
		return value;
	}

	/**
	 * The same for a field that takes JSON.
	 *
	 * @param label the field's name, for the error
	 * @throws ServiceError `invalid_input`, also when what an AI model filled in is more than a value
	 */
	json(name: string, id: string, label: string): unknown {
		const value = this.reader.readMapped(name, id, this.itemIndex);
		this.checks.keepShape(this.reader.modelTemplate(name, id), label);
		const expression = parseExpression(this.reader.storedMapped(name, id));
		if (!expression || typeof value !== 'string' || value === '') return value;
		this.checks.parts(label, value, expression, { nothing: 'missing' });
		rejectRoundedNumbers(value, expression.text, label);
		return value;
	}
}
