import { invalidInput } from '../errors/service-error';
import { pair, type NameValue } from '../http/encoding';
import { keepsShape } from './json-template';
import type { ParameterReader } from './parameter-reader';
import { asJson, asPositiveInteger, asText, splitList } from './parameter-values';

/** The parameters of one item: each is evaluated at most once, and its errors name the field. */
export class ItemParameters {
	private readonly values = new Map<string, unknown>();

	constructor(
		private readonly reader: ParameterReader,
		readonly itemIndex: number,
	) {}

	private value(name: string): unknown {
		if (!this.values.has(name)) this.values.set(name, this.reader.read(name, this.itemIndex));
		return this.values.get(name);
	}

	/** The field's name in the editor. */
	label(name: string): string {
		return this.reader.label(name);
	}

	/**
	 * A value as text, '' if there is none.
	 *
	 * @throws ServiceError `invalid_input` for objects, arrays and incomplete characters
	 */
	text(name: string): string {
		return asText(this.value(name), this.label(name));
	}

	/** @throws ServiceError `invalid_input`, also when the text is empty or only spaces */
	requiredText(name: string, advice = ''): string {
		const text = this.text(name);
		if (text.trim() === '') throw invalidInput(this.label(name), 'is empty.', advice);
		return text;
	}

	/**
	 * A text from the 'Options' collection.
	 *
	 * @returns `undefined` when the option was not added; '' when it was but evaluates to nothing, since
	 *   a fallback would use the token of someone else
	 * @throws ServiceError `invalid_input`
	 */
	optionText(name: string): string | undefined {
		const options = this.value('options');
		const isAdded =
			this.reader.hasOption(name) ||
			(typeof options === 'object' && options !== null && name in options);
		return isAdded ? asText(this.option(name), this.label(name)) : undefined;
	}

	/** A number from the 'Options' collection. @throws ServiceError `invalid_input` if not a whole number of at least 1 */
	optionPositiveInteger(name: string, fallback: number): number {
		return asPositiveInteger(this.option(name), fallback, this.label(name));
	}

	/**
	 * A JSON field, as the text to send.
	 *
	 * @returns `undefined` when it is empty
	 * @throws ServiceError `invalid_input` when it is not JSON, or when what an AI model filled in is more
	 *   than a value
	 */
	json(name: string): string | undefined {
		const value = this.value(name);
		const template = this.reader.modelTemplate(name);
		if (template !== undefined && !keepsShape(template, asText(value, this.label(name)))) {
			throw invalidInput(
				this.label(name),
				'has a value that would change its structure.',
				'What an AI model fills in must be plain text inside quotes, or a number.',
			);
		}
		return asJson(value, this.label(name));
	}

	/** A boolean field. */
	flag(name: string): boolean {
		return this.value(name) === true || this.value(name) === 'true';
	}

	/** A multi-options field, or a list separated by commas. @throws ServiceError `invalid_input` */
	list(name: string): string[] {
		const value = this.value(name);
		const label = this.label(name);
		if (Array.isArray(value)) return value.map((entry) => asText(entry, label));
		return splitList(asText(value, label));
	}

	/**
	 * The pairs of a field that `nameValueList` made. Rows without name and value are dropped.
	 *
	 * @throws ServiceError `invalid_input`
	 */
	pairs(name: string): NameValue[] {
		const label = this.label(name);
		const rows = (this.value(name) as { parameter?: unknown } | null | undefined)?.parameter ?? [];
		if (!Array.isArray(rows) || !rows.every(isRow)) {
			throw invalidInput(label, 'must be a list of names and values.');
		}
		const pairs = rows.map((row) => pair(asText(row.name, label), asText(row.value, label)));
		if (pairs.some((entry) => entry.name === '' && entry.value !== '')) {
			throw invalidInput(label, 'has a value without a name.');
		}
		return pairs.filter((entry) => entry.name !== '');
	}

	private option(name: string): unknown {
		const options = this.value('options') as Record<string, unknown> | undefined;
		return options?.[name] ?? undefined;
	}
}

function isRow(row: unknown): row is { name?: unknown; value?: unknown } {
	return typeof row === 'object' && row !== null;
}
