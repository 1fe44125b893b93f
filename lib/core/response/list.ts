import { ServiceError } from '../errors/service-error';
import type { HttpResponse } from '../http/response';
import { valueAt, type FieldPath } from './field-path';

/**
 * The list in a response, empty for `null`.
 *
 * @param json the response as one item
 * @param service as named at the start of a sentence
 * @throws ServiceError `bad_answer` if there is no list
 */
export function listAt(
	json: unknown,
	path: FieldPath,
	{ status }: Pick<HttpResponse, 'status'>,
	service: string,
): unknown[] {
	const value = valueAt(json, path);
	if (Array.isArray(value)) return value;
	if (value === null) return [];
	const field = path.join('.');
	throw badField(
		value === undefined
			? `${service} returned no field '${field}' (HTTP ${status}).`
			: `${service} returned a field '${field}' that is not a list (HTTP ${status}).`,
		"Check the path of the list against the response. If the response itself is a list, enter 'data'.",
		status,
	);
}

/** A field of a response that is not what the user expects. */
export function badField(message: string, description: string, httpStatus: number): ServiceError {
	return new ServiceError({
		reason: 'bad_answer',
		message,
		description,
		httpStatus,
		mayHaveBeenProcessed: true,
	});
}
