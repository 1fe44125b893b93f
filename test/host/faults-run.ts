import type { FaultOrder, RecordedRequest } from '../../sandbox';
import { FaultyService, runSteps, type Run, type Step } from './faults-service';
import type { Expected, OtherServers, FaultCase } from './faults-expected';
import { FAULTS } from './faults-list';
import { OPERATIONS, type TestedOperation, type ServiceName } from './faults-operations';
import { createCredential, type Environment } from './environment';

/** A fault and the operation that meets it, in the order of the lists. */
export interface Pair {
	fault: FaultCase;
	operation: TestedOperation;
	expected: Expected;
}

export function pairs(operations: TestedOperation[]): Pair[] {
	return FAULTS.flatMap((fault) =>
		operations.flatMap((operation) => {
			const expected = fault.expected(operation);
			return expected === undefined ? [] : [{ fault, operation, expected }];
		}),
	);
}

/** What happened to one fault against one operation. `undefined` calls = there is nobody to count. */
export interface FaultResult extends Pair {
	/** The fault persists, the node continues: what each item got. */
	always: { items: ItemOutcome[]; calls?: number; renewals?: number };
	/** The fault persists, the node stops. */
	stop: { status: string; error?: Run['error']; calls?: number; renewals?: number };
	/** The fault occurs once, for one of three items. */
	once?: { items: ItemOutcome[]; calls: number; renewals: number };
}

export interface ItemOutcome {
	json: Record<string, unknown>;
	pairedItem: unknown;
}

export const ITEMS_WHEN_ONCE = 3;
const LONG_TIMEOUT = 60_000;

/** Runs all pairs, on several servers of each service side by side. */
export async function runAll(
	environment: Environment,
	pairs: Pair[],
	parallel: Record<ServiceName, number>,
	servers: OtherServers,
): Promise<FaultResult[]> {
	const byService = await Promise.all(
		(['saison', 'marta'] as const).map(async (name) => {
			const queue = longestFirst(pairs.filter(({ operation }) => operation.service === name));
			const results: FaultResult[] = [];
			await Promise.all(
				Array.from({ length: parallel[name] }, async () => {
					const service = await FaultyService.open(environment, name);
					try {
						await service.warmUp(OPERATIONS);
						for (let pair = queue.shift(); pair; pair = queue.shift()) {
							results.push(await runPair(environment, service, pair, servers));
						}
					} finally {
						await service.close();
					}
				}),
			);
			return results;
		}),
	);
	const all = byService.flat();
	// In the order of the lists, whichever server they ran on.
	return pairs.map(({ fault, operation }) => {
		const found = all.find((one) => one.fault === fault && one.operation === operation);
		return found as FaultResult;
	});
}

function longestFirst(pairs: Pair[]): Pair[] {
	const weight = ({ expected, operation, fault }: Pair): number =>
		(expected.recovery === 'retry' && operation.kind === 'read' ? 10 : 0) + (fault.timeout ? 1 : 0);
	return [...pairs].sort((a, b) => weight(b) - weight(a));
}

async function runPair(
	environment: Environment,
	service: FaultyService,
	pair: Pair,
	servers: OtherServers,
): Promise<FaultResult> {
	const { fault } = pair;
	if (typeof fault.fault !== 'function') {
		return 'baseUrl' in fault.fault
			? await runAddress(environment, pair, fault.fault.baseUrl(servers))
			: await runClock(environment, pair, fault.fault.clockOffsetS);
	}
	const { method, path } = pair.operation;
	const order: FaultOrder = { match: { method, path }, fault: fault.fault(servers.decoy) };
	return {
		...pair,
		...(await runPersistent(service, pair, order)),
		once: await runOnce(service, pair, order),
	};
}

function steps({ fault }: Pair): { keepOn: Step; stop: Step } {
	const timeout = fault.timeout ?? LONG_TIMEOUT;
	const options = { timeout, maxConcurrentRequests: fault.concurrency ?? 2 };
	return {
		keepOn: { name: 'Continues', continues: true, options },
		stop: { name: 'Stops', continues: false, options: { ...options, maxConcurrentRequests: 1 } },
	};
}

