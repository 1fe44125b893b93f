import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import type { ServiceError } from './service-error';

/** What workflows branch on: these names never change. */
function details(serviceError: ServiceError): IDataObject {
	return {
		reason: serviceError.reason,
		httpStatus: serviceError.httpStatus ?? null,
		resultCode: serviceError.resultCode ?? null,
	};
}

/**
 * Converts an error to n8n's: `NodeOperationError` for an invalid input, `NodeApiError` for anything
 * else. Always a new one, since n8n does not wrap its own errors again but returns them with their
 * old text, and since the original may contain headers.
 *
 * @param itemIndex counted from 0
 */
export function toNodeError(
	node: INode,
	serviceError: ServiceError,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const message = `${serviceError.message} [item ${itemIndex}]`;
	const description = serviceError.description;
	const error =
		serviceError.reason === 'invalid_input'
			? new NodeOperationError(node, message, { itemIndex, description })
			: new NodeApiError(node, { message, description } as JsonObject, {
					message,
					description,
					httpCode: serviceError.httpStatus?.toString(),
					itemIndex,
				});
	error.context.details = details(serviceError);
	return error;
}

/** The output of a failed item. n8n recognizes it as an error only without other keys. */
export function toErrorItem(serviceError: ServiceError, itemIndex: number): INodeExecutionData {
	return {
		json: { error: serviceError.text, details: details(serviceError) },
		pairedItem: { item: itemIndex },
	};
}
