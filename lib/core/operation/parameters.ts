import type { IExecuteFunctions, INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import type { NameValue } from '../http/encoding';
import { invalidInput } from '../errors/service-error';

type ParameterSource = Pick<IExecuteFunctions, 'getNode' | 'getNodeParameter'>;

/**
 * Reads node parameters as cheaply as n8n allows: evaluating an expression costs about a
 * millisecond, so a parameter without one is read once per run, any other once per item.
 */
export class ParameterReader {
	private readonly raw: INodeParameters;
	private readonly fixed = new Map<string, unknown>();
	/** What a look at the parameters as the workflow holds them gave: the same for every item. */
	private readonly withExpression = new Map<string, boolean>();
	private readonly fromModel = new Map<string, boolean>();

	constructor(private readonly source: ParameterSource) {
		this.raw = source.getNode().parameters;
	}

	read(name: string, itemIndex: number): unknown {
		if (remember(this.withExpression, name, () => hasExpression(this.raw[name]))) {
			return this.source.getNodeParameter(name, itemIndex, undefined);
		}
		if (!this.fixed.has(name)) {
			this.fixed.set(name, this.source.getNodeParameter(name, 0, undefined));
		}
		return this.fixed.get(name);
	}

	/**
	 * An option of the whole run, a whole number of at least 1. Read apart from its collection, whose
	 * other members may have expressions that fail for one item only.
	 */
	positiveIntegerOption(
		name: string,
		fallback: number,
		labels: ReadonlyMap<string, string>,
	): number {
		const value: unknown = this.source.getNodeParameter(`options.${name}`, 0, fallback);
		return asPositiveInteger(value, fallback, labels.get(name) ?? name);
	}

	/** Whether the user added an option, whatever an expression in it gives. */
	hasOption(name: string): boolean {
		const options: unknown = this.raw.options;
		return typeof options === 'object' && options !== null && name in options;
	}

	/** Whether the parameter, as the workflow holds it, lets an AI model fill it in. */
	isFromModel(name: string): boolean {
		return remember(this.fromModel, name, () =>
			/\$fromAI/i.test(JSON.stringify(this.raw[name] ?? '')),
		);
	}
}

function remember(known: Map<string, boolean>, name: string, look: () => boolean): boolean {
	let found = known.get(name);
	if (found === undefined) known.set(name, (found = look()));
	return found;
}

function hasExpression(value: NodeParameterValueType | undefined): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (value === null || typeof value !== 'object') return false;
	return Object.values(value as object).some((entry) =>
		hasExpression(entry as NodeParameterValueType),
	);
}

/** The parameters of one item, each evaluated at most once, with checks that name the field. */
export class ItemParameters {
	private readonly values = new Map<string, unknown>();

	constructor(
		private readonly reader: ParameterReader,
		readonly itemIndex: number,
		private readonly labels: ReadonlyMap<string, string>,
	) {}

	private value(name: string): unknown {
		if (!this.values.has(name)) this.values.set(name, this.reader.read(name, this.itemIndex));
		return this.values.get(name);
	}

	/** The field's name in the editor. */
	label(name: string): string {
		return this.labels.get(name) ?? name;
	}

	/** Text as given; numbers become text, nothing becomes ''. */
	text(name: string): string {
		return asText(this.value(name), this.label(name));
	}

	/** @throws ServiceError `invalid_input` when the text is empty or blank */
	requiredText(name: string, advice = ''): string {
		const text = this.text(name);
		if (text.trim() === '') throw invalidInput(this.label(name), 'is empty.', advice);
		return text;
	}

	/**
	 * A text from the 'Options' collection, `undefined` when the option is not added. An option that
	 * is added and gives nothing is '': falling back would use another person's token.
	 */
	optionText(name: string): string | undefined {
		const evaluated = this.value('options');
		const isAdded =
			this.reader.hasOption(name) ||
			(typeof evaluated === 'object' && evaluated !== null && name in evaluated);
		return isAdded ? asText(this.option(name), this.label(name)) : undefined;
	}

