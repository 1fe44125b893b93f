import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import type { Failure } from './service-error';

/** What a workflow can branch on. */
function details(failure: Failure): IDataObject {
	return {
		reason: failure.reason,
		httpStatus: failure.httpStatus ?? null,
		resultCode: failure.resultCode ?? null,
	};
}

/**
 * The n8n error for a failure: input is a `NodeOperationError`, anything of the service a
 * `NodeApiError`. Always built fresh, since n8n hands back an error it is asked to wrap again, with
 * its old text, and since the original may hold headers.
 */
export function toNodeError(
	node: INode,
	failure: Failure,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const message = `${failure.message} [item ${itemIndex}]`;
	const description = failure.description;
	const error =
		failure.reason === 'invalid_input'
			? new NodeOperationError(node, message, { itemIndex, description })
			: new NodeApiError(node, { message, description } as JsonObject, {
					message,
					description,
					httpCode: failure.httpStatus?.toString(),
					itemIndex,
				});
	error.context.details = details(failure);
	return error;
}

/** The item that stands for a failed one. n8n takes it for an error only with no other keys. */
export function toErrorItem(failure: Failure, itemIndex: number): INodeExecutionData {
	return {
		json: { error: failure.text, details: details(failure) },
		pairedItem: { item: itemIndex },
	};
}
