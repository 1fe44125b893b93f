import { invalidInput } from '../errors/service-error';
import type { NameValue } from '../http/encoding';
import { trimInvisible } from '../http/typed-text';
import { emptyExpression, parseExpression } from './expression';
import { ExpressionChecks } from './expression-checks';
import { ItemOptions } from './item-options';
import { asJson, rejectRoundedNumbers } from './json-value';
import { MapperParameters } from './mapper-parameters';
import { readPairs } from './name-values';
import type { ParameterReader } from './parameter-reader';
import { asText, splitList } from './parameter-values';
import { rejectGaps } from './path-expression';

/** The parameters of one item: each is evaluated at most once, and its errors name the field. */
export class ItemParameters {
	private readonly values = new Map<string, unknown>();
	private readonly checks: ExpressionChecks;
	/** The fields of a resource mapper. */
	readonly mapper: MapperParameters;
	readonly options: ItemOptions;

	constructor(
		private readonly reader: ParameterReader,
		readonly itemIndex: number,
	) {
		this.checks = new ExpressionChecks(reader, itemIndex);
		this.mapper = new MapperParameters(reader, itemIndex, this.checks);
		this.options = new ItemOptions(reader, itemIndex, this.checks);
	}

	private value(name: string): unknown {
		if (!this.values.has(name)) this.values.set(name, this.reader.read(name, this.itemIndex));
		return this.values.get(name);
	}

	/** The field's name in the editor. */
	label(name: string): string {
		return this.reader.label(name);
	}

	/**
	 * A value as text, '' if there is none: for choices, where nothing is not one of them.
	 *
	 * @throws ServiceError `invalid_input` for objects, arrays, incomplete characters, and numbers that
	 *   are not exact
	 */
	text(name: string): string {
		return asText(this.value(name), this.label(name));
	}

	/**
	 * A text that may be left empty, without spaces and invisible characters around it.
	 *
	 * @returns '' only if the user left the field empty
	 * @throws ServiceError `invalid_input`, also when an expression evaluates to nothing
	 */
	optionalText(name: string): string {
		const text = trimInvisible(this.text(name));
		const isFixed = parseExpression(this.reader.stored(name)) === undefined;
		if (text === '' && !isFixed) throw emptyExpression(this.label(name));
		this.checks.value(this.label(name), this.value(name), this.reader.stored(name), text);
		return text;
	}

	/**
	 * A text that must not be empty, without spaces and invisible characters around it.
	 *
	 * @throws ServiceError `invalid_input`, also when an expression in it evaluates to nothing
	 */
	requiredText(name: string, advice = ''): string {
		const text = trimInvisible(this.text(name));
		if (text === '') throw invalidInput(this.label(name), 'is empty.', advice);
		this.checks.value(this.label(name), this.value(name), this.reader.stored(name), text);
		return text;
	}

	/** The same, exactly as it is, for passwords. @throws ServiceError `invalid_input` */
	requiredSecret(name: string): string {
		const text = this.text(name);
		if (trimInvisible(text) === '') throw invalidInput(this.label(name), 'is empty.');
		const expression = parseExpression(this.reader.stored(name));
		if (expression) this.checks.parts(this.label(name), text, expression);
		return text;
	}

	/** The path of a request. @throws ServiceError `invalid_input`, also when an expression leaves a gap in it */
	path(name: string): string {
		const path = this.requiredText(name);
		const expression = parseExpression(this.reader.stored(name));
		if (expression) rejectGaps(path, expression, this.label(name));
		return path;
	}

	/**
	 * A JSON field, as the text to send.
	 *
	 * @returns `undefined` when the user left it empty
	 * @throws ServiceError `invalid_input` when it is not JSON, when an expression evaluates to nothing or
	 *   to a number that is not exact, or when what an AI model filled in is more than a value
	 */
	json(name: string): string | undefined {
		const value = this.value(name);
		const label = this.label(name);
		this.checks.keepShape(this.reader.modelTemplate(name), label);
		const json = asJson(value, label);
		const expression = parseExpression(this.reader.stored(name));
		if (!expression) return json;
		if (json === undefined) throw emptyExpression(label);
		this.checks.parts(label, value, expression, { nothing: 'missing' });
		rejectRoundedNumbers(json, expression.text, label);
		return json;
	}

	/** A boolean field. */
	flag(name: string): boolean {
		return this.value(name) === true || this.value(name) === 'true';
	}

	/**
	 * A multi-options field, or a list separated by commas.
	 *
	 * @throws ServiceError `invalid_input`, also when an expression evaluates to nothing
	 */
	list(name: string): string[] {
		const value = this.value(name);
		const label = this.label(name);
		const texts = (Array.isArray(value) ? value : [value]).map((entry) => asText(entry, label));
		const isChosen = Array.isArray(value) || parseExpression(this.reader.stored(name));
		if (isChosen && texts.includes('')) throw emptyExpression(label);
		return Array.isArray(value) ? texts : splitList(texts[0]);
	}

	/** The pairs of a field that `nameValueList` made. @throws ServiceError `invalid_input` */
	pairs(name: string): NameValue[] {
		const label = this.label(name);
		return readPairs([this.value(name), this.reader.stored(name)], label, (value, stored) =>
			this.checks.value(label, value, stored),
		);
	}

	/** What is chosen in a resource locator, '' if nothing is. @throws ServiceError `invalid_input` */
	locator(name: string): string {
		return asText(this.reader.readLocator(name, this.itemIndex), this.label(name));
	}

	/** A parameter as the workflow stores it, with expressions. */
	stored(name: string): unknown {
		return this.reader.stored(name);
	}
}
