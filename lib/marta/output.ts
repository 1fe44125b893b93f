import type { IDataObject } from 'n8n-workflow';
import { toItemJson, type HttpResponse } from '../core/http/response';
import { SERVICE_NAME } from './errors';

/** The answer as one item. */
export function asItem(response: HttpResponse): IDataObject {
	return toItemJson(response, SERVICE_NAME);
}
