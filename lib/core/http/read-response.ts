import { ServiceError } from '../errors/service-error';
import { capitalize } from './network-errors';
import type { HttpResponse } from './response';

/** As much as n8n itself accepts by default (`N8N_PAYLOAD_SIZE_MAX`), in bytes after decompression. */
const MAX_BYTES = 16 * 1024 * 1024;

/** What n8n's helper returns for `encoding: 'stream'`. */
interface BodyStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
}

/**
 * Reads n8n's full response, as `STRICT_OPTIONS` asks for it, up to 16 MB.
 *
 * @param service as named within a sentence, e.g. 'MARTA'
 * @param signal aborted when nobody waits for the rest any more
 * @throws ServiceError `bad_answer` for a body that is too large, and the errors of the connection
 */
export async function readResponse(
	response: unknown,
	service: string,
	signal: AbortSignal,
): Promise<HttpResponse> {
	const { statusCode, headers, body } = response as {
		statusCode: number;
		headers?: Record<string, unknown>;
		body: unknown;
	};
	const lowerCase: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers ?? {})) {
		lowerCase[name.toLowerCase()] = String(value);
	}
	const bytes = isStream(body) ? await readStream(body, signal) : toBuffer(body);
	if (bytes === undefined || bytes.length > MAX_BYTES) throw tooLargeError(service, statusCode);
	return { status: statusCode, headers: lowerCase, body: bytes };
}

function isStream(body: unknown): body is BodyStream {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** @returns `undefined` for more than `MAX_BYTES`; the rest is not read, and the connection closed */
async function readStream(body: BodyStream, signal: AbortSignal): Promise<Buffer | undefined> {
	const destroy = (): void => body.destroy();
	// If n8n ignored the signal, the body may arrive after the abort.
	if (signal.aborted) destroy();
	signal.addEventListener('abort', destroy);
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const chunk of body) {
			size += chunk.length;
			// Leaving the loop destroys the stream.
			if (size > MAX_BYTES) return undefined;
			chunks.push(chunk);
		}
	} finally {
		signal.removeEventListener('abort', destroy);
	}
	return Buffer.concat(chunks);
}

/** Where n8n returns something else than the stream that was asked for, e.g. in its evaluations. */
function toBuffer(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	if (body instanceof ArrayBuffer) return Buffer.from(body);
	if (typeof body === 'string') return Buffer.from(body, 'utf8');
	return Buffer.from(body === undefined || body === null ? '' : JSON.stringify(body));
}

function tooLargeError(service: string, httpStatus: number): ServiceError {
	return new ServiceError({
		reason: 'bad_answer',
		message: `${capitalize(service)} returned more than 16 MB (HTTP ${httpStatus}).`,
		description:
			'Ask for less at once, e.g. with parameters for a shorter period or a smaller page.',
		httpStatus,
		mayHaveBeenProcessed: true,
	});
}
