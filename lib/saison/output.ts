import type { IDataObject } from 'n8n-workflow';
import { isPlainObject, readJson, type Answer } from '../n8n/answer';
import type { ItemInput } from '../n8n/parameters';
import { SERVICE_NAME } from './errors';
import { simplify } from './simplify';

/** The answer as one item: the service's JSON object as it is; anything else under `data`. */
export function asItem(answer: Answer): IDataObject {
	const json = readJson(answer, SERVICE_NAME);
	return (isPlainObject(json) ? json : { data: json }) as IDataObject;
}

/** The answer as one item, simplified where the user left 'Simplify' on. */
export function asSimplifiedItem(answer: Answer, input: ItemInput): IDataObject {
	const item = asItem(answer);
	return input.flag('simplify') ? simplify(item) : item;
}
