import type { FaultOrder, RecordedRequest } from '../../sandbox';
import { Lane, runSteps, type Run, type Step } from './faults-lane';
import type { Expected, OtherServers, PlayedFault } from './faults-expected';
import { FAULTS } from './faults-list';
import { OPERATIONS, type PlayedOperation, type ServiceName } from './faults-operations';
import { createCredential, type World } from './world';

/** Every pair that is played, in the order of the lists. */
export interface Pair {
	fault: PlayedFault;
	operation: PlayedOperation;
	expected: Expected;
}

export function pairs(operations: PlayedOperation[]): Pair[] {
	return FAULTS.flatMap((fault) =>
		operations.flatMap((operation) => {
			const expected = fault.expected(operation);
			return expected === undefined ? [] : [{ fault, operation, expected }];
		}),
	);
}

/** What happened to one fault against one operation. `undefined` calls = there is nobody to count. */
export interface Played extends Pair {
	/** The fault stays, the node goes on: what each item got. */
	always: { items: ItemOutcome[]; calls?: number; renewals?: number };
	/** The fault stays, the node stops. */
	stop: { status: string; error?: Run['error']; calls?: number; renewals?: number };
	/** The fault comes once, for one of three items. */
	once?: { items: ItemOutcome[]; calls: number; renewals: number };
}

export interface ItemOutcome {
	json: Record<string, unknown>;
	pairedItem: unknown;
}

export const ITEMS_WHEN_ONCE = 3;

/** Plays all pairs, each service in lanes of its own beside each other. */
export async function playAll(
	world: World,
	pairs: Pair[],
	lanes: Record<ServiceName, number>,
	servers: OtherServers,
): Promise<Played[]> {
	const played = await Promise.all(
		(['saison', 'marta'] as const).map(async (service) => {
			const queue = longestFirst(pairs.filter(({ operation }) => operation.service === service));
			const results: Played[] = [];
			await Promise.all(
				Array.from({ length: lanes[service] }, async () => {
					const lane = await Lane.open(world, service);
					try {
						await lane.warmUp(OPERATIONS);
						for (let pair = queue.shift(); pair; pair = queue.shift()) {
							results.push(await play(world, lane, pair, servers));
						}
					} finally {
						await lane.close();
					}
				}),
			);
			return results;
		}),
	);
	const all = played.flat();
	// In the order of the lists, whoever played them.
	return pairs.map(({ fault, operation }) => {
		const found = all.find((one) => one.fault === fault && one.operation === operation);
		return found as Played;
	});
}

function longestFirst(pairs: Pair[]): Pair[] {
	const weight = ({ expected, operation, fault }: Pair): number =>
		(expected.cure === 'repeat' && operation.kind === 'read' ? 10 : 0) + (fault.timeout ? 1 : 0);
	return [...pairs].sort((a, b) => weight(b) - weight(a));
}

async function play(world: World, lane: Lane, pair: Pair, servers: OtherServers): Promise<Played> {
	const { fault } = pair;
	if (typeof fault.fault !== 'function') {
		return await playAddress(world, pair, fault.fault.baseUrl(servers));
	}
	const { method, path } = pair.operation;
	const order: FaultOrder = { match: { method, path }, fault: fault.fault(servers.decoy) };
	return {
		...pair,
		...(await playStaying(lane, pair, order)),
		once: await playOnce(lane, pair, order),
	};
}

function steps({ fault }: Pair): { goOn: Step; stop: Step } {
	const timeout = fault.timeout ?? 20_000;
	const options = { timeout, maxConcurrentRequests: fault.concurrency ?? 2 };
	return {
		goOn: { name: 'Goes On', goesOn: true, options },
		stop: { name: 'Stops', goesOn: false, options: { ...options, maxConcurrentRequests: 1 } },
	};
}

async function playStaying(
	lane: Lane,
	pair: Pair,
	order: FaultOrder,
): Promise<Pick<Played, 'always' | 'stop'>> {
	const { operation, fault } = pair;
	lane.order({ ...order, times: 0 });
	const { mark } = lane;
	const run = await lane.run(operation, fault.items ?? 2, [steps(pair).goOn, steps(pair).stop]);
	const stopStarted = run.nodes.Stops?.[0].startTime ?? Infinity;
	const [before, after] = [true, false].map((isBefore) =>
		count(lane, mark, operation, ({ at }) => Date.parse(at) <= stopStarted === isBefore),
	);
	return {
		always: { items: outcomes(run, 'Goes On'), ...before },
		stop: { status: run.status, error: run.error, ...after },
	};
}

async function playOnce(lane: Lane, pair: Pair, order: FaultOrder): Promise<Played['once']> {
	const { operation, fault } = pair;
	lane.order({ ...order, times: 1, skip: fault.hits ?? 1 });
	const { mark } = lane;
	const { goOn } = steps(pair);
	const step = { ...goOn, options: { ...goOn.options, maxConcurrentRequests: 1 } };
	const run = await lane.run(operation, ITEMS_WHEN_ONCE, [step]);
	return { items: outcomes(run, 'Goes On'), ...count(lane, mark, operation) };
}

function count(
	lane: Lane,
	mark: number,
	operation: PlayedOperation,
	matches: (seen: RecordedRequest) => boolean = () => true,
): { calls: number; renewals: number } {
	const seen = (route: { method: string; path: string }): number =>
		lane.seenSince(mark, route).filter(matches).length;
	// A login is the call itself.
	return { calls: seen(operation), renewals: operation.kind === 'login' ? 0 : seen(lane.renewal) };
}

/** The item's own token spares the login, which would meet the fault before the call does. */
async function playAddress(
	world: World,
	pair: Pair,
	baseUrl: string,
): Promise<Pick<Played, 'always' | 'stop'> & Pair> {
	const { operation, fault } = pair;
	const { saisonConnectApi, martaApi } = world.sandbox.credentials;
	const isSaison = operation.service === 'saison';
	const data = isSaison
		? { ...saisonConnectApi, authorizationCode: '' }
		: martaApi[operation.credential === 'till' ? 'terminal' : 'customersynchro'];
	const credential = await createCredential(world, isSaison ? 'saisonConnectApi' : 'martaApi', {
		...data,
		baseUrl,
	});
	const token =
		operation.kind === 'login' ? {} : { [isSaison ? 'memberAccessToken' : 'sessionToken']: 'own' };
	const { goOn, stop } = steps(pair);
	const both = [goOn, stop].map((step) => ({ ...step, options: { ...step.options, ...token } }));
	const input = Array.from({ length: fault.items ?? 2 }, (_, index) => ({
		index,
		goesOn: { code: `code-${index}`, refreshToken: `refresh-token-${index}` },
		stops: { code: `other-code-${index}`, refreshToken: `other-refresh-token-${index}` },
	}));
	const run = await runSteps(world, operation, credential, input, both);
	return {
		...pair,
		always: { items: outcomes(run, 'Goes On') },
		stop: { status: run.status, error: run.error },
	};
}

function outcomes(run: Run, node: string): ItemOutcome[] {
	return (run.nodes[node] ?? [])
		.flatMap(({ data }) => data?.main?.[0] ?? [])
		.map(({ json, pairedItem }) => ({ json, pairedItem }));
}
