import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { redactJson } from '../errors/redact';
import { removeHeader } from '../http/headers';
import { checkJson, isPlainObject, tryReadObject, type HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import type { ResponseCheck } from '../operation/operation';
import { fileNameOf, mimeTypeOf } from './file-name';
import { listAt } from './list';
import type { ResponseSettings } from './settings';
import { decodeBody, inUtf8 } from './text-body';

/** An item without the link to the one it came from. */
export type OutputItem = Pick<INodeExecutionData, 'json' | 'binary'>;

export interface OutputContext {
	/** As named at the start of a sentence. */
	service: string;
	prepareBinaryData: IExecuteFunctions['helpers']['prepareBinaryData'];
	/** Values that no header in the output may show, nor a name from one. */
	secrets(): readonly string[];
	/** The response as one item. @throws ServiceError `bad_answer` */
	parse(response: HttpResponse): IDataObject;
}

/**
 * Lets a 2xx response have a body that is not JSON. The service's own check still sees JSON, in whatever
 * character set it comes.
 */
export function acceptAnyBody(check: ResponseCheck): ResponseCheck {
	return (response, token) => {
		const readable = inUtf8(response);
		const isSuccess = response.status >= 200 && response.status < 300;
		return isSuccess && checkJson(readable, '') ? undefined : check(readable, token);
	};
}

/**
 * Turns a response into items.
 *
 * @throws ServiceError `bad_answer` for text in an unknown character set, or without the list to split
 */
export async function toOutput(
	response: HttpResponse,
	request: ServiceRequest,
	settings: ResponseSettings,
	context: OutputContext,
): Promise<OutputItem[]> {
	const { format, outputField, isFull, splitAt } = settings;
	const head = isFull ? headOf(response, context) : {};
	if (format === 'text') {
		return [{ json: { ...head, [outputField]: decodeBody(response, context.service) } }];
	}
	if (format === 'file') {
		// The response to a write or to an empty page may have none.
		if (response.body.length === 0) return [{ json: head }];
		const name = String(redactJson(fileNameOf(response, request.path), context.secrets()));
		const file = await context.prepareBinaryData(response.body, name, mimeTypeOf(response));
		return [{ json: head, binary: { [outputField]: file } }];
	}
	const json = context.parse(response);
	if (splitAt === undefined) {
		return [{ json: isFull ? { ...head, body: bodyOf(response, json) } : json }];
	}
	if (response.body.length === 0) return [];
	return listAt(json, splitAt, response, context.service).map((element) => ({
		json: (isFull
			? { ...head, body: element }
			: isPlainObject(element)
				? element
				: { data: element }) as IDataObject,
	}));
}

/** Without cookies, which are a session with the service or its gateway. */
function headOf(response: HttpResponse, { secrets }: OutputContext): IDataObject {
	const headers: Record<string, string> = { ...response.headers };
	for (const name of ['set-cookie', 'set-cookie2']) removeHeader(headers, name);
	return { statusCode: response.status, headers: redactJson(headers, secrets()) as IDataObject };
}

/** An item has anything but an object under `data`. */
function bodyOf(response: HttpResponse, item: IDataObject): IDataObject[string] {
	return tryReadObject(response) || !('data' in item) ? item : item.data;
}
