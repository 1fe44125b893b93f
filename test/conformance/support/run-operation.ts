import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeTypeDescription,
} from 'n8n-workflow';
import type { HttpResponse } from '../../../lib/core/http/response';
import { ServiceError } from '../../../lib/core/errors/service-error';
import type { ServiceRequest } from '../../../lib/core/http/service-request';
import { fieldLabels, type Operation } from '../../../lib/core/operation/operation';
import { rejectModelInput } from '../../../lib/core/operation/model-input';
import { ParameterReader } from '../../../lib/core/operation/parameter-reader';
import { ItemParameters } from '../../../lib/core/operation/parameters';
import { readMartaCredential, type MartaCredential } from '../../../lib/marta/credential';
import { readSaisonCredential, type SaisonCredential } from '../../../lib/saison/auth/credential';
import { decodeState } from '../../../lib/saison/consent/state-codec';
import { response } from '../../unit/support/responses';
import { martaData, saisonData } from '../../unit/support/credentials';
import type { NodeUnderTest } from './nodes';
import type { Values } from './samples';

/** What one item did: the parameters it read, what it sent, and what came out. */
export interface Trace {
	reads: Array<{ name: string; item: number }>;
	requests: ServiceRequest[];
	output?: object;
	serviceError?: ServiceError;
}

/** A response with the fields of both services, so that every operation finds its own. */
const RESPONSE = {
	result_code: '000',
	token: 'TOKEN',
	refreshtoken: 'REFRESH',
	access_token: 'ACCESS',
	refresh_token: 'REFRESH',
};

/** Both credentials in one object; the client is another one than in the last run. */
export function sampleCredential(client = 'CLIENT-0'): SaisonCredential & MartaCredential {
	return {
		...readMartaCredential(martaData({ scope: 'customersynchro', foreignId: 'F-1' })),
		...readSaisonCredential(saisonData({ clientId: client, scope: 'openid' })),
		scope: 'customersynchro',
	};
}

interface Options {
	/** The response of the service. */
	respond?: (request: ServiceRequest) => HttpResponse;
	/** Parameters as the workflow stores them, where it matters; any expression otherwise. */
	raw?: Record<string, unknown>;
	/** Of a client that no run has had before, so that nothing is remembered of it. */
	isFirstRun?: boolean;
	/** Runs it as an agent's tool, where what is not in `raw` is a fixed value. */
	asTool?: boolean;
}

/** Few, since a client's key for states takes long to derive. */
const CLIENTS = 3;
let runs = 0;

/**
 * Runs one operation over items as the node would, with a service that responds at once. Every
 * parameter with a value is an expression, so that each item reads its own.
 */
export async function runOperation(
	{ table, description }: NodeUnderTest,
	[resource, operation]: [string, Operation<object>],
	items: Values[],
	options: Options = {},
): Promise<Trace[]> {
	const { respond = () => response(200, RESPONSE), raw = {}, asTool = false } = options;
	const client = options.isFirstRun ? `CLIENT-NEW-${++runs}` : `CLIENT-${++runs % CLIENTS}`;
	const credential = sampleCredential(client);
	const isEmpty = (name: string): boolean => items.every((item) => (item[name] ?? '') === '');
	const expressions = new Proxy(raw, {
		get: (own, name: string) =>
			own[name] ?? storedValue(items[0][name], asTool ? '0' : isEmpty(name) ? '=' : '={{ 0 }}'),
	});
	const node = {
		name: 'Under Test',
		type: asTool ? 'sampleTool' : 'sample',
		parameters: expressions,
	} as INode;
	const reads: Trace['reads'] = [];
	const base = { resource, operation: operation.value };
	const source = {
		getNode: () => node,
		getNodeParameter: ((path: string, item: number) => {
			// The parts of resource locators and mappers are read on their own.
			const [, name, isPart, id] = /^(\w+)(\.value(?:\["(.*)"\])?)?$/.exec(path) ?? [];
			reads.push({ name, item });
			if (name !== 'options' && isHidden(description, { ...base, ...items[item] }, name)) {
				// As in n8n, which stores no value of a field that is not shown.
				return expectShown(name);
			}
			const value = items[item][name];
			if (isPart === undefined) return value;
			const part = (value as { value?: unknown } | null)?.value;
			return id === undefined ? part : (part as Values)[id];
		}) as never,
		// No expression above has text around it, so none is evaluated by itself.
		evaluateExpression: () => null,
	};
	const labels = fieldLabels(table, operation);
	const reader = new ParameterReader(source, labels);
	const traces: Trace[] = [];
	for (const index of items.keys()) {
		const trace: Trace = { reads: [], requests: [] };
		const send = async (request: ServiceRequest): Promise<HttpResponse> => {
			trace.requests.push(request);
			const attempt = async () => respond(request);
			return await (request.shareAttempt?.(attempt) ?? attempt());
		};
		try {
			rejectModelInput(node, operation, labels);
			const input = new ItemParameters(reader, index);
			if (typeof operation.effect === 'function') operation.effect(input);
			trace.output =
				'execute' in operation
					? await operation.execute(input, credential, send)
					: operation.parseResponse(
							await send(operation.buildRequest(input, credential)),
							input,
							credential,
						);
		} catch (error) {
			if (!(error instanceof ServiceError)) return await Promise.reject(error);
			trace.serviceError = error;
		}
		trace.reads = reads.splice(0);
		traces.push(trace);
	}
	return await Promise.all(traces.map(async (trace) => await settled(trace, client)));
}

/** A resource mapper stores its values one by one. */
function storedValue(value: unknown, text: string): unknown {
	if (typeof value !== 'object' || value === null || !('mappingMode' in value)) return text;
	const { value: values } = value as { value?: unknown };
	const ids = Object.keys({ ...(values as object) });
	return { ...value, value: Object.fromEntries(ids.map((id) => [id, text])) };
}

export class HiddenRead extends Error {}

function expectShown(name: string): never {
	throw new HiddenRead(`reads '${name}' where the form does not show it`);
}

function isHidden(description: INodeTypeDescription, values: Values, name: string): boolean {
	const fields = description.properties.filter((field) => field.name === name);
	if (fields.length === 0) return false;
	const node = { typeVersion: 1, parameters: {} } as INode;
	return !fields.some((field) =>
		NodeHelpers.displayParameter(values as INodeParameters, field, node, description),
	);
}

/** The same trace without what depends on chance and the clock. */
async function settled(trace: Trace, client: string): Promise<Trace> {
	const { reads, requests, output, serviceError } = trace;
	const states = JSON.stringify([requests, output ?? null]).match(/[0-9a-f]{112,}/g) ?? [];
	const contents = new Map<string, string>();
	for (const state of states) contents.set(state, await contentOf(state, client));
	const same = <T>(value: T): T =>
		value === undefined
			? value
			: (JSON.parse(
					JSON.stringify(value)
						.replaceAll(client, 'CLIENT')
						.replace(/[0-9a-f]{112,}/g, (state) => contents.get(state) ?? ''),
				) as T);
	return { reads, requests: same(requests), output: same(output), serviceError };
}

async function contentOf(text: string, client: string): Promise<string> {
	try {
		const state = await decodeState(sampleCredential(client), text);
		return [state.kind, state.purpose, state.memberReference, state.memberService].join('/');
	} catch {
		// Of another client.
		return 'FOREIGN';
	}
}
