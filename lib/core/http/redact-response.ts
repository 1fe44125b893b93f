import { redactJson } from '../errors/redact';
import { readJson, readText, type HttpResponse } from './response';

/**
 * A copy of a response whose body, JSON or text, contains no secrets.
 *
 * @param secrets values that must not be in it, in whatever form the service echoes them
 */
export function redactResponse(response: HttpResponse, secrets: readonly string[]): HttpResponse {
	const text = readText(response) ?? '';
	try {
		const json = redactJson(readJson(response, ''), secrets);
		return { ...response, body: Buffer.from(JSON.stringify(json)), parsed: { json } };
	} catch {
		return { ...response, body: Buffer.from(String(redactJson(text, secrets))), parsed: undefined };
	}
}
