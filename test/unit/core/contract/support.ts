import type { ContractCall, ContractRules } from '../../../../lib/core/contract/call';
import { readDescription } from '../../../../lib/core/contract/description';
import { formatPlace } from '../../../../lib/core/contract/place';

/** A service that takes JSON, as MARTA does. */
export const JSON_RULES: ContractRules = {
	bodyFormat: 'json',
	forbiddenHeaders: ['Authorization', 'X-API-Key'],
	isForbiddenPath: (path) => path === '/auth' || path.startsWith('/auth/'),
};

/** A service that takes forms, as Saison Connect does. */
export const FORM_RULES: ContractRules = { ...JSON_RULES, bodyFormat: 'form' };

/** The calls of a description that is given as text or as a document. */
export function read(description: unknown, rules = JSON_RULES): ContractCall[] {
	const text = typeof description === 'string' ? description : JSON.stringify(description);
	return readDescription(text, rules);
}

/** The fields of the first call, as `id type`, with a star if required and the values allowed. */
export function fieldsOf(description: unknown, rules = JSON_RULES): string[] {
	return read(description, rules)[0]
		.fields()
		.map(({ place, type, required, allowed }) => {
			const values = allowed ? ` ${allowed.map((value) => JSON.stringify(value)).join('|')}` : '';
			return `${formatPlace(place)}${required ? '*' : ''} ${type}${values}`;
		});
}

/** An OpenAPI 3 document with one call. */
export function openApi(operation: object, more: object = {}, path = '/things'): object {
	return { openapi: '3.0.3', paths: { [path]: { post: operation } }, ...more };
}

/** An OpenAPI 3 document with one call that takes this JSON body. */
export function withBody(schema: unknown, more: object = {}): object {
	return openApi({ requestBody: { content: { 'application/json': { schema } } } }, more);
}

/** A Swagger 2.0 document with one call. */
export function swagger2(operation: object, more: object = {}): object {
	return { swagger: '2.0', paths: { '/things': { post: operation } }, ...more };
}