async function runPersistent(
	service: FaultyService,
	pair: Pair,
	order?: FaultOrder,
): Promise<Pick<FaultResult, 'always' | 'stop'>> {
	const { operation, fault } = pair;
	if (order) service.order({ ...order, times: 0 });
	const { mark } = service;
	const run = await service.run(operation, fault.items ?? 2, [
		steps(pair).keepOn,
		steps(pair).stop,
	]);
	const stopStarted = run.nodes.Stops?.[0].startTime ?? Infinity;
	const [before, after] = [true, false].map((isBefore) =>
		count(service, mark, operation, ({ at }) => Date.parse(at) <= stopStarted === isBefore),
	);
	return {
		always: { items: outcomes(run, 'Continues'), ...before },
		stop: { status: run.status, error: run.error, ...after },
	};
}

/** On a server of its own, since n8n remembers for each address how wrong the clock is. */
async function runClock(
	environment: Environment,
	pair: Pair,
	clockOffsetS: number,
): Promise<FaultResult> {
	const service = await FaultyService.open(environment, pair.operation.service);
	try {
		await service.warmUp(OPERATIONS);
		service.setClock(clockOffsetS);
		return { ...pair, ...(await runPersistent(service, pair)) };
	} finally {
		await service.close();
	}
}

async function runOnce(
	service: FaultyService,
	pair: Pair,
	order: FaultOrder,
): Promise<FaultResult['once']> {
	const { operation, fault } = pair;
	const { hits = 1, timeout: short = LONG_TIMEOUT } = fault;
	service.order({ ...order, times: 1, skip: hits });
	const { mark } = service;
	const { keepOn } = steps(pair);
	// A good response has time to come, however busy the machine is.
	const timeout = `={{ $json.index === ${hits} ? ${short} : ${LONG_TIMEOUT} }}`;
	const step = { ...keepOn, options: { ...keepOn.options, timeout, maxConcurrentRequests: 1 } };
	const run = await service.run(operation, ITEMS_WHEN_ONCE, [step]);
	return { items: outcomes(run, 'Continues'), ...count(service, mark, operation) };
}

function count(
	service: FaultyService,
	mark: number,
	operation: TestedOperation,
	matches: (seen: RecordedRequest) => boolean = () => true,
): { calls: number; renewals: number } {
	const seen = (route: { method: string; path: string }): number =>
		service.seenSince(mark, route).filter(matches).length;
	// A login is the call itself.
	return {
		calls: seen(operation),
		renewals: operation.kind === 'login' ? 0 : seen(service.renewal),
	};
}

/** The item's token spares the login, which would meet the fault before the call does. */
async function runAddress(
	environment: Environment,
	pair: Pair,
	baseUrl: string,
): Promise<Pick<FaultResult, 'always' | 'stop'> & Pair> {
	const { operation, fault } = pair;
	const { saisonConnectApi, martaApi } = environment.sandbox.credentials;
	const isSaison = operation.service === 'saison';
	const data = isSaison
		? { ...saisonConnectApi, authorizationCode: '' }
		: martaApi[operation.credential === 'till' ? 'terminal' : 'customersynchro'];
	const credential = await createCredential(
		environment,
		isSaison ? 'saisonConnectApi' : 'martaApi',
		{
			...data,
			baseUrl,
		},
	);
	const token =
		operation.kind === 'login' ? {} : { [isSaison ? 'memberAccessToken' : 'sessionToken']: 'own' };
	const { keepOn, stop } = steps(pair);
	const both = [keepOn, stop].map((step) => ({ ...step, options: { ...step.options, ...token } }));
	const input = Array.from({ length: fault.items ?? 2 }, (_, index) => ({
		index,
		continues: { code: `code-${index}`, refreshToken: `refresh-token-${index}` },
		stops: { code: `other-code-${index}`, refreshToken: `other-refresh-token-${index}` },
	}));
	const run = await runSteps(environment, operation, credential, input, both);
	return {
		...pair,
		always: { items: outcomes(run, 'Continues') },
		stop: { status: run.status, error: run.error },
	};
}

function outcomes(run: Run, node: string): ItemOutcome[] {
	return (run.nodes[node] ?? [])
		.flatMap(({ data }) => data?.main?.[0] ?? [])
		.map(({ json, pairedItem }) => ({ json, pairedItem }));
}
