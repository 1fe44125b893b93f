/** Where the value of a field stands in a request. */
export type PlaceKind = 'path' | 'query' | 'header' | 'form' | 'body';

const KINDS: readonly PlaceKind[] = ['path', 'query', 'header', 'form', 'body'];

/**
 * How a value that is more than a text is written there: a list joined by a character, repeated, or as a
 * JSON array; JSON as such; or an object as `name[key]=value`.
 */
export type PlaceStyle = 'comma' | 'space' | 'pipe' | 'repeat' | 'list' | 'json' | 'deep';

const STYLES: readonly PlaceStyle[] = ['comma', 'space', 'pipe', 'repeat', 'list', 'json', 'deep'];

/** A place in a request, stored in workflows as e.g. `query[comma]/ids` or `body/shop/id`. */
export interface Place {
	kind: PlaceKind;
	style?: PlaceStyle;
	/** One, except in a body: there one for each level, and none for the whole body. */
	names: readonly string[];
}

/** Includes what n8n would take for syntax in `value["id"]`, and the slash that separates names. */
const NOT_PLAIN = /[^\p{L}\p{N}_.~$@:-]/gu;

/** Of a name, in characters. */
const MAX_NAME_LENGTH = 500;

/** Whether a name can be sent at all: it may not be empty, endless, or contain an incomplete character. */
export function isSendableName(name: string): boolean {
	return name !== '' && name.length <= MAX_NAME_LENGTH && !/\p{Surrogate}/u.test(name);
}

/** The id of a field. @param place with names that can be sent */
export function formatPlace({ kind, style, names }: Place): string {
	const start = style === undefined ? kind : `${kind}[${style}]`;
	return [start, ...names.map((name) => name.replace(NOT_PLAIN, percentEncode))].join('/');
}

/** Like `encodeURIComponent`, which leaves quotes and parentheses as they are. */
function percentEncode(character: string): string {
	const encoded = encodeURIComponent(character);
	if (encoded !== character) return encoded;
	return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Reads the id of a field. @returns `undefined` for what `formatPlace` does not write */
export function parsePlace(id: string): Place | undefined {
	const [start, ...names] = id.split('/');
	const parts = /^([a-z]+)(?:\[([a-z]+)\])?$/.exec(start);
	const kind = KINDS.find((entry) => entry === parts?.[1]);
	const style = STYLES.find((entry) => entry === parts?.[2]);
	if (kind === undefined || style !== parts?.[2]) return undefined;
	if (kind === 'body' ? names.includes('') : names.length !== 1 || names[0] === '')
		return undefined;
	try {
		const place = { kind, style, names: names.map(decodeURIComponent) };
		return formatPlace(place) === id ? place : undefined;
	} catch {
		return undefined;
	}
}

/** The field's name in the description, for the editor and for errors. */
export function placeName({ names }: Place): string {
	return names.length === 0 ? 'Body' : names.join('.');
}
