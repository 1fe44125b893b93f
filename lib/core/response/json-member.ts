/** A string, however long, or anything else up to the next character that ends a value. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

interface Token {
	text: string;
	start: number;
	end: number;
}

/**
 * Sets one member of a JSON object, and leaves everything else as it is written, since parsed numbers
 * would lose digits.
 *
 * @param json valid JSON
 * @param names that lead to the member; objects on the way are added
 * @param value a number becomes text where text was
 * @returns `undefined` where something other than an object is in the way
 */
export function setJsonMember(
	json: string,
	names: readonly string[],
	value: string | number,
): string | undefined {
	const tokens = [...json.matchAll(TOKEN)].map(({ 0: text, index }): Token => ({
		text,
		start: index,
		end: index + text.length,
	}));
	let at = 0;
	for (const [depth, name] of names.entries()) {
		if (tokens[at]?.text !== '{') return undefined;
		const found = findMember(tokens, at, name);
		if (found === undefined) {
			const inner = names
				.slice(depth + 1)
				.reduceRight((text, key) => `{${JSON.stringify(key)}:${text}}`, JSON.stringify(value));
			const comma = tokens[at + 1].text === '}' ? '' : ',';
			const { end } = tokens[at];
			return `${json.slice(0, end)}${JSON.stringify(name)}:${inner}${comma}${json.slice(end)}`;
		}
		at = found;
	}
	const old = tokens[at];
	const isText = old.text.startsWith('"');
	const text = JSON.stringify(isText ? String(value) : value);
	return json.slice(0, old.start) + text + json.slice(tokens[skip(tokens, at) - 1].end);
}

/** @returns the index of the member's value, the last one of that name, as JSON parsers take it */
function findMember(tokens: readonly Token[], object: number, name: string): number | undefined {
	let found: number | undefined;
	for (let at = object + 1; tokens[at].text !== '}';) {
		if (JSON.parse(tokens[at].text) === name) found = at + 2;
		at = skip(tokens, at + 2);
		if (tokens[at].text === ',') at++;
	}
	return found;
}

/** @returns the index after the value that begins at `at` */
function skip(tokens: readonly Token[], at: number): number {
	let depth = 0;
	for (; ; at++) {
		const { text } = tokens[at];
		if (text === '{' || text === '[') depth++;
		if (text === '}' || text === ']') depth--;
		if (depth === 0) return at + 1;
	}
}
