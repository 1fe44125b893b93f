import { invalidInput } from '../errors/service-error';
import { encodeForm, pair } from '../http/encoding';
import type { ServiceRequest } from '../http/service-request';
import type { ResponseRules } from '../operation/operation';
import { setJsonMember } from './json-member';
import { FIELDS, type PageParameter } from './pagination';

/**
 * The request of another page.
 *
 * @param value a number goes into JSON as a number, unless a text was there
 * @throws ServiceError `invalid_input` for a body that cannot take the parameter
 */
export function withParameter(
	request: ServiceRequest,
	parameter: PageParameter,
	value: string | number,
	rules: Pick<ResponseRules, 'bodyFormat'>,
): ServiceRequest {
	const { name } = parameter;
	if (parameter.in === 'query') {
		const query = (request.query ?? []).filter((entry) => entry.name !== name);
		const path = withoutQuery(request.path, name);
		return { ...request, path, query: [...query, pair(name, String(value))] };
	}
	if (request.method === 'GET' || request.method === 'HEAD') {
		throw invalidInput(
			FIELDS.place.label,
			`must be Query, since ${request.method} has no body.`,
			'Change it to Query.',
		);
	}
	const body = isForm(request, rules)
		? withFormField(request.body ?? '', name, String(value))
		: withJsonMember(request.body, name, value);
	return { ...request, body };
}

function withoutQuery(path: string, name: string): string {
	const [pathname, ...rest] = path.split('?');
	if (rest.length === 0) return path;
	const isOther = (part: string): boolean => !new URLSearchParams(part).has(name);
	const kept = rest.join('?').split('&').filter(isOther);
	return kept.length === 0 ? pathname : `${pathname}?${kept.join('&')}`;
}

function isForm(
	{ headers = {} }: ServiceRequest,
	{ bodyFormat }: Pick<ResponseRules, 'bodyFormat'>,
): boolean {
	const [, type] =
		Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? [];
	return type === undefined ? bodyFormat === 'form' : /x-www-form-urlencoded/i.test(type);
}

function withFormField(body: string, name: string, value: string): string {
	const pairs = [...new URLSearchParams(body)]
		.filter(([key]) => key !== name)
		.map(([key, inner]) => pair(key, inner));
	return encodeForm([...pairs, pair(name, value)]);
}

function withJsonMember(body: string | undefined, name: string, value: string | number): string {
	const changed = setJsonMember(body ?? '{}', name.split('.'), value);
	if (changed !== undefined) return changed;
	throw invalidInput(
		FIELDS.parameter.label,
		'has no place in the body of this request.',
		'The body must be a JSON object, and so must every name before a dot.',
	);
}
