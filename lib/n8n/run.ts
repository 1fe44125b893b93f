import {
	ManualExecutionCancelledError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { toErrorItem, toNodeError } from './errors';
import { Failure } from './failure';
import type { OperationTable } from './operation';
import { OperationRun } from './operation-run';
import { forEachConcurrently } from './pool';
import type { Service } from './service';

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
	const settle = (index: number, failure: Failure): void => {
		if (!context.continueOnFail()) {
			throw failure.cause ?? toNodeError(context.getNode(), failure, index);
		}
		results[index] = toErrorItem(failure, index);
	};

	const run = await OperationRun.open(context, table, service);
	if (run instanceof Failure) {
		items.forEach((_, index) => settle(index, run));
		return [results];
	}
	const signal = context.getExecutionCancelSignal();
	await forEachConcurrently(items.length, run.concurrency, async (index) => {
		if (signal?.aborted) throw new ManualExecutionCancelledError(context.getExecutionId());
		const outcome = await run.item(index);
		if (signal?.aborted) throw new ManualExecutionCancelledError(context.getExecutionId());
		if (outcome instanceof Failure) settle(index, outcome);
		else results[index] = outcome;
	});
	return [results];
}
