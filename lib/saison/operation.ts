import type { IDataObject } from 'n8n-workflow';
import { toItemJson, type HttpResponse } from '../core/http/response';
import type { Operation } from '../core/operation/operation';
import type { ItemParameters } from '../core/operation/parameters';
import type { SaisonCredential } from './auth/credential';
import { SERVICE_NAME } from './errors';
import { simplify } from './simplify';

export type SaisonOperation = Operation<SaisonCredential>;

/** The response as one item. */
export function asItem(response: HttpResponse): IDataObject {
	return toItemJson(response, SERVICE_NAME);
}

/** The response as one item, simplified where the user left 'Simplify' on. */
export function asSimplifiedItem(response: HttpResponse, input: ItemParameters): IDataObject {
	const item = asItem(response);
	return input.flag('simplify') ? simplify(item) : item;
}
