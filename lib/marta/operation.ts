import type { IDataObject } from 'n8n-workflow';
import { toItemJson, type HttpResponse } from '../core/http/response';
import type { Operation } from '../core/operation/operation';
import type { MartaCredential } from './credential';
import { SERVICE_NAME } from './errors';

export type MartaOperation = Operation<MartaCredential>;

/** The response as one item. */
export function asItem(response: HttpResponse): IDataObject {
	return toItemJson(response, SERVICE_NAME);
}
