import { invalidInput } from '../errors/service-error';
import { isPlainObject } from '../http/response';
import { parseExpression } from './expression';
import type { ExpressionChecks } from './expression-checks';
import { OptionGroup } from './option-group';
import type { ParameterReader } from './parameter-reader';
import { asPositiveInteger, asText } from './parameter-values';

/**
 * What one item has in the 'Options' collection. Each option is evaluated at most once, and without the
 * others: an expression in one costs nothing where only another is read.
 */
export class ItemOptions {
	private readonly values = new Map<string, unknown>();
	private all?: Record<string, unknown>;

	constructor(
		private readonly reader: ParameterReader,
		private readonly itemIndex: number,
		private readonly checks: ExpressionChecks,
	) {}

	/**
	 * A text.
	 *
	 * @returns `undefined` when the option was not added; '' when it was but evaluates to nothing, since
	 *   a fallback would use the token of someone else
	 * @throws ServiceError `invalid_input`
	 */
	text(name: string): string | undefined {
		const value = this.value(name);
		const stored = this.reader.stored('options');
		const isStored = typeof stored === 'string' ? stored.includes(name) : name in Object(stored);
		if (!isStored && !(this.all && name in this.all)) return undefined;
		const label = this.reader.label(name);
		const text = asText(value, label);
		if (text !== '' && isPlainObject(stored)) this.checks.value(label, value, stored[name]);
		return text;
	}

	/** @throws ServiceError `invalid_input` if it is not a whole number of at least 1 */
	positiveInteger(name: string, fallback: number): number {
		return asPositiveInteger(this.value(name), fallback, this.reader.label(name));
	}

	/** A switch, off if it was not added. */
	flag(name: string): boolean {
		return [true, 'true'].includes(this.value(name) as boolean);
	}

	/**
	 * A group of fields, which has the option's own name.
	 *
	 * @returns `undefined` when the option was not added
	 * @throws ServiceError `invalid_input` when an expression evaluates to something else
	 */
	group(name: string): OptionGroup | undefined {
		const group = groupOf(this.value(name), name);
		if (group === undefined) return undefined;
		if (!isPlainObject(group)) {
			throw invalidInput(
				this.reader.label(name),
				'has an expression that does not evaluate to an object.',
				'Fill in each field individually.',
			);
		}
		const stored = this.reader.stored('options');
		const storedOption = isPlainObject(stored) ? stored[name] : undefined;
		return new OptionGroup(group, groupOf(storedOption, name), this.checks);
	}

	private value(name: string): unknown {
		if (!isPlainObject(this.reader.stored('options'))) return this.whole()[name];
		if (!this.values.has(name)) {
			this.values.set(name, this.reader.readOption(name, this.itemIndex));
		}
		return this.values.get(name);
	}

	/** What an expression for all options at once evaluates to. */
	private whole(): Record<string, unknown> {
		if (this.all) return this.all;
		const options = this.reader.read('options', this.itemIndex);
		if (!isPlainObject(options) && parseExpression(this.reader.stored('options'))) {
			throw invalidInput(
				'Options',
				'has an expression that does not evaluate to an object.',
				'Add each option individually.',
			);
		}
		this.all = isPlainObject(options) ? options : {};
		return this.all;
	}
}

function groupOf(option: unknown, name: string): unknown {
	return isPlainObject(option) ? option[name] : option;
}
