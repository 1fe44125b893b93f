import { echoed, executionIn, itemOf, lastNumber } from './load';
import { call, echo, numbered, publishChain, splitItems, type Called } from './workflows';
import { executionsOf, runDataOf, senderOf, sleep, type QueueWorld } from './world';

export const ITEMS = 400;
const LATENCY_MS = 200;
/** What a run has sent when its worker ends. */
const PART = 100;

export interface Ending {
	worker: string;
	answer: Called;
	/** From the end of the worker to the caller's answer. */
	waitedMs: number;
	/** What n8n says of the execution. */
	statuses: string[];
	error: string;
	/** The items that the stand-in saw until the worker ended, and 5 s after the caller had his answer. */
	itemsBefore: number[];
	itemsAfter: number[];
	executions: string[];
	/** A call of another workflow while the caller waits. */
	meanwhile: Called;
}

/**
 * Ends the worker that has a run of slow calls in its hands, and starts it again at once as a supervisor
 * would.
 */
export async function playEnding(
	world: QueueWorld,
	{ method, how, other }: { method: 'GET' | 'POST'; how: 'kill' | 'terminate'; other: string },
): Promise<Ending> {
	const { cluster, sandbox, saison } = world;
	const path = `${how}-${method.toLowerCase()}`;
	const workflow = await publishChain(world, path, [
		splitItems(),
		echo(saison, method, { field: '$json.item' }),
	]);
	sandbox.saison.settings({ delayMs: LATENCY_MS });
	const from = lastNumber(world);
	const calling = call(world, path, { items: numbered(ITEMS) });
	while (echoed(world, from).length < PART) await sleep(20);
	const worker = senderOf(echoed(world, from)[0]);

	await cluster[how](worker);
	const endedAt = Date.now();
	const itemsBefore = echoed(world, from).map(itemOf);
	const restarting = cluster.restart(worker);
	const meanwhile = await call(world, other);
	const answer = await calling;
	const waitedMs = Date.now() - endedAt;
	await restarting;
	await sleep(5000);
	sandbox.saison.settings({ delayMs: 0 });
	const seen = echoed(world, from);
	const executions = await executionsOf(world, workflow.id);
	const last = executions[executions.length - 1];
	const { error } = (await runDataOf(world, last.id)).resultData as { error?: Error };
	return {
		worker,
		answer,
		waitedMs,
		statuses: executions.map(({ status }) => status),
		error: error?.message ?? '',
		itemsBefore,
		itemsAfter: seen.map(itemOf),
		executions: [...new Set(seen.map(executionIn))],
		meanwhile,
	};
}

/** The time of one run of `ITEMS` reads, and of two halves side by side. */
export async function playSync(world: QueueWorld): Promise<{
	computedMs: number;
	oneMs: number;
	halvesMs: number;
	halvesOn: string[];
}> {
	const { sandbox, saison } = world;
	const node = echo(saison, 'GET', { field: '$json.item' });
	const { path } = await publishChain(world, 'sync', [splitItems(), node]);
	sandbox.saison.settings({ delayMs: LATENCY_MS });
	const one = await call(world, path, { items: numbered(ITEMS) });
	const from = lastNumber(world);
	const began = Date.now();
	const half = ITEMS / 2;
	const halves = await Promise.all([
		call(world, path, { items: numbered(half) }),
		call(world, path, { items: numbered(half, half) }),
	]);
	const halvesMs = Date.now() - began;
	sandbox.saison.settings({ delayMs: 0 });
	expect([one, ...halves].map(({ status }) => status)).toEqual([200, 200, 200]);
	expect(new Set(echoed(world, from).map(itemOf)).size).toBe(ITEMS);
	const halvesOn = [...new Set(echoed(world, from).map(senderOf))];
	return { computedMs: (ITEMS * LATENCY_MS) / 10, oneMs: one.ms, halvesMs, halvesOn };
}
