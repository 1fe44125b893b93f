import type { IDataObject } from 'n8n-workflow';
import { toItemJson, type Answer } from '../core/http/response';
import { SERVICE_NAME } from './errors';

/** The answer as one item. */
export function asItem(answer: Answer): IDataObject {
	return toItemJson(answer, SERVICE_NAME);
}
