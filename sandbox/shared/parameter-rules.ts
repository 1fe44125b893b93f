/** What a parameter of a made-up call must be. */
export interface ParameterRule {
	required?: boolean;
	/** What a valid value is, for the error. */
	form: string;
	check: (value: unknown) => boolean;
}

export interface ParameterProblem {
	field: string;
	/** To be read after the name of the field. */
	problem: string;
}

/** @param prefix before the names in problems, e.g. `shop.` */
export function findProblem(
	values: Record<string, unknown>,
	rules: Record<string, ParameterRule>,
	prefix = '',
): ParameterProblem | undefined {
	const unknown = Object.keys(values).find((name) => !Object.hasOwn(rules, name));
	if (unknown !== undefined) {
		return { field: prefix + unknown, problem: 'is not a parameter of this call' };
	}
	for (const [name, { required, form, check }] of Object.entries(rules)) {
		const field = prefix + name;
		const value = values[name];
		if (value === undefined && required) return { field, problem: 'is required' };
		if (value !== undefined && !check(value)) return { field, problem: `must be ${form}` };
	}
	return undefined;
}

/** Whether a text is a day of the calendar, such as 2026-01-31. */
export function isDate(value: unknown): boolean {
	const text = String(value);
	const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
	// A day that does not exist becomes one of the next month.
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
