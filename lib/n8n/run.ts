import {
	ExpressionError,
	ManualExecutionCancelledError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { DEFAULT_CONCURRENCY, DEFAULT_TIMEOUT } from './common-options';
import { toErrorItem, toNodeError } from './errors';
import { Failure, invalidInput, redact } from './failure';
import { fieldLabels, findOperation, type Operation, type OperationTable } from './operation';
import { ItemInput, ParameterReader } from './parameters';
import { forEachConcurrently } from './pool';
import { Repeats } from './repeat';
import type { Service } from './service';
import { RunSession } from './session';

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
		if (!context.continueOnFail()) throw toNodeError(context.getNode(), failure, index);
		results[index] = toErrorItem(failure, index);
	};

	const run = await openRun(context, table, service);
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

interface Run {
	concurrency: number;
	item(index: number): Promise<INodeExecutionData | Failure>;
}

/** What belongs to the run and not to an item; a failure here is one of every item. */
async function openRun<Credential>(
	context: IExecuteFunctions,
	table: OperationTable<Credential>,
	service: Service<Credential>,
): Promise<Run | Failure> {
	const operation = findOperation(
		table,
		context.getNodeParameter('resource', 0) as string,
		context.getNodeParameter('operation', 0) as string,
	);
	if (!operation) return invalidInput('Operation', 'is not known to this version of the node.');
	const reader = new ParameterReader(context);
	const labels = fieldLabels(table, operation);
	const session = await RunSession.open(context, service);
	const repeats = new Repeats(context.getExecutionCancelSignal());
	try {
		const first = new ItemInput(reader, 0, labels);
		return {
			concurrency: first.optionPositiveInteger('maxConcurrentRequests', DEFAULT_CONCURRENCY),
			item: itemRunner(
				operation,
				service,
				session,
				session.credential,
				repeats,
				(index) => (index === 0 ? first : new ItemInput(reader, index, labels)),
				context.continueOnFail(),
			),
		};
	} catch (error) {
		return asFailure(error);
	}
}

function itemRunner<Credential>(
	operation: Operation<Credential>,
	service: Service<Credential>,
	session: RunSession<Credential>,
	credential: Credential,
	repeats: Repeats,
	inputOf: (index: number) => ItemInput,
	continueOnFail: boolean,
): Run['item'] {
	const safe = (failure: Failure): Failure => redact(failure, session.secrets);
	return async (index) => {
		try {
			const input = inputOf(index);
			const effect =
				typeof operation.effect === 'function' ? operation.effect(input) : operation.effect;
			const call = operation.toCall(input, credential);
			const ownToken = call.withoutSession ? undefined : service.ownToken(input);
			const http = service.toHttp(call, credential);
			http.timeout = input.optionPositiveInteger('timeout', DEFAULT_TIMEOUT);
			const outcome = await repeats.run(effect, () =>
				session.send(http, call, operation, ownToken),
			);
			if (outcome instanceof Failure) return safe(explain(outcome, effect === 'write'));
			return {
				json: operation.toJson(outcome, input, credential),
				pairedItem: { item: index },
			};
		} catch (error) {
			if (error instanceof ExpressionError && continueOnFail) {
				return new Failure({ reason: 'invalid_input', message: error.message });
			}
			return safe(asFailure(error));
		}
	};
}

/** Adds what the user must know of a wait that was given up, or of a write without an answer. */
function explain(failure: Failure, isWrite: boolean): Failure {
	const notes = [failure.description];
	if (failure.retryAfterMs !== undefined) {
		notes.push(`The service asked to wait ${Math.ceil(failure.retryAfterMs / 1000)} s.`);
	}
	if (isWrite && failure.maybeCarriedOut) {
		notes.push('The call may have been carried out: look before you send it again.');
	}
	return failure.with({ description: notes.filter((note) => note !== '').join(' ') });
}

/** A failure of ours stays one; anything else is for n8n to show as it is. */
function asFailure(error: unknown): Failure {
	if (error instanceof Failure) return error;
	throw error;
}
