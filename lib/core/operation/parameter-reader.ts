import type { IExecuteFunctions, INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import { isTool } from './tool-expression';
import { asPositiveInteger, asRate } from './parameter-values';

/**
 * Reads the parameters of a node as cheaply as n8n allows: evaluating an expression takes about a
 * millisecond, so parameters with one are read once per item, and all others once per run.
 */
export class ParameterReader {
	/** As stored in the workflow, with expressions. */
	private readonly raw: INodeParameters;
	private readonly fixed = new Map<string, unknown>();

	/** @param labels the names of the fields in the editor, by parameter name */
	constructor(
		private readonly source: Pick<
			IExecuteFunctions,
			'getNode' | 'getNodeParameter' | 'evaluateExpression'
		>,
		private readonly labels: ReadonlyMap<string, string>,
	) {
		this.raw = source.getNode().parameters;
	}

	/** The name of a field in the editor, for errors. */
	label(name: string): string {
		return this.labels.get(name) ?? name;
	}

	/** The value of a parameter for an item, or its default. */
	read(name: string, itemIndex: number): unknown {
		return this.readPath(name, this.raw[name], itemIndex);
	}

	/** A parameter as the workflow stores it, with expressions. */
	stored(name: string): unknown {
		return this.raw[name];
	}

	/** The same of one field of a resource mapper. */
	storedMapped(name: string, id: string): NodeParameterValueType | undefined {
		const { value } = { ...(this.raw[name] as { value?: INodeParameters | null }) };
		return value && Object.hasOwn(value, id) ? value[id] : undefined;
	}

	/** What is chosen in a resource locator, without evaluating the text that it shows. */
	readLocator(name: string, itemIndex: number): unknown {
		return this.readPath(`${name}.value`, this.raw[name], itemIndex);
	}

	/**
	 * The value of one field of a resource mapper. Reading it on its own leaves it as typed, and leaves
	 * the stored names of fields unevaluated.
	 *
	 * @param id without quotes and backslashes
	 */
	readMapped(name: string, id: string, itemIndex: number): unknown {
		const stored = this.storedMapped(name, id);
		return this.readPath(`${name}.value["${id}"]`, stored, itemIndex);
	}

	/**
	 * One option, without evaluating the others.
	 *
	 * @returns `undefined` if the workflow does not store it
	 */
	readOption(name: string, itemIndex: number): unknown {
		const stored = this.storedOption(name);
		return stored === undefined ? undefined : this.readPath(`options.${name}`, stored, itemIndex);
	}

	private storedOption(name: string): NodeParameterValueType | undefined {
		return (Object(this.raw.options) as INodeParameters)[name];
	}

	private readPath(
		path: string,
		stored: NodeParameterValueType | undefined,
		itemIndex: number,
	): unknown {
		if (this.fixed.has(path)) return this.fixed.get(path);
		// Without a fallback, n8n throws for a part that is not stored.
		const fallback = path.includes('.') ? null : undefined;
		const value: unknown = this.source.getNodeParameter(path, itemIndex, fallback);
		if (!hasExpression(stored)) this.fixed.set(path, value);
		return value;
	}

	/**
	 * An option of the whole run, at least 1, evaluated for the first item.
	 *
	 * @throws ServiceError `invalid_input`
	 */
	positiveIntegerOption(name: string, fallback: number): number {
		const value: unknown = this.source.getNodeParameter(`options.${name}`, 0, fallback);
		return asPositiveInteger(value, fallback, this.label(name));
	}

	/**
	 * The same for a rate per second, `Infinity` for none.
	 *
	 * @throws ServiceError `invalid_input`, also when an expression evaluates to nothing
	 */
	rateOption(name: string): number {
		if ((this.storedOption(name) ?? '') === '') return Infinity;
		return asRate(this.source.getNodeParameter(`options.${name}`, 0, null), this.label(name));
	}

	/** Evaluates one expression, with its braces, for an item. */
	evaluate(code: string, itemIndex: number): unknown {
		return this.source.evaluateExpression(code, itemIndex);
	}

	/**
	 * A stored text with `$fromAI` and text around it, if the node runs as a tool.
	 *
	 * @param id of a field, for a resource mapper
	 */
	modelTemplate(name: string, id?: string): string | undefined {
		const stored = id === undefined ? this.raw[name] : this.storedMapped(name, id);
		const isTemplate =
			isTool(this.source.getNode()) &&
			typeof stored === 'string' &&
			/\$fromAI/i.test(stored) &&
			!/^=\{\{[^{}]*\}\}$/.test(stored.trim());
		return isTemplate ? stored : undefined;
	}
}

function hasExpression(value: NodeParameterValueType | undefined): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (value === null || typeof value !== 'object') return false;
	return Object.values(value as object).some((entry) =>
		hasExpression(entry as NodeParameterValueType),
	);
}
