import type { IDataObject } from 'n8n-workflow';
import { toItemJson, type Answer } from '../core/http/response';
import type { ItemInput } from '../core/operation/parameters';
import { SERVICE_NAME } from './errors';
import { simplify } from './simplify';

/** The answer as one item. */
export function asItem(answer: Answer): IDataObject {
	return toItemJson(answer, SERVICE_NAME);
}

/** The answer as one item, simplified where the user left 'Simplify' on. */
export function asSimplifiedItem(answer: Answer, input: ItemInput): IDataObject {
	const item = asItem(answer);
	return input.flag('simplify') ? simplify(item) : item;
}
