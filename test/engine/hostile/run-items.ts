import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { martaStore, runNode, saisonStore } from '../harness';
import { verifyMac, type Mac } from '../mac';
import { headersOf, type RawRequest, type RawServer } from './raw-server';

export const SECRET = 'hostile-test-secret';
export const MEMBER = 'member-token-0001';
export const SESSION = 'session-token-0001';

/** What became of one item: a rejection, or the one request it made. */
export interface Outcome {
	error?: string;
	details?: IDataObject;
	request?: RawRequest;
}

interface HostileRun {
	node: 'saisonConnect' | 'marta';
	parameters: INodeParameters;
	items: IDataObject[];
}

/**
 * Runs all items in one execution, one after the other, so that the n-th request is that of the
 * n-th item that was not rejected.
 */
export async function runItems(
	server: RawServer,
	{ node, parameters, items }: HostileRun,
): Promise<Outcome[]> {
	server.requests.length = 0;
	server.connections = 0;
	const custom = { environment: 'custom', baseUrl: server.origin };
	const token = node === 'marta' ? { sessionToken: SESSION } : { memberAccessToken: MEMBER };
	const isLogin = parameters.resource === 'customer';
	const result = await runNode({
		node,
		items,
		onError: 'continueRegularOutput',
		store: node === 'marta' ? martaStore(custom) : saisonStore({ ...custom, clientSecret: SECRET }),
		parameters: {
			...parameters,
			options: {
				...(!isLogin && token),
				...(parameters.options as INodeParameters),
				maxConcurrentRequests: 1,
			},
		},
	});
	expect(result.error?.message).toBeUndefined();
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
		items.map((_, item) => ({ item })),
	);
	const requests = [...server.requests];
	const outcomes = result.items.map(({ json }): Outcome => {
		const { error, details } = json as { error?: string; details?: IDataObject };
		return details === undefined ? { request: requests.shift() } : { error, details };
	});
	// No rejected item has sent anything, and none was sent twice.
	expect(requests).toEqual([]);
	expect(outcomes.filter(({ details, request }) => !details && !request)).toEqual([]);
	expect(server.connections).toBe(server.requests.length);
	return outcomes;
}

/** That an item was rejected before anything was sent, in a short text that names the field. */
export function expectRejected({ error, details }: Outcome, ...fields: string[]): void {
	expect(details).toEqual({ reason: 'invalid_input', httpStatus: null, resultCode: null });
	expect(fields.filter((field) => error?.includes(`'${field}'`))).not.toEqual([]);
	expect(error?.length).toBeLessThanOrEqual(700);
}

/** Checks the MAC over the request line as it came out of the socket. */
export function expectSigned(server: RawServer, request: RawRequest, token = MEMBER): Mac {
	expect(headersOf(request, 'authorization')).toHaveLength(1);
	const mac = verifyMac(
		{
			origin: server.origin,
			method: request.method,
			uri: request.target,
			headers: Object.fromEntries(
				request.headers.map(([name, value]) => [name.toLowerCase(), value]),
			),
		} as never,
		SECRET,
	);
	expect(mac.id).toBe(token);
	return mac;
}

/** That what frames the request is there once and true, so that no server reads two out of it. */
export function expectFramed(request: RawRequest): void {
	expect(headersOf(request, 'transfer-encoding')).toEqual([]);
	expect(headersOf(request, 'host')).toHaveLength(1);
	const length = request.body.length === 0 ? ['', '0'] : [String(request.body.length)];
	expect(length).toContain(headersOf(request, 'content-length').join());
}

/** What no input may have brought about. */
export function expectNoPollution(): void {
	expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	expect(Object.keys(Object.prototype)).toEqual([]);
}
