import { ServiceError } from '../errors/service-error';
import type { HttpResponse } from '../http/response';

/** How much of an unknown name an error shows. */
const MAX_CHARSET_LENGTH = 40;

/**
 * Decodes a body by the character set in `Content-Type`, UTF-8 if there is none.
 *
 * @param service as named at the start of a sentence
 * @throws ServiceError `bad_answer` for bytes that are no such text
 */
export function decodeBody(response: HttpResponse, service: string): string {
	const charset = charsetOf(response);
	const text = decode(response.body, charset);
	if (text !== undefined) return text;
	throw unreadableError(charset.slice(0, MAX_CHARSET_LENGTH), service, response.status);
}

/** A response whose body is in UTF-8, unless it is no such text. The same if it was before. */
export function inUtf8(response: HttpResponse): HttpResponse {
	const charset = charsetOf(response);
	if (/^utf-?8$/i.test(charset)) return response;
	const text = decode(response.body, charset);
	return text === undefined ? response : { ...response, body: Buffer.from(text) };
}

/** @returns UTF-8 if the response names none */
function charsetOf({ headers }: HttpResponse): string {
	const [, charset = 'utf-8'] =
		/;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '') ?? [];
	return charset;
}

/** @returns `undefined` for bytes that are no text in it, and for an unknown name */
function decode(body: Buffer, charset: string): string | undefined {
	try {
		return new TextDecoder(charset, { fatal: true }).decode(body);
	} catch {
		return undefined;
	}
}

function unreadableError(charset: string, service: string, httpStatus: number): ServiceError {
	return new ServiceError({
		reason: 'bad_answer',
		message: `${service} returned bytes that are not text in ${charset} (HTTP ${httpStatus}).`,
		quote: charset,
		description: "Set 'Response Format' to File to get them as they are.",
		httpStatus,
		mayHaveBeenProcessed: true,
	});
}
