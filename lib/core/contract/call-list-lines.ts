import { checkPath } from '../http/url';
import {
	CALL_METHODS,
	pathVariables,
	type AllowedValue,
	type CallId,
	type FieldType,
} from './call';
import { quote } from './description-error';

/** What a line of a call list says, or what is wrong with it. */
export type Parsed<Result> = Result | { problem: string; expected: string };

export function isProblem(parsed: object): parsed is { problem: string; expected: string } {
	return 'problem' in parsed;
}

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
	[/^yes ?\/ ?no$/i, 'boolean'],
	[/^date$/i, 'date'],
	[/^time$/i, 'time'],
	[/^list( ?\( ?repeat ?\))?$/i, 'list'],
	[/^json$/i, 'json'],
];
const TYPE_EXAMPLE =
	'text, number, yes/no, date, time, list, list(repeat), json, or allowed values such as 1 | 2';

/** @param text without comment, not indented */
export function parseCallLine(text: string): Parsed<CallLine> {
	const [word, path = '', ...rest] = text.split(/\s+/);
	const method = CALL_METHODS.find((entry) => entry === word.toUpperCase());
	if (method === undefined) {
		return { problem: `${quote(word)} is not a method`, expected: CALL_EXAMPLE };
	}
	if (!path.startsWith('/')) {
		return {
			problem: `no path follows ${method}`,
			expected: 'a path that begins with a slash, without a host',
		};
	}
	const problem = pathProblem(path);
	if (problem !== undefined) return problem;
	const tail = rest.join(' ');
	const effect = /(?:^| )\((read|write)\)$/i.exec(tail)?.[1].toLowerCase();
	return {
		method,
		path,
		effect: effect === 'read' || effect === 'write' ? effect : undefined,
		summary: effect === undefined ? tail : tail.slice(0, -effect.length - 2).trim(),
	};
}

function pathProblem(path: string): { problem: string; expected: string } | undefined {
	if (/[{}]/.test(path.replace(/\{[^{}/?]+\}/g, ''))) {
		return {
			problem: `the braces in ${quote(path)} do not match`,
			expected: 'each name in a pair of its own, e.g. /cards/{card}',
		};
	}
	try {
		checkPath(path.replace(/\{[^{}]*\}/g, 'x'));
		return undefined;
	} catch (error) {
		const problem = `the path ${quote(path)} cannot be sent`;
		return { problem, expected: `a plain path: ${(error as Error).message}` };
	}
}

/** @param text without comment and indentation */
export function parseParameterLine(text: string): Parsed<ParameterLine> {
	const [token] = text.split(/\s/, 1);
	const typeText = text.slice(token.length).trim();
	// In any order. The look-behind keeps the time linear.
	const marks = /(?<![*:])[*:]*$/.exec(token)?.[0] ?? '';
	const isQuery = token.startsWith('?');
	const isHeader = marks.includes(':');
	const name = token.slice(isQuery ? 1 : 0, token.length - marks.length);
	if (name === '' || /\p{Surrogate}/u.test(name) || marks.length > 2 || (isQuery && isHeader)) {
		return {
			problem: `${quote(token)} is not the name of a parameter`,
			expected: 'name, ?name for the query, or Name: for a header, with * if it is required',
		};
	}
	const type = parseType(typeText);
	if (isProblem(type)) return type;
	const kind = isQuery ? 'query' : isHeader ? 'header' : 'rest';
	return { name, kind, required: marks.includes('*'), ...type };
}

function parseType(text: string): Parsed<Pick<ParameterLine, 'type' | 'repeat' | 'allowed'>> {
	if (text.includes('|')) {
		const allowed = text.split('|').map((value) => value.trim());
		if (!allowed.includes('')) {
			return { type: 'text', repeat: false, allowed: [...new Set(allowed)] };
		}
		return {
			problem: `an allowed value in ${quote(text)} is empty`,
			expected: 'a value on each side of |',
		};
	}
	const type = TYPES.find(([pattern]) => pattern.test(text))?.[1];
	if (type === undefined) {
		return { problem: `${quote(text)} is not a type`, expected: TYPE_EXAMPLE };
	}
	return { type, repeat: type === 'list' && /repeat/i.test(text) };
}

/** Names in the path that no parameter stands for. */
export function missingVariables(path: string, parameters: readonly ParameterLine[]): string[] {
	const names = parameters.filter(({ kind }) => kind === 'rest').map(({ name }) => name);
	return pathVariables(path).filter((variable) => !names.includes(variable));
}
