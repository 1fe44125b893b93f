import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TokenSession } from '../auth/token-session';
import { TokenSessions } from '../auth/token-sessions';
import { redact } from '../errors/redact';
import { cancelledError, invalidInput, ServiceError } from '../errors/service-error';
import { redactResponse } from '../http/redact-response';
import type { HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import { DEFAULT_TIMEOUT, MAX_TIMEOUT } from '../http/deadline';
import { DEFAULT_CONCURRENCY } from '../operation/common-fields';
import {
	fieldLabels,
	findOperation,
	type Effect,
	type Operation,
	type OperationTable,
} from '../operation/operation';
import { rejectModelChoice, rejectModelInput } from '../operation/model-input';
import { ParameterReader } from '../operation/parameter-reader';
import { ItemParameters } from '../operation/parameters';
import type { Run } from '../operation/run';
import type { ServiceDefinition } from '../operation/service-definition';
import { isTool } from '../operation/tool-expression';
import type { OutputItem } from '../response/output';
import { readResponseSettings } from '../response/settings';
import { respond } from '../response/respond';
import { RateLimiter } from '../time/rate-limiter';
import { acceptAcknowledgement } from './acknowledgement';
import { asServiceError, withAdvice } from './item-error';
import { Pacer } from './pacer';
import { RetryPolicy } from './retry';

interface ItemContext<Credential> {
	effect: Effect;
	session: TokenSession<Credential>;
	secrets: string[];
}

/** Runs one operation: what its items share, and the way of each item from parameters to output. */
export class OperationRunner<Credential> {
	private readonly pacer: Pacer;
	private readonly retryPolicies = new WeakMap<TokenSession<Credential>, RetryPolicy>();

	private constructor(
		private readonly operation: Operation<Credential>,
		private readonly service: ServiceDefinition<Credential>,
		private readonly sessions: TokenSessions<Credential>,
		private readonly run: Run,
		private readonly reader: ParameterReader,
		private readonly helpers: Pick<IExecuteFunctions['helpers'], 'prepareBinaryData'>,
		/** How many items may run at once. */
		readonly concurrency: number,
		private readonly isTool: boolean,
	) {
		this.pacer = new Pacer(concurrency, run.stop);
	}

	/**
	 * @returns an error that every item has, e.g. of a field of the credential
	 */
	static async create<Credential>(
		context: IExecuteFunctions,
		table: OperationTable<Credential>,
		service: ServiceDefinition<Credential>,
		{ stop, report }: Omit<Run, 'limiter'>,
	): Promise<OperationRunner<Credential> | ServiceError> {
		const node = context.getNode();
		try {
			rejectModelChoice(node);
			const operation = findOperation(
				table,
				context.getNodeParameter('resource', 0) as string,
				context.getNodeParameter('operation', 0) as string,
			);
			if (!operation)
				return invalidInput('Operation', 'is not supported by this version of the node.');
			const labels = fieldLabels(table, operation);
			rejectModelInput(node, operation, labels);
			const reader = new ParameterReader(context, labels);
			const concurrency = reader.positiveIntegerOption(
				'maxConcurrentRequests',
				DEFAULT_CONCURRENCY,
			);
			const limiter = new RateLimiter(reader.rateOption('maxRequestsPerSecond'), stop);
			const run = { stop, limiter, report };
			const sessions = await TokenSessions.create(context, service, run);
			return new OperationRunner(
				operation,
				service,
				sessions,
				run,
				reader,
				context.helpers,
				concurrency,
				isTool(node),
			);
		} catch (error) {
			return asServiceError(error);
		}
	}

	/**
	 * Runs one item. Never rejects.
	 *
	 * @returns the output items, or an error whose texts are free of secrets
	 */
	async runItem(index: number): Promise<INodeExecutionData[] | ServiceError> {
		await (this.operation.sendsNothing ? this.pacer.yieldEventLoop() : this.pacer.wait());
		if (this.run.stop.aborted) return cancelledError(false);
		const secrets: string[] = [];
		let knownSecrets: () => string[] = () => [];
		const input = new ItemParameters(this.reader, index);
		let effect: Effect = 'read';
		try {
			const session = await this.sessions.of(index);
			knownSecrets = () => session.secrets;
			const { operation } = this;
			effect = typeof operation.effect === 'function' ? operation.effect(input) : operation.effect;
			const output = await this.execute(input, { effect, session, secrets });
			return output.map((item) => linkTo(index, item));
		} catch (error) {
			const serviceError = withAdvice(asServiceError(error), effect, this.isTool);
			return redact(serviceError, [...knownSecrets(), ...secrets]);
		}
	}

	private async execute(
		input: ItemParameters,
		item: ItemContext<Credential>,
	): Promise<OutputItem[]> {
		const { operation, service } = this;
		const { credential } = item.session;
		if ('execute' in operation) {
			const json = await operation.execute(input, credential, (request) =>
				this.send(request, input, item, operation),
			);
			return [{ json }];
		}
		const rules = operation.responseRules?.(credential);
		const settings = rules && readResponseSettings(input, item.effect, rules);
		const request = operation.buildRequest(input, credential);
		const accepting = acceptAcknowledgement(operation, request, item.effect, service.checkResponse);
		const parse = (response: HttpResponse): IDataObject =>
			accepting.parseResponse(response, input, credential);
		if (!rules || !settings) {
			return [{ json: parse(await this.send(request, input, item, accepting)) }];
		}
		const { output, end } = await respond(request, settings, rules, {
			service: service.name,
			check: accepting.checkResponse,
			send: (page, checkResponse) => this.send(page, input, item, { ...accepting, checkResponse }),
			parse,
			prepareBinaryData: this.helpers.prepareBinaryData,
			secrets: () => [...item.session.secrets, ...item.secrets],
		});
		if (end === 'limit') this.run.report.itemsWithPagesCut++;
		if (end === 'repeated') this.run.report.itemsWithRepeatedPage++;
		return output;
	}

	/**
	 * @param item `secrets` receives those of the item
	 * @throws ServiceError
	 */
	private async send(
		request: ServiceRequest,
		input: ItemParameters,
		{ effect, session, secrets }: ItemContext<Credential>,
		operation: Operation<Credential>,
	): Promise<HttpResponse> {
		const { service } = this;
		secrets.push(...(request.secrets ?? []));
		const itemToken = request.unauthenticated ? undefined : service.itemToken(input);
		if (itemToken !== undefined) secrets.push(itemToken);
		const options = service.toRequestOptions(request, session.credential);
		const timeout = input.options.positiveInteger('timeout', DEFAULT_TIMEOUT);
		options.timeout = Math.min(timeout, MAX_TIMEOUT);
		const result = await this.retryPolicyOf(session).send(effect, (nextTurn) =>
			session.send(options, { request, operation, effect, itemToken, nextTurn }),
		);
		if (result instanceof ServiceError) throw result;
		if (result.status < 400) return result;
		// Like the texts of an error, since a service may echo there what it was sent.
		return redactResponse(result, [...session.secrets, ...secrets]);
	}

	/** One for each resolved credential: another tenant's rate limit or outage is not this one's. */
	private retryPolicyOf(session: TokenSession<Credential>): RetryPolicy {
		const policy = this.retryPolicies.get(session) ?? new RetryPolicy(this.run);
		this.retryPolicies.set(session, policy);
		return policy;
	}
}

/** Written out, since V8 keeps more for an item that is made with a spread: 176 bytes on Node.js 20, 32 on 24. */
function linkTo(index: number, { json, binary }: OutputItem): INodeExecutionData {
	const pairedItem = { item: index };
	return binary ? { json, binary, pairedItem } : { json, pairedItem };
}
