import type { IDataObject } from 'n8n-workflow';
import { isPlainObject, readJson, type Answer } from '../n8n/answer';
import { SERVICE_NAME } from './errors';

/** The answer as one item: the service's JSON object as it is; anything else under `data`. */
export function asItem(answer: Answer): IDataObject {
	if (answer.bytes.length === 0) return {};
	const json = readJson(answer, SERVICE_NAME);
	return (isPlainObject(json) ? json : { data: json }) as IDataObject;
}
