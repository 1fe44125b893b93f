import {
	ManualExecutionCancelledError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { toErrorItem, toNodeError } from '../errors/node-errors';
import { cancelled, Failure } from '../errors/service-error';
import type { OperationTable } from '../operation/operation';
import { OperationRun } from './operation-runner';
import { forEachConcurrently } from './concurrency';
import type { Service } from '../operation/service-definition';

/**
 * Runs a node over its items: bounded concurrency, one login, results in the order of the items,
 * each paired with the item it came from.
 *
 * Programmatic on purpose. n8n's declarative routing starts all items at once, logs in once per
 * item, does not link its output to the input, and cannot judge a 401 by its body.
 *
 * @throws NodeApiError, NodeOperationError the first failure, unless the node continues on failures
 */
export async function runOperations<Credential>(
	context: IExecuteFunctions,
	table: OperationTable<Credential>,
	service: Service<Credential>,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[]];
	const results = new Array<INodeExecutionData>(items.length);
	const cancelSignal = context.getExecutionCancelSignal();
	const stop = new AbortController();
	cancelSignal?.addEventListener('abort', () => stop.abort(), { once: true });

	const settle = (index: number, failure: Failure): void => {
		if (cancelSignal?.aborted) throw new ManualExecutionCancelledError(context.getExecutionId());
		if (!context.continueOnFail()) {
			// Before the error is thrown: items that wait for a token or a pause must not go on.
			stop.abort();
			throw failure.cause ?? toNodeError(context.getNode(), failure, index);
		}
		results[index] = toErrorItem(failure, index);
	};

	const run = await OperationRun.open(context, table, service, stop.signal);
	if (run instanceof Failure) {
		items.forEach((_, index) => settle(index, run));
		return [results];
	}
	await forEachConcurrently(items.length, run.concurrency, async (index) => {
		const outcome = cancelSignal?.aborted ? cancelled(false) : await run.item(index);
		if (outcome instanceof Failure) settle(index, outcome);
		else results[index] = outcome;
	});
	if (cancelSignal?.aborted) throw new ManualExecutionCancelledError(context.getExecutionId());
	return [results];
}
