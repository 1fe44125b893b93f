import { tryReadObject, type HttpResponse } from './response';

/**
 * Whether a 401 says nothing but that the token was rejected. Only then may a write be sent again: a web
 * page, another text or a result code may mean that the service looked at the request itself.
 */
export function rejectsOnlyToken(response: HttpResponse): boolean {
	if (response.status !== 401) return false;
	if (response.body.length === 0) return true;
	const body = tryReadObject(response);
	return body !== undefined && !hasCode(body);
}

/** Whether it contains a code anywhere, other than one that repeats the HTTP status. */
function hasCode(value: object): boolean {
	return Object.entries(value).some(([name, inner]: [string, unknown]) => {
		const isCode = /codes?$/i.test(name);
		if (typeof inner === 'object' && inner !== null) {
			return (isCode && Object.keys(inner).length > 0) || hasCode(inner);
		}
		return isCode && !['', '401', 'null'].includes(String(inner));
	});
}
