/**
 * Whether JSON text made from a template has the members that the template shows, so that a value
 * filled in has not added one, e.g. by ending the string it stands in.
 *
 * @param template as stored, starting with '='
 */
export function keepsShape(template: string, json: string): boolean {
	return shapeOf(template.slice(1).replace(/\{\{[^{}]*\}\}/g, '0')) === shapeOf(json);
}

/** Keys, brackets and separators, with a letter for each string that is a value. */
function shapeOf(json: string): string {
	return json.replace(
		/("(?:[^"\\]|\\.)*"\s*:)|("(?:[^"\\]|\\.)*")|[^{}[\]:,"]/gs,
		(_all, key?: string, text?: string) => key ?? (text === undefined ? '' : 's'),
	);
}
