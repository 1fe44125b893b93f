import { invalidInput } from '../errors/service-error';
import { isPlainObject } from '../http/response';
import { parseExpression } from './expression';
import type { ExpressionChecks } from './expression-checks';
import { OptionGroup } from './option-group';
import type { ParameterReader } from './parameter-reader';
import { asPositiveInteger, asText } from './parameter-values';

/** What one item has in the 'Options' collection. */
export class ItemOptions {
	/** @param read evaluates the collection, at most once */
	constructor(
		private readonly reader: ParameterReader,
		private readonly checks: ExpressionChecks,
		private readonly read: () => unknown,
	) {}

	/**
	 * A text.
	 *
	 * @returns `undefined` when the option was not added; '' when it was but evaluates to nothing, since
	 *   a fallback would use the token of someone else
	 * @throws ServiceError `invalid_input`
	 */
	text(name: string): string | undefined {
		const options = this.values();
		const stored = this.reader.stored('options');
		const isStored = typeof stored === 'string' ? stored.includes(name) : name in Object(stored);
		if (!isStored && !(name in options)) return undefined;
		const label = this.reader.label(name);
		const text = asText(options[name], label);
		if (text !== '' && isPlainObject(stored)) {
			this.checks.value(label, options[name], stored[name]);
		}
		return text;
	}

	/** @throws ServiceError `invalid_input` if it is not a whole number of at least 1 */
	positiveInteger(name: string, fallback: number): number {
		return asPositiveInteger(this.values()[name] ?? undefined, fallback, this.reader.label(name));
	}

	/** A switch, off if it was not added. */
	flag(name: string): boolean {
		return [true, 'true'].includes(this.values()[name] as boolean);
	}

	/**
	 * A group of fields, which has the option's own name.
	 *
	 * @returns `undefined` when the option was not added
	 * @throws ServiceError `invalid_input` when an expression evaluates to something else
	 */
	group(name: string): OptionGroup | undefined {
		const group = groupOf(this.values()[name], name);
		if (group === undefined) return undefined;
		if (!isPlainObject(group)) {
			throw invalidInput(
				this.reader.label(name),
				'has an expression that does not evaluate to an object.',
				'Fill in each field by itself.',
			);
		}
		const stored = this.reader.stored('options');
		const storedOption = isPlainObject(stored) ? stored[name] : undefined;
		return new OptionGroup(group, groupOf(storedOption, name), this.checks);
	}

	private values(): Record<string, unknown> {
		const options = this.read();
		if (isPlainObject(options)) return options;
		if (!parseExpression(this.reader.stored('options'))) return {};
		throw invalidInput(
			'Options',
			'has an expression that does not evaluate to an object.',
			'Add each option by itself.',
		);
	}
}

function groupOf(option: unknown, name: string): unknown {
	return isPlainObject(option) ? option[name] : option;
}
