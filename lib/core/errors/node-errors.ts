import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import type { ServiceError } from './service-error';

/** What a workflow can branch on. */
function details(serviceError: ServiceError): IDataObject {
	return {
		reason: serviceError.reason,
		httpStatus: serviceError.httpStatus ?? null,
		resultCode: serviceError.resultCode ?? null,
	};
}

/**
 * The n8n error for a failure: input is a `NodeOperationError`, anything of the service a
 * `NodeApiError`. Always built fresh, since n8n hands back an error it is asked to wrap again, with
 * its old text, and since the original may hold headers.
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

/** The item that stands for a failed one. n8n takes it for an error only with no other keys. */
export function toErrorItem(serviceError: ServiceError, itemIndex: number): INodeExecutionData {
	return {
		json: { error: serviceError.text, details: details(serviceError) },
		pairedItem: { item: itemIndex },
	};
}
