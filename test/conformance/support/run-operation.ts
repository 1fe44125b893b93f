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
import { ParameterReader } from '../../../lib/core/operation/parameter-reader';
import { ItemParameters } from '../../../lib/core/operation/parameters';
import { readMartaCredential, type MartaCredential } from '../../../lib/marta/credential';
import { readSaisonCredential, type SaisonCredential } from '../../../lib/saison/auth/credential';
import { readState } from '../../../lib/saison/consent/state';
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

/** Both credentials in one object. */
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
}

let clients = 0;

/**
 * Runs one operation over items as the node would, with a service that responds at once. Every
 * parameter is an expression, so that each item reads its own.
 */
export async function runOperation(
	{ table, description }: NodeUnderTest,
	[resource, operation]: [string, Operation<object>],
	items: Values[],
	{ respond = () => response(200, RESPONSE), raw = {} }: Options = {},
): Promise<Trace[]> {
	const client = `CLIENT-${++clients}`;
	const credential = sampleCredential(client);
	const expressions = new Proxy(raw, { get: (own, name: string) => own[name] ?? '={{ 0 }}' });
	const reads: Trace['reads'] = [];
	const base = { resource, operation: operation.value };
	const source = {
		getNode: () => ({ parameters: expressions }) as INode,
		getNodeParameter: ((name: string, item: number) => {
			reads.push({ name, item });
			if (name !== 'options' && isHidden(description, { ...base, ...items[item] }, name)) {
				// As in n8n, which stores no value of a field that is not shown.
				return expectShown(name);
			}
			return items[item][name];
		}) as never,
	};
	const reader = new ParameterReader(source, fieldLabels(table, operation));
	const traces: Trace[] = [];
	for (const index of items.keys()) {
		const trace: Trace = { reads: [], requests: [] };
		const send = async (request: ServiceRequest): Promise<HttpResponse> => {
			trace.requests.push(request);
			return respond(request);
		};
		try {
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
	return traces.map((trace) => settled(trace, client));
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
function settled({ reads, requests, output, serviceError }: Trace, client: string): Trace {
	const same = <T>(value: T): T =>
		value === undefined
			? value
			: (JSON.parse(
					JSON.stringify(value)
						.replaceAll(client, 'CLIENT')
						.replace(/[0-9a-f]{112,}/g, (state) => contentOf(state, client)),
				) as T);
	return { reads, requests: same(requests), output: same(output), serviceError };
}

function contentOf(state: string, client: string): string {
	for (const purpose of ['authorization', 'twoFactor'] as const) {
		try {
			const read = readState(sampleCredential(client), state, purpose, 3_600_000, Date.now());
			return [read.purpose, read.memberReference, read.memberService].join('/');
		} catch {
			// For the other purpose, or of another client.
		}
	}
	return 'FOREIGN';
}
