import type { IHttpRequestMethods } from 'n8n-workflow';
import { invalidInput } from '../errors/service-error';
import { formatPlace, placeName, type Place } from './place';

/** What a field takes. `object` and `array` are JSON whose kind is known. */
export type FieldType =
	'text' | 'number' | 'boolean' | 'date' | 'time' | 'list' | 'json' | 'object' | 'array';

export type AllowedValue = string | number | boolean;

/** A parameter of a call, or a value in its body. */
export interface ContractField {
	place: Place;
	type: FieldType;
	required: boolean;
	/** All values that are allowed, if there is a list of them. */
	allowed?: readonly AllowedValue[];
}

/** What the description says about whether a call may be repeated. */
type DeclaredEffect = 'read' | 'write';

/** The part of a call that is stored in workflows, as `POST /path` or `POST /path read`. */
export interface CallId {
	method: IHttpRequestMethods;
	/** With names in braces where values belong, e.g. `/cards/{card}`. */
	path: string;
	effect?: DeclaredEffect;
}

/** One call of the user's API description. */
export interface ContractCall extends CallId {
	/** One line, '' if there is none. */
	summary: string;
	/** Further words to find the call by, e.g. its tags. */
	keywords: string;
	deprecated: boolean;
	/**
	 * Its fields, required ones first, at most `MAX_FIELDS`.
	 *
	 * @throws ServiceError `invalid_input` for a call that cannot be sent this way, with what to do instead
	 */
	fields(): ContractField[];
}

/** What API descriptions and contract calls need to know about a service. */
export interface ContractRules {
	/** How a call list means parameters in bodies, and what is preferred where a document offers both. */
	bodyFormat: 'form' | 'json';
	/** Headers that the node or the HTTP client sets itself, in any case. */
	forbiddenHeaders: readonly string[];
	/**
	 * Whether a path gives or takes tokens, so that no contract call may go there. Asked in lower case,
	 * without query, percent-encoding, dot segments and a slash at the end: use `isForbidden`.
	 */
	isForbiddenPath(path: string): boolean;
}

/** The node's field, as the editor and errors name it. */
export const CALL_FIELD = 'Call';

/** More cannot be worked with in n8n's editor. */
export const MAX_FIELDS = 150;

export const CALL_METHODS: readonly IHttpRequestMethods[] = [
	'GET',
	'HEAD',
	'POST',
	'PUT',
	'PATCH',
	'DELETE',
];

/** Whether a call may be repeated: as declared, otherwise by its method. */
export function effectOf({ method, effect }: CallId): DeclaredEffect {
	return effect ?? (method === 'GET' || method === 'HEAD' ? 'read' : 'write');
}

/** The value of the call in a workflow. */
export function formatCallId({ method, path, effect }: CallId): string {
	return effect === undefined ? `${method} ${path}` : `${method} ${path} ${effect}`;
}

/** @throws ServiceError `invalid_input` for anything but what `formatCallId` writes */
export function parseCallId(text: string): CallId {
	const parts = /^([A-Za-z]+)\s+(\/\S*)(?:\s+(read|write))?$/.exec(text.trim());
	const method = CALL_METHODS.find((entry) => entry === parts?.[1].toUpperCase());
	if (parts === null || method === undefined) {
		throw invalidInput(
			CALL_FIELD,
			text.trim() === '' ? 'is empty.' : 'is not a method and a path.',
			'Choose a call from the list, or enter e.g. GET /path.',
		);
	}
	return { method, path: parts[2], effect: parts[3] as DeclaredEffect | undefined };
}

/**
 * Puts required fields first, drops those whose place is taken, and keeps what the editor can show.
 *
 * @throws ServiceError `invalid_input` when not even the required ones fit
 */
export function orderFields(fields: readonly ContractField[]): ContractField[] {
	const byId = new Map<string, ContractField>();
	for (const field of fields) {
		const id = formatPlace(field.place);
		if (!byId.has(id)) byId.set(id, field);
	}
	const all = [...byId.values()];
	const required = all.filter((field) => field.required);
	if (required.length > MAX_FIELDS) {
		throw invalidInput(
			CALL_FIELD,
			`has ${required.length} required parameters, more than the ${MAX_FIELDS} that a form can show.`,
			'Use the resource API Request for it.',
		);
	}
	return [...required, ...all.filter((field) => !field.required)].slice(0, MAX_FIELDS);
}

/** The names that stand in braces in a path, each once. */
export function pathVariables(path: string): string[] {
	return [...new Set([...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name))];
}

/** The field's name in the description. */
export function fieldName(field: ContractField): string {
	return placeName(field.place);
}
