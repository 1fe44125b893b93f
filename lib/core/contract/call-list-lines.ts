import {
	CALL_METHODS,
	pathVariables,
	type AllowedValue,
	type CallId,
	type FieldType,
} from './call';
import {
	bulletBeforeCall,
	headerProblem,
	isProblem,
	nameProblem,
	pathProblem,
	typeProblem,
	type Parsed,
} from './call-list-mistakes';
import { parseSummary } from './call-list-summary';
import { toAscii } from './call-list-text';
import { quote } from './description-error';

export interface CallLine extends CallId {
	summary: string;
}

/** A parameter as written, before it is known where in the request it belongs. */
export interface ParameterLine {
	name: string;
	/** `rest` goes into the path if it stands there, otherwise into the query or the body. */
	kind: 'query' | 'header' | 'rest';
	required: boolean;
	type: FieldType;
	/** Of a list: whether its name is repeated for each entry. */
	repeat: boolean;
	allowed?: AllowedValue[];
}

const CALL_EXAMPLE = 'a call such as "GET /path", or a parameter with a space before its name';
const TYPES: ReadonlyArray<[RegExp, FieldType]> = [
	[/^(text)?$/i, 'text'],
	[/^number$/i, 'number'],
	[/^yes\s?\/\s?no$/i, 'boolean'],
	[/^date$/i, 'date'],
	[/^time$/i, 'time'],
	[/^list(\s?\(\s?repeat\s?\))?$/i, 'list'],
	[/^json$/i, 'json'],
];
const TYPE_EXAMPLE =
	'text, number, yes/no, date, time, list, list(repeat), json, or allowed values such as 1 | 2';

/** @param text without comment, not indented */
export function parseCallLine(text: string): Parsed<CallLine> {
	const [word, target = '', ...rest] = text.split(/\s+/);
	const method = CALL_METHODS.find((entry) => entry === toAscii(word).toUpperCase());
	if (method === undefined) {
		const unknown = { problem: `${quote(word)} is not a method`, expected: CALL_EXAMPLE };
		return bulletBeforeCall(toAscii(text)) ?? unknown;
	}
	const path = toAscii(target);
	const problem = pathProblem(path, method);
	if (problem !== undefined) return problem;
	const summary = parseSummary(rest.join(' '));
	return isProblem(summary) ? summary : { method, path, ...summary };
}

/** @param text without comment and indentation */
export function parseParameterLine(text: string): Parsed<ParameterLine> {
	const [typed] = text.split(/\s/, 1);
	const token = toAscii(typed);
	const typeText = text.slice(typed.length).trim();
	// In any order. The look-behind keeps the time linear.
	const marks = /(?<![*:])[*:]*$/.exec(token)?.[0] ?? '';
	const isQuery = token.startsWith('?');
	const isHeader = marks.includes(':');
	const name = token.slice(isQuery ? 1 : 0, token.length - marks.length);
	const problem = nameProblem(toAscii(text), name);
	if (problem !== undefined) return problem;
	if (name === '' || /\p{Surrogate}/u.test(name) || marks.length > 2 || (isQuery && isHeader)) {
		return {
			problem: `${quote(token)} is not the name of a parameter`,
			expected: 'name, ?name for the query, or Name: for a header, with * if it is required',
		};
	}
	const type = parseType(typeText, name);
	const notHeader = isHeader ? headerProblem(name, typeText) : undefined;
	if (notHeader !== undefined) return notHeader;
	if (isProblem(type)) return type;
	const kind = isQuery ? 'query' : isHeader ? 'header' : 'rest';
	return { name, kind, required: marks.includes('*'), ...type };
}

function parseType(
	text: string,
	name: string,
): Parsed<Pick<ParameterLine, 'type' | 'repeat' | 'allowed'>> {
	const ascii = toAscii(text);
	const problem = typeProblem(ascii, name);
	if (problem !== undefined) return problem;
	if (ascii.includes('|')) {
		// As typed: a service may well expect full-width text.
		const allowed = text.split(/[|\uff5c]/).map((value) => value.trim());
		if (!allowed.includes('')) {
			return { type: 'text', repeat: false, allowed: [...new Set(allowed)] };
		}
		return {
			problem: `an allowed value in ${quote(text)} is empty`,
			expected: 'a value on each side of |',
		};
	}
	const type = TYPES.find(([pattern]) => pattern.test(ascii))?.[1];
	if (type === undefined) {
		return { problem: `${quote(text)} is not a type`, expected: TYPE_EXAMPLE };
	}
	return { type, repeat: type === 'list' && /repeat/i.test(ascii) };
}

/** Names in the path that no parameter stands for. */
export function missingVariables(path: string, parameters: readonly ParameterLine[]): string[] {
	const names = parameters.filter(({ kind }) => kind === 'rest').map(({ name }) => name);
	return pathVariables(path).filter((variable) => !names.includes(variable));
}
