import { buildUrl } from '../http/url';
import { CALL_METHODS } from './call';
import { quote } from './description-error';

/** Why a line cannot be read, and what was expected there. */
export interface Problem {
	problem: string;
	expected: string;
}

/** What a line of a call list says, or what is wrong with it. */
export type Parsed<Result> = Result | Problem;

export function isProblem(parsed: object): parsed is Problem {
	return 'problem' in parsed;
}

const BULLET = String.raw`[-+*•・‣◦●○■□–—]|\d{1,3}[.)]`;
const CALL_WITH_BULLET = new RegExp(`^(?:${BULLET})\\s*(?:${CALL_METHODS.join('|')})\\s`, 'i');
const NAME_WITH_BULLET = new RegExp(`^(?:(?:${BULLET})\\s|[•・‣◦●○■□])`);

/** Other words for the types, and what to write. */
const OTHER_WORDS: ReadonlyArray<[string, string]> = [
	['number', 'integer int long float double decimal numeric 数値 整数'],
	['yes/no', 'boolean bool true/false yes no 真偽値'],
	['text', 'string str char varchar 文字列'],
	['date', '日付'],
	['date for a day, or text for a day with its time', 'datetime date-time timestamp 日時'],
	['time', '時刻'],
	['list', 'array 配列'],
	['json', 'object map オブジェクト'],
	['a star right after the name', 'required mandatory 必須'],
	['nothing, since a parameter without a star is optional', 'optional 任意'],
];
const ADVICE_BY_WORD = new Map(
	OTHER_WORDS.flatMap(([advice, words]) => words.split(' ').map((word) => [word, advice])),
);

/** @param text of a call, in ASCII */
export function bulletBeforeCall(text: string): Problem | undefined {
	return CALL_WITH_BULLET.test(text) ? bulletProblem(text) : undefined;
}

function bulletProblem(text: string): Problem {
	return {
		problem: `${quote(text)} begins with a bullet`,
		expected: 'the line without the bullet',
	};
}

/** @param path in ASCII, as far as it can be */
export function pathProblem(path: string, method: string): Problem | undefined {
	const quoted = quote(path);
	if (/^([a-z][a-z0-9+.-]*:)?\/\//i.test(path)) {
		return { problem: `${quoted} has a host`, expected: 'the path only, without the host' };
	}
	if (/(^|\/)(\.{3,}|…+)(\/|$)/.test(path)) {
		return {
			problem: `the path ${quoted} is not filled in`,
			expected: 'the path from your contract instead of the dots',
		};
	}
	if (!path.startsWith('/')) {
		return {
			problem: path === '' ? `no path follows ${method}` : `${quoted} is not a path`,
			expected: 'a path that begins with a slash, without a host',
		};
	}
	if (path.includes('?')) {
		const name = /\?([^=&{}?]+)/.exec(path)?.[1] ?? 'name';
		return {
			problem: `the path ${quoted} has a query`,
			expected: `a line ${quote(`?${name}`)} below the call for each value of the query`,
		};
	}
	const joined = /^(.+)(\((?:read|write)\))$/i.exec(path);
	if (joined !== null) {
		const [, bare, mark] = joined;
		return { problem: `${quoted} is more than a path`, expected: quote(`${bare} ${mark}`) };
	}
	const inBraces = path.replace(/\/(:[^/]*|<[^/<>]*>)/g, (_, segment: string) => {
		return `/{${segment.replace(/[:<>{}]/g, '') || 'name'}}`;
	});
	if (inBraces !== path) {
		return { problem: `${quoted} has a name without braces`, expected: quote(inBraces) };
	}
	if (/[{}]/.test(path.replace(/\{[^{}/]+\}/g, ''))) {
		return {
			problem: `the braces in ${quoted} do not match`,
			expected: 'each name in a pair of its own, e.g. /cards/{card}',
		};
	}
	try {
		buildUrl('https://host.example', path.replace(/\{[^{}]*\}/g, 'x'));
		return undefined;
	} catch (error) {
		// Without the field's name and the period.
		const reason = (error as Error).message.replace(/^'Path' |\.$/g, '');
		return { problem: `the path ${quoted} ${reason}`, expected: 'a path such as /cards/{card}' };
	}
}

