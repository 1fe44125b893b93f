import type { Expression } from './expression';

/**
 * Whether the values that fill in JSON text stay values, so that none adds to what the template shows
 * or takes its place, e.g. by ending the string it stands in, or the string of the next one.
 *
 * @param values what each expression of the template evaluates to
 */
export function keepsShape(
	{ text }: Pick<Expression, 'text'>,
	values: readonly unknown[],
): boolean {
	const typed = text.split('\0');
	let isInString = false;
	return values.every((value, index) => {
		const quotes = typed[index].replace(/\\./gs, '').split('"').length - 1;
		if (quotes % 2 === 1) isInString = !isInString;
		const allowed = isInString ? /^(?:[^"\\]|\\.)*$/s : /^[^{}[\]:,"]*$/;
		return allowed.test(String(value));
	});
}
