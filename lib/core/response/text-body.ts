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
export function decodeBody({ headers, body, status }: HttpResponse, service: string): string {
	const charset =
		/;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
	try {
		return new TextDecoder(charset, { fatal: true }).decode(body);
	} catch {
		throw unreadableError(charset.slice(0, MAX_CHARSET_LENGTH), service, status);
	}
}

function unreadableError(charset: string, service: string, httpStatus: number): ServiceError {
	return new ServiceError({
		reason: 'bad_answer',
		message: `${service} returned bytes that are not text in ${charset} (HTTP ${httpStatus}).`,
		description: "Set 'Response Format' to File to get them as they are.",
		httpStatus,
		mayHaveBeenProcessed: true,
	});
}
