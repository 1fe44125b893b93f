import {
	ManualExecutionCancelledError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { toErrorItem, toNodeError } from '../errors/node-errors';
import { cancelledError, ServiceError } from '../errors/service-error';
import type { OperationTable } from '../operation/operation';
import { OperationRunner } from './operation-runner';
import { forEachConcurrently } from './concurrency';
import type { ServiceDefinition } from '../operation/service-definition';

/**
 * Runs a node over its items: bounded concurrency, one login, results in the order of the items,
 * each paired with the item it came from.
 *
 * Programmatic on purpose. n8n's declarative routing starts all items at once, logs in once per
 * item, does not link its output to the input, and cannot judge a 401 by its body.
 *
 * @throws NodeApiError, NodeOperationError the first failure, unless the node continues on failures
 */
export async function executeOperations<Credential>(
	context: IExecuteFunctions,
	table: OperationTable<Credential>,
	service: ServiceDefinition<Credential>,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[]];
	const results = new Array<INodeExecutionData>(items.length);
	const cancelSignal = context.getExecutionCancelSignal();
	const stop = new AbortController();
	cancelSignal?.addEventListener('abort', () => stop.abort(), { once: true });

	const settle = (index: number, serviceError: ServiceError): void => {
		if (cancelSignal?.aborted) throw new ManualExecutionCancelledError(context.getExecutionId());
		if (!context.continueOnFail()) {
			// Before the error is thrown: items that wait for a token or a pause must not go on.
			stop.abort();
			throw serviceError.cause ?? toNodeError(context.getNode(), serviceError, index);
		}
		results[index] = toErrorItem(serviceError, index);
	};

	const run = await OperationRunner.create(context, table, service, stop.signal);
	if (run instanceof ServiceError) {
		items.forEach((_, index) => settle(index, run));
		return [results];
	}
	await forEachConcurrently(items.length, run.concurrency, async (index) => {
		const outcome = cancelSignal?.aborted ? cancelledError(false) : await run.runItem(index);
		if (outcome instanceof ServiceError) settle(index, outcome);
		else results[index] = outcome;
	});
	if (cancelSignal?.aborted) throw new ManualExecutionCancelledError(context.getExecutionId());
	return [results];
}
