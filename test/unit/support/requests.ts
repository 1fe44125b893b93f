import type { IHttpRequestOptions } from 'n8n-workflow';

/** Request options in the older shape of n8n's HTTP Request node. */
export interface UriOptions {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
	rejectUnauthorized?: boolean;
	useQuerystring?: boolean;
	qsStringifyOptions?: { arrayFormat?: string };
}

export type AnyOptions = Partial<Omit<IHttpRequestOptions, 'qs'>> & UriOptions & { qs?: unknown };

export function asOptions(options: AnyOptions): IHttpRequestOptions & UriOptions {
	return options as IHttpRequestOptions & UriOptions;
}

/** What is sent on the request line, from the finished options alone. */
export function requestLine(options: AnyOptions): string {
	const url = new URL(String(options.uri ?? options.url));
	return url.pathname + url.search;
}

/** All values of a header, whatever the case of its name. */
export function headerValues(options: AnyOptions, name: string): unknown[] {
	return Object.entries(options.headers ?? {})
		.filter(([key]) => key.toLowerCase() === name.toLowerCase())
		.map(([, value]) => value as unknown);
}