	/** A whole number of at least 1 from the 'Options' collection. */
	optionPositiveInteger(name: string, fallback: number): number {
		return asPositiveInteger(this.option(name), fallback, this.label(name));
	}

	/**
	 * The text of a JSON field, checked, `undefined` when it is empty.
	 *
	 * @throws ServiceError `invalid_input` when it does not parse
	 */
	json(name: string): string | undefined {
		const value = this.value(name);
		if (typeof value === 'object' && value !== null) return this.stringify(name, value);
		const text = asText(value, this.label(name)).trim();
		if (text === '') return undefined;
		try {
			JSON.parse(text);
			return text;
		} catch (error) {
			// The parser's own text quotes the input, which may be personal data.
			const at = /position \d+/.exec((error as Error).message)?.[0];
			throw invalidInput(
				this.label(name),
				'is not valid JSON.',
				`Check quotes, commas and brackets${at ? ` near ${at}` : ''}.`,
			);
		}
	}

	private stringify(name: string, value: object): string {
		try {
			return JSON.stringify(value, withoutBigInt);
		} catch {
			throw invalidInput(
				this.label(name),
				'holds what JSON cannot hold.',
				'The expression gave a big integer or an object that contains itself.',
			);
		}
	}

	flag(name: string): boolean {
		return this.value(name) === true || this.value(name) === 'true';
	}

	/** The entries of a multi-options field. */
	list(name: string): string[] {
		const value = this.value(name);
		const label = this.label(name);
		if (Array.isArray(value)) return value.map((entry) => asText(entry, label));
		return splitList(asText(value, label));
	}

	/** The pairs of a name/value list, without rows whose name is empty. */
	pairs(name: string): NameValue[] {
		const value = this.value(name) as { parameter?: unknown } | null | undefined;
		const rows = value?.parameter ?? [];
		const pairs: NameValue[] = [];
		for (const row of Array.isArray(rows) ? (rows as unknown[]) : [undefined]) {
			if (typeof row !== 'object' || row === null) {
				throw invalidInput(this.label(name), 'must be a list of names and values.');
			}
			const { name: key, value: text } = row as { name?: unknown; value?: unknown };
			const pair = { name: asText(key, this.label(name)), value: asText(text, this.label(name)) };
			if (pair.name !== '') pairs.push(pair);
			else if (pair.value !== '')
				throw invalidInput(this.label(name), 'has a value without a name.');
		}
		return pairs;
	}

	/**
	 * Refuses a field that an AI model would fill in.
	 *
	 * @param why a sentence on what a model could do with it
	 * @throws ServiceError `invalid_input`
	 */
	rejectModelInput(name: string, why = ''): void {
		if (!this.reader.isFromModel(name)) return;
		throw invalidInput(
			this.label(name),
			'must not be filled in by an AI model.',
			`${why} Enter a fixed value or an ordinary expression.`.trim(),
		);
	}

	private option(name: string): unknown {
		const options = this.value('options') as Record<string, unknown> | undefined;
		return options?.[name] ?? undefined;
	}
}

/** Splits a comma list, dropping blanks and empty entries. */
export function splitList(text: string): string[] {
	return text
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

function asPositiveInteger(value: unknown, fallback: number, label: string): number {
	if (value === undefined || value === null || value === '') return fallback;
	const number = typeof value === 'number' ? value : Number(asText(value, label));
	if (!Number.isSafeInteger(number) || number < 1) {
		throw invalidInput(label, 'must be a whole number of at least 1.');
	}
	return number;
}

function asText(value: unknown, label: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') {
		// UTF-8 has no form for it: another character would be sent in its place.
		if (!/\p{Surrogate}/u.test(value)) return value;
		throw invalidInput(
			label,
			'holds half of a character.',
			'The text was cut in the middle of a sign such as an emoji. Cut it elsewhere.',
		);
	}
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw invalidInput(label, 'must be text.', 'The expression gave an object or a list.');
}

/** n8n has BigInt written as text, which is not what was meant for a number. */
function withoutBigInt(this: Record<string, unknown>, key: string, value: unknown): unknown {
	if (typeof this[key] === 'bigint') throw invalidInput(key, 'is a BigInt.');
	return value;
}