/**
 * @param text of a parameter, in ASCII
 * @param name without its marks
 */
export function nameProblem(text: string, name: string): Problem | undefined {
	if (text.startsWith('*') && text !== '*') {
		const rest = text.replace(/^\*+\s*/, '');
		const end = /\s|$/.exec(rest)!.index;
		return {
			problem: 'the star stands before the name',
			expected: `the star right after the name: ${quote(`${rest.slice(0, end)}*${rest.slice(end)}`)}`,
		};
	}
	if (NAME_WITH_BULLET.test(text)) return bulletProblem(text);
	if (/^(\.{3,}|…+)$/.test(name)) {
		return {
			problem: `the name ${quote(name)} is not filled in`,
			expected: 'the name from your contract instead of the dots',
		};
	}
	if (/\[\d*\]\./.test(name)) return listProblem(name);
	const bracketed = /^\[+([^[\]]+)/.exec(name)?.[1];
	if (bracketed !== undefined) {
		return {
			problem: `${quote(name)} is more than a name`,
			expected: `the name alone, ${quote(bracketed)}, or ${quote(`${bracketed} json`)} for a list`,
		};
	}
	const bare = /[^:?{}<>"'`=,;(][^?=,;(]*/.exec(name)?.[0].replace(/[}>"'`]$/, '');
	if (bare !== undefined && bare !== name) {
		return {
			problem: `${quote(name)} is more than a name`,
			expected: `the name alone, ${quote(bare)}`,
		};
	}
	return undefined;
}

/** @param name of what is in a list, such as `items[].id`, or of the list, such as `items[]` */
export function listProblem(name: string): Problem {
	const list = name.split(/\[\d*\](?:\.|$)/, 1)[0];
	return {
		problem: `${quote(name)} has brackets, but a list is one parameter`,
		expected: quote(`${list} json`),
	};
}

/**
 * A parameter as in YAML. The names of headers may be in lower case, but most have a hyphen then.
 *
 * @param type as typed
 */
export function headerProblem(name: string, type: string): Problem | undefined {
	if (!/^[a-z_][^-]*$/.test(name)) return undefined;
	const header = `${name[0].toUpperCase()}${name.slice(1)}:`;
	return {
		problem: `the colon would make ${quote(name)} a header`,
		expected: `${quote(`${name} ${type}`)}, or ${quote(`${header} ${type}`)} if it is a header`,
	};
}

/**
 * @param type in ASCII
 * @param name without its marks
 */
export function typeProblem(type: string, name: string): Problem | undefined {
	const isList = type.includes('|');
	if (isList ? /^\*\s|\s\*$/.test(type) : /^\*|\*$/.test(type)) {
		const rest = type.replace(/^\*+|(?<!\*)\*+$/g, '').trim();
		return {
			problem: 'the star does not come right after the name',
			expected: `the star right after the name: ${quote(`${name}* ${rest}`)}`,
		};
	}
	if (type.startsWith(':')) {
		return {
			problem: 'the colon does not come right after the name',
			expected: 'no colon, or one right after the name of a header, e.g. X-Till:',
		};
	}
	// Without a length, e.g. of varchar(20).
	const word = type.split(/[([<]/, 1)[0].trim().toLowerCase();
	const expected = /\[\]$/.test(type) ? 'list' : (ADVICE_BY_WORD.get(word) ?? withBars(type));
	return expected === undefined ? undefined : { problem: `${quote(type)} is not a type`, expected };
}

/** Allowed values with commas between them, and bars instead. */
function withBars(type: string): string | undefined {
	if (type.includes('|') || !/[,、]/.test(type)) return undefined;
	const values = type.split(/[,、]/).map((value) => value.trim());
	return values.includes('') ? undefined : quote(values.join(' | '));
}
