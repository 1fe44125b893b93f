import { ExpressionError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { HttpResponse } from '../http/response';
import { DEFAULT_CONCURRENCY, DEFAULT_TIMEOUT } from '../operation/common-fields';
import { redact } from '../errors/redact';
import { ServiceError, invalidInput } from '../errors/service-error';
import {
	fieldLabels,
	findOperation,
	type ServiceRequest,
	type Effect,
	type Operation,
	type OperationTable,
} from '../operation/operation';
import { ItemParameters, ParameterReader } from '../operation/parameters';
import { RetryPolicy } from './retry';
import type { ServiceDefinition } from '../operation/service-definition';
import { TokenSession } from '../auth/token-session';
import { Pacer } from './pacer';

/** One operation over the items of a run: what belongs to the run, and how one item goes through it. */
export class OperationRunner<Credential> {
	private readonly pacer = new Pacer();

	private constructor(
		private readonly operation: Operation<Credential>,
		private readonly service: ServiceDefinition<Credential>,
		private readonly session: TokenSession<Credential>,
		private readonly credential: Credential,
		private readonly retryPolicy: RetryPolicy,
		private readonly parametersOf: (index: number) => ItemParameters,
		/** How many items may be under way at once. */
		readonly concurrency: number,
	) {}

	/**
	 * @param stop aborted when nothing new may be sent
	 * @returns a failure that is one of every item, e.g. of a field of the credential
	 */
	static async create<Credential>(
		context: IExecuteFunctions,
		table: OperationTable<Credential>,
		service: ServiceDefinition<Credential>,
		stop: AbortSignal,
	): Promise<OperationRunner<Credential> | ServiceError> {
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
			const session = await TokenSession.create(context, service, stop);
			return new OperationRunner(
				operation,
				service,
				session,
				session.credential,
				new RetryPolicy(stop),
				(index) => new ItemParameters(reader, index, labels),
				concurrency,
			);
		} catch (error) {
			return asServiceError(error);
		}
	}

	/** Takes one item from its parameters to its output. Every text of a failure is free of secrets. */
	async runItem(index: number): Promise<INodeExecutionData | ServiceError> {
		if (!this.operation.sendsNothing) await this.pacer.wait();
		const secrets: string[] = [];
		const outcome = await this.attempt(index, secrets);
		if (!(outcome instanceof ServiceError)) return outcome;
		return redact(outcome, [...this.session.secrets, ...secrets]);
	}

	/** @param secrets receives what is private to this item */
	private async attempt(
		index: number,
		secrets: string[],
	): Promise<INodeExecutionData | ServiceError> {
		const { operation, credential } = this;
		const input = this.parametersOf(index);
		let effect: Effect = 'read';
		try {
			effect = typeof operation.effect === 'function' ? operation.effect(input) : operation.effect;
			const send = (request: ServiceRequest): Promise<HttpResponse> =>
				this.send(request, input, effect, secrets);
			const json =
				'execute' in operation
					? await operation.execute(input, credential, send)
					: operation.parseResponse(
							await send(operation.buildRequest(input, credential)),
							input,
							credential,
						);
			return { json, pairedItem: { item: index } };
		} catch (error) {
			return withAdvice(asServiceError(error), effect);
		}
	}

	/** @throws ServiceError */
	private async send(
		request: ServiceRequest,
		input: ItemParameters,
		effect: Effect,
		secrets: string[],
	): Promise<HttpResponse> {
		const { operation, service, session, credential } = this;
		secrets.push(...(request.secrets ?? []));
		const itemToken = request.unauthenticated ? undefined : service.itemToken(input);
		if (itemToken !== undefined) secrets.push(itemToken);
		const options = service.toRequestOptions(request, credential);
		options.timeout = input.optionPositiveInteger('timeout', DEFAULT_TIMEOUT);
		const outcome = await this.retryPolicy.run(effect, () =>
			session.send(options, request, operation, itemToken),
		);
		if (outcome instanceof ServiceError) throw outcome;
		return outcome;
	}
}

/** Adds what the user must know of a write without an answer, of bad luck, or of a wait given up. */
function withAdvice(serviceError: ServiceError, effect: Effect): ServiceError {
	const isDoubtful = effect === 'write' && serviceError.mayHaveBeenProcessed;
	const notes = [
		isDoubtful ? 'The call may have been carried out: look before you send it again.' : '',
		serviceError.description,
		serviceError.transient && !isDoubtful ? 'Run the item again.' : '',
		serviceError.retryAfterMs === undefined
			? ''
			: `The service asked to wait ${Math.ceil(serviceError.retryAfterMs / 1000)} s.`,
	];
	return serviceError.with({ description: notes.filter((note) => note !== '').join(' ') });
}

/**
 * Anything thrown on the way of an item is that item's failure: n8n takes an exception of a node
 * that continues on failures for success, and passes its input on. What n8n itself threw is kept
 * as the cause, for a run that stops at it.
 */
function asServiceError(error: unknown): ServiceError {
	if (error instanceof ServiceError) return error;
	const serviceError = new ServiceError({
		reason: error instanceof ExpressionError ? 'invalid_input' : 'service_error',
		message: error instanceof Error ? error.message : String(error),
	});
	serviceError.cause = error;
	return serviceError;
}
