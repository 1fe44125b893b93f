import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

type HttpRequest = IHttpRequestHelper['helpers']['httpRequest'];

/** What the stand-in for n8n's request helper returns, or throws. */
export type Reply = { status?: number; body?: unknown; headers?: Record<string, string> } | Error;

export interface FakeHttp {
	request: HttpRequest;
	/** The options of every call, in order. */
	calls: IHttpRequestOptions[];
	/** The form bodies of every call, decoded. */
	forms(): Array<Record<string, string>>;
}

/**
 * Stands in for n8n's request helper. Every call gets the next reply, then the last one again.
 *
 * @param replies fixed replies, or a function of the call's number
 */
export function fakeHttp(
	replies: Reply[] | ((call: number, options: IHttpRequestOptions) => Reply | Promise<Reply>),
): FakeHttp {
	const calls: IHttpRequestOptions[] = [];
	const request = (async (options: IHttpRequestOptions) => {
		const index = calls.push(options) - 1;
		const reply = await (typeof replies === 'function'
			? replies(index, options)
			: replies[Math.min(index, replies.length - 1)]);
		if (reply instanceof Error) throw reply;
		const { status = 200, body = {}, headers = {} } = reply;
		const bytes = Buffer.isBuffer(body)
			? body
			: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
		return { statusCode: status, headers, body: bytes };
	}) as HttpRequest;
	return {
		request,
		calls,
		forms: () =>
			calls.map(({ body }) => Object.fromEntries(new URLSearchParams(body as string).entries())),
	};
}
