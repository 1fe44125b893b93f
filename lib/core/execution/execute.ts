import {
	ManualExecutionCancelledError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { toErrorItem, toNodeError } from '../errors/node-errors';
import { cancelledError, ServiceError } from '../errors/service-error';
import type { OperationTable } from '../operation/operation';
import { RunReport } from '../operation/run-report';
import type { ServiceDefinition } from '../operation/service-definition';
import { isTool } from '../operation/tool-expression';
import { forEachConcurrently } from './concurrency';
import { OperationRunner } from './operation-runner';
import { addRunHint } from './run-hint';

/**
 * Runs a node over its items: bounded concurrency, one login, output in the order of the items,
 * each linked to the item it came from.
 *
 * Programmatic on purpose. n8n's declarative routing starts all items at once, logs in once per
 * item, does not link its output to the input, and cannot see what the body of a 401 says.
 *
 * @returns one output: one item for each input item, unless the user splits responses or takes several pages
 * @throws NodeApiError, NodeOperationError for the first item that fails, unless the node continues on fail
 * @throws ManualExecutionCancelledError when the execution was cancelled
 */
export async function executeOperations<Credential>(
	context: IExecuteFunctions,
	table: OperationTable<Credential>,
	service: ServiceDefinition<Credential>,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[]];
	const outputs = new Array<INodeExecutionData[]>(items.length);
	const isAgentTool = isTool(context.getNode());
	// Agents before version 3 hand their model an empty text instead of an error that a tool throws.
	const continues =
		context.continueOnFail() || (isAgentTool && context.getNode().onError !== 'stopWorkflow');
	const cancelSignal = context.getExecutionCancelSignal();
	const stop = new AbortController();
	const run = { stop: stop.signal, report: new RunReport() };
	let cancel = (): void => {};
	const cancelled = new Promise<void>((resolve) => {
		cancel = () => {
			stop.abort();
			resolve();
		};
	});

	const throwIfCancelled = (): void => {
		if (cancelSignal?.aborted) throw new ManualExecutionCancelledError(context.getExecutionId());
	};
	const fail = (index: number, found: ServiceError): void => {
		throwIfCancelled();
		// An agent hands its model the message only.
		const error = isAgentTool ? found.with({ message: found.text, description: '' }) : found;
		if (!continues) {
			// Before the error is thrown: items that wait for a token or a pause must not go on.
			stop.abort();
			throw error.cause ?? toNodeError(context.getNode(), error, index);
		}
		run.report.itemFailed(error);
		outputs[index] = [toErrorItem(error, index)];
	};

	const runItems = async (): Promise<void> => {
		const runner = await OperationRunner.create(context, table, service, run);
		if (runner instanceof ServiceError) return items.forEach((_, index) => fail(index, runner));
		run.report.concurrency = runner.concurrency;
		await forEachConcurrently(items.length, runner.concurrency, async (index) => {
			const result = cancelSignal?.aborted ? cancelledError(false) : await runner.runItem(index);
			if (result instanceof ServiceError) fail(index, result);
			else outputs[index] = result;
		});
	};
	cancelSignal?.addEventListener('abort', cancel);
	try {
		// A cancelled run does not wait for what cannot be ended, such as a renewal that others share.
		await Promise.race([runItems(), cancelled]);
	} finally {
		// The signal lives as long as the execution, in which the node may run many times. Not by the option
		// `signal`: of several such listeners, Node.js may remove the last only (nodejs/node#63954).
		cancelSignal?.removeEventListener('abort', cancel);
	}
	throwIfCancelled();
	addRunHint(context, run.report, items.length);
	return [outputs.flat()];
}
