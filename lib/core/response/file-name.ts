import { decodePercent } from '../http/encoding';
import type { HttpResponse } from '../http/response';

/** In characters: file systems and object storages limit the length of a name. */
const MAX_NAME_LENGTH = 200;
const EXTENSION = /\.[a-z\d]*[a-z][a-z\d]*$/i;
/** By MIME type, for the types that services return most. */
const EXTENSIONS = new Map([
	['application/json', '.json'],
	['application/pdf', '.pdf'],
	['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '.xlsx'],
	['application/xml', '.xml'],
	['application/zip', '.zip'],
	['image/jpeg', '.jpg'],
	['image/png', '.png'],
	['text/csv', '.csv'],
	['text/html', '.html'],
	['text/plain', '.txt'],
	['text/xml', '.xml'],
]);
const PARAMETER = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;

/**
 * The name of a file, never a path: from `Content-Disposition` (RFC 6266), else the last segment of the
 * request's path, with the extension of the MIME type if it has none.
 *
 * @param path of the request, with or without a query
 */
export function fileNameOf({ headers }: Pick<HttpResponse, 'headers'>, path: string): string {
	const named = parseDisposition(headers['content-disposition'] ?? '');
	return shorten(lastSegment(named) || withExtension(nameInPath(path), mimeTypeOf({ headers })));
}

/** The MIME type of a response, without parameters. @returns `undefined` if there is none */
export function mimeTypeOf({ headers }: Pick<HttpResponse, 'headers'>): string | undefined {
	return /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)/
		.exec(headers['content-type'] ?? '')?.[1]
		.toLowerCase();
}

function nameInPath(path: string): string {
	return lastSegment(decodePercent(path.split('?', 1)[0])) || 'file';
}

function withExtension(name: string, mimeType = ''): string {
	return EXTENSION.test(name) ? name : name + (EXTENSIONS.get(mimeType) ?? '');
}

function parseDisposition(header: string): string {
	const parameters = new Map<string, string>();
	for (const [, name, quoted, plain = ''] of header.matchAll(PARAMETER)) {
		parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain.trim());
	}
	return decodeExtended(parameters.get('filename*')) || fromBytes(parameters.get('filename') ?? '');
}

/** `UTF-8'en'name` with percent-encoding (RFC 8187). @returns '' for anything else */
function decodeExtended(value = ''): string {
	const [, charset, encoded] = /^(utf-8|iso-8859-1)'[^']*'(.*)$/i.exec(value) ?? [];
	if (charset === undefined) return '';
	if (charset.toLowerCase() === 'utf-8') return decodePercent(encoded);
	return encoded.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
}

/** Header values come as Latin-1, but many services send names in UTF-8. */
function fromBytes(text: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
	} catch {
		return text;
	}
}

/** @returns '' for what is no name of a file */
function lastSegment(text: string): string {
	const name = (text.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
	return /^\.*$/.test(name) ? '' : name;
}

/** Keeps the extension, and no half of a character. */
function shorten(name: string): string {
	if (name.length <= MAX_NAME_LENGTH) return name;
	const [extension] = /\.[^.]{1,10}$/.exec(name) ?? [''];
	const stem = name.slice(0, MAX_NAME_LENGTH - extension.length).replace(/\p{Surrogate}$/u, '');
	return stem + extension;
}
