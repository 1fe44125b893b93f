import { ExpressionError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { Answer } from '../http/response';
import { DEFAULT_CONCURRENCY, DEFAULT_TIMEOUT } from '../operation/common-fields';
import { Failure, invalidInput, redact } from '../errors/service-error';
import {
	fieldLabels,
	findOperation,
	type Call,
	type Effect,
	type Operation,
	type OperationTable,
} from '../operation/operation';
import { ItemInput, ParameterReader } from '../operation/parameters';
import { Repeats } from './retry';
import type { Service } from '../operation/service-definition';
import { RunSession } from '../auth/token-session';
import { Turns } from './pacer';

/** One operation over the items of a run: what belongs to the run, and how one item goes through it. */
export class OperationRun<Credential> {
	private readonly turns = new Turns();

	private constructor(
		private readonly operation: Operation<Credential>,
		private readonly service: Service<Credential>,
		private readonly session: RunSession<Credential>,
		private readonly credential: Credential,
		private readonly repeats: Repeats,
		private readonly inputOf: (index: number) => ItemInput,
		/** How many items may be under way at once. */
		readonly concurrency: number,
	) {}

	/**
	 * @param stop aborted when nothing new may be sent
	 * @returns a failure that is one of every item, e.g. of a field of the credential
	 */
	static async open<Credential>(
		context: IExecuteFunctions,
		table: OperationTable<Credential>,
		service: Service<Credential>,
		stop: AbortSignal,
	): Promise<OperationRun<Credential> | Failure> {
		const operation = findOperation(
			table,
			context.getNodeParameter('resource', 0) as string,
			context.getNodeParameter('operation', 0) as string,
		);
		if (!operation) return invalidInput('Operation', 'is not known to this version of the node.');
		const reader = new ParameterReader(context);
		const labels = fieldLabels(table, operation);
		try {
			const concurrency = reader.positiveIntegerOption(
				'maxConcurrentRequests',
				DEFAULT_CONCURRENCY,
				labels,
			);
			const session = await RunSession.open(context, service, stop);
			return new OperationRun(
				operation,
				service,
				session,
				session.credential,
				new Repeats(stop),
				(index) => new ItemInput(reader, index, labels),
				concurrency,
			);
		} catch (error) {
			return asFailure(error);
		}
	}

	/** Takes one item from its parameters to its output. Every text of a failure is free of secrets. */
	async item(index: number): Promise<INodeExecutionData | Failure> {
		if (!this.operation.sendsNothing) await this.turns.next();
		const secrets: string[] = [];
		const outcome = await this.attempt(index, secrets);
		if (!(outcome instanceof Failure)) return outcome;
		return redact(outcome, [...this.session.secrets, ...secrets]);
	}

	/** @param secrets receives what is private to this item */
	private async attempt(index: number, secrets: string[]): Promise<INodeExecutionData | Failure> {
		const { operation, credential } = this;
		const input = this.inputOf(index);
		let effect: Effect = 'read';
		try {
			effect = typeof operation.effect === 'function' ? operation.effect(input) : operation.effect;
			const send = (call: Call): Promise<Answer> => this.send(call, input, effect, secrets);
			const json =
				'perform' in operation
					? await operation.perform(input, credential, send)
					: operation.toJson(await send(operation.toCall(input, credential)), input, credential);
			return { json, pairedItem: { item: index } };
		} catch (error) {
			return explain(asFailure(error), effect);
		}
	}

	/** @throws Failure */
	private async send(
		call: Call,
		input: ItemInput,
		effect: Effect,
		secrets: string[],
	): Promise<Answer> {
		const { operation, service, session, credential } = this;
		secrets.push(...(call.secrets ?? []));
		const ownToken = call.withoutSession ? undefined : service.ownToken(input);
		if (ownToken !== undefined) secrets.push(ownToken);
		const http = service.toHttp(call, credential);
		http.timeout = input.optionPositiveInteger('timeout', DEFAULT_TIMEOUT);
		const outcome = await this.repeats.run(effect, () =>
			session.send(http, call, operation, ownToken),
		);
		if (outcome instanceof Failure) throw outcome;
		return outcome;
	}
}

/** Adds what the user must know of a write without an answer, of bad luck, or of a wait given up. */
function explain(failure: Failure, effect: Effect): Failure {
	const isDoubtful = effect === 'write' && failure.maybeCarriedOut;
	const notes = [
		isDoubtful ? 'The call may have been carried out: look before you send it again.' : '',
		failure.description,
		failure.transient && !isDoubtful ? 'Run the item again.' : '',
		failure.retryAfterMs === undefined
			? ''
			: `The service asked to wait ${Math.ceil(failure.retryAfterMs / 1000)} s.`,
	];
	return failure.with({ description: notes.filter((note) => note !== '').join(' ') });
}

/**
 * Anything thrown on the way of an item is that item's failure: n8n takes an exception of a node
 * that continues on failures for success, and passes its input on. What n8n itself threw is kept
 * as the cause, for a run that stops at it.
 */
function asFailure(error: unknown): Failure {
	if (error instanceof Failure) return error;
	const failure = new Failure({
		reason: error instanceof ExpressionError ? 'invalid_input' : 'service_error',
		message: error instanceof Error ? error.message : String(error),
	});
	failure.cause = error;
	return failure;
}
