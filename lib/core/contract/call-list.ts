import { ServiceError } from '../errors/service-error';
import { isHeaderName } from '../http/headers';
import {
	formatCallId,
	orderFields,
	pathVariables,
	type ContractCall,
	type ContractField,
	type ContractRules,
} from './call';
import {
	missingVariables,
	parseCallLine,
	parseParameterLine,
	type CallLine,
	type ParameterLine,
} from './call-list-lines';
import { isProblem, listProblem, type Parsed } from './call-list-mistakes';
import { contentLines } from './call-list-text';
import { descriptionError, quote } from './description-error';
import { formatPlace, type Place, type PlaceStyle } from './place';
import { isForbidden } from './forbidden-path';

/** How many names may follow each other with dots between them. */
const MAX_DEPTH = 10;

const LOGIN_ADVICE = 'Remove this call and its parameters, since the node logs in itself';

/** A call and its parameters, with the numbers of their lines. */
interface Entry {
	line: number;
	call: CallLine;
	parameters: Array<ParameterLine & { line: number }>;
}

/**
 * Reads a call list: one call per line, its parameters indented below it.
 *
 * @param rules of the service, which decide between form and JSON bodies
 * @throws ServiceError `invalid_input` that names the line and what was expected there
 */
export function readCallList(text: string, rules: ContractRules): ContractCall[] {
	const entries: Entry[] = [];
	const lineOfCall = new Map<string, number>();
	for (const { line, text: content, indented } of contentLines(text)) {
		const entry = entries.at(-1);
		if (indented && entry !== undefined) {
			const parameter = orThrow(line, parseParameterLine(content));
			entry.parameters.push({ ...parameter, line });
			continue;
		}
		if (indented) {
			throw lineError(
				line,
				'a parameter has no call above it',
				'Expected: a call such as "GET /path" first',
			);
		}
		const call = orThrow(line, parseCallLine(content));
		const id = formatCallId({ ...call, effect: undefined });
		const earlier = lineOfCall.get(id);
		if (earlier !== undefined) {
			throw lineError(line, `${quote(id)} is already on line ${earlier}`, 'List each call once');
		}
		lineOfCall.set(id, line);
		if (isForbidden(call.path, rules)) {
			throw lineError(line, `${quote(id)} logs in or returns tokens`, LOGIN_ADVICE);
		}
		entries.push({ line, call, parameters: [] });
	}
	return entries.map((entry) => toCall(entry, rules));
}

function toCall({ line, call, parameters }: Entry, rules: ContractRules): ContractCall {
	const [missing] = missingVariables(call.path, parameters);
	if (missing !== undefined) {
		throw lineError(
			line,
			`the path contains {${missing}}, but no parameter has that name`,
			`Add a line ${quote(missing)} below the call`,
		);
	}
	const fields = toFields(call, parameters, rules);
	let ordered: ContractField[];
	try {
		ordered = orderFields(fields);
	} catch (error) {
		throw error instanceof ServiceError
			? lineError(line, error.message.replace(/\.$/, ''), 'Expected: fewer required parameters')
			: error;
	}
	return { ...call, keywords: '', deprecated: false, fields: () => ordered };
}

function toFields(call: CallLine, parameters: Entry['parameters'], rules: ContractRules) {
	const variables = new Set(pathVariables(call.path));
	const lineOfName = new Map<string, number>();
	const groups = new Set<string>();
	return parameters.map((parameter): ContractField => {
		const { line, name, kind, type, allowed } = parameter;
		const inPath = kind === 'rest' && variables.has(name);
		const place = toPlace(parameter, inPath, call, rules);
		const key = formatPlace({ ...place, style: undefined });
		const earlier = lineOfName.get(key);
		if (earlier !== undefined) {
			throw lineError(
				line,
				`${quote(name)} is already on line ${earlier}`,
				'List each parameter once',
			);
		}
		lineOfName.set(key, line);
		if (place.kind === 'body') checkNesting(line, place, groups, lineOfName);
		if (kind === 'header' && rules.forbiddenHeaders.some((entry) => isSameHeader(entry, name))) {
			throw lineError(line, `the node sets ${quote(name)} itself`, 'Remove this line');
		}
		if (kind === 'header' && !isHeaderName(name)) {
			throw lineError(
				line,
				`${quote(name)} cannot be the name of a header`,
				'Expected: the name from your contract, e.g. "X-Till:"',
			);
		}
		return { place, type, allowed, required: parameter.required || inPath };
	});
}

function isSameHeader(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}

/** A name cannot stand for a value and for a group of values at once. */
function checkNesting(
	line: number,
	{ names }: Place,
	groups: Set<string>,
	lineOfName: ReadonlyMap<string, number>,
): void {
	const own = formatPlace({ kind: 'body', names });
	const parents = names.slice(1).map((_, index) => {
		return formatPlace({ kind: 'body', names: names.slice(0, index + 1) });
	});
	parents.forEach((parent) => groups.add(parent));
	if (groups.has(own) || parents.some((parent) => lineOfName.has(parent))) {
		throw lineError(
			line,
			`${quote(names.join('.'))} clashes with another parameter`,
			'Expected: a name that is a value, or a group with dots, not both',
		);
	}
}

function toPlace(
	{ line, name, kind, type, repeat }: Entry['parameters'][number],
	inPath: boolean,
	{ method }: CallLine,
	{ bodyFormat }: ContractRules,
): Place {
	const usesQuery = kind === 'query' || method === 'GET' || method === 'HEAD';
	if (kind === 'header' || inPath || usesQuery || bodyFormat === 'form') {
		const place = kind === 'header' ? 'header' : inPath ? 'path' : usesQuery ? 'query' : 'form';
		const canRepeat = place === 'query' || place === 'form';
		return {
			kind: place,
			style: styleOf(type, canRepeat && repeat ? 'repeat' : 'comma'),
			names: [name],
		};
	}
	const names = name.split('.');
	if (/\[\d*\]$/.test(name)) orThrow(line, listProblem(name));
	if (names.includes('') || names.length > MAX_DEPTH) {
		throw lineError(
			line,
			`${quote(name)} is not a valid name`,
			`Expected: a name, or up to ${MAX_DEPTH} names with dots between them`,
		);
	}
	return { kind: 'body', style: styleOf(type, 'list'), names };
}

function styleOf(type: ParameterLine['type'], ofList: PlaceStyle): PlaceStyle | undefined {
	if (type === 'list') return ofList;
	return type === 'json' ? 'json' : undefined;
}

function orThrow<Result extends object>(line: number, parsed: Parsed<Result>): Result {
	if (isProblem(parsed)) throw lineError(line, parsed.problem, `Expected: ${parsed.expected}`);
	return parsed;
}

/** @param advice a sentence without its period */
function lineError(line: number, problem: string, advice: string): ServiceError {
	return descriptionError(`cannot be read at line ${line}: ${problem}. ${advice}.`);
}
