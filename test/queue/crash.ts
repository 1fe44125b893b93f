import { pollUntil } from '../../tools/support/poll';
import { pauseUntil, PATIENCE_MS } from '../host/gate';
import { echoed, executionIn, itemOf, lastNumber } from './load';
import { call, ECHO, echo, numbered, publishChain, splitItems, type Called } from './workflows';
import { executionsOf, runDataOf, senderOf, sleep, type QueueEnvironment } from './environment';

export const ITEMS = 400;
const LATENCY_MS = 200;
/** What a run has open at most. */
export const CONCURRENCY = 10;
/** The responses that a run has when its worker ends. */
const PART = 100;

export interface Crash {
	worker: string;
	response: Called;
	/** From the end of the worker to the caller's response. */
	waitedMs: number;
	/** What n8n says of the execution. */
	statuses: string[];
	error: string;
	/** The items that the sandbox saw until the worker ended, and until 5 s after the caller got its response. */
	itemsBefore: number[];
	itemsAfter: number[];
	executions: string[];
	/** A call of another workflow while the caller waits. */
	meanwhile: Called;
}

/** Ends the worker that is running slow calls, and starts it again at once, as a process manager would. */
export async function runCrash(
	environment: QueueEnvironment,
	{ method, how, other }: { method: 'GET' | 'POST'; how: 'kill' | 'terminate'; other: string },
): Promise<Crash> {
	const { cluster, sandbox, saison } = environment;
	const path = `${how}-${method.toLowerCase()}`;
	const workflow = await publishChain(environment, path, [
		splitItems(),
		echo(saison, method, { field: '$json.item' }),
	]);
	sandbox.saison.settings({ delayMs: LATENCY_MS });
	const from = lastNumber(environment);
	// The worker has exactly as many requests open as it may when it ends: none is on its way.
	let isTime = (): boolean => false;
	const order = { match: { path: ECHO }, skip: PART, times: 0 };
	const goingOn = pauseUntil(sandbox.saison, order, () => isTime());
	const calling = call(environment, path, { items: numbered(ITEMS) });
	await pollUntil(() => echoed(environment, from).length === PART + CONCURRENCY, {
		timeout: PATIENCE_MS,
		interval: 20,
	});
	const worker = senderOf(echoed(environment, from)[0]);

	// One that is asked to end finishes the run first.
	if (how === 'terminate') isTime = () => cluster.isStopping(worker);
	await cluster[how](worker);
	isTime = () => true;
	await goingOn;
	const endedAt = Date.now();
	const itemsBefore = echoed(environment, from).map(itemOf);
	const restarting = cluster.restart(worker);
	const meanwhile = await call(environment, other);
	const response = await calling;
	const waitedMs = Date.now() - endedAt;
	await restarting;
	// Two of n8n's searches for killed workers, see shortLocks.
	await sleep(5000);
	sandbox.saison.settings({ delayMs: 0 });
	const seen = echoed(environment, from);
	const executions = await executionsOf(environment, workflow.id);
	const last = executions[executions.length - 1];
	const { error } = (await runDataOf(environment, last.id)).resultData as { error?: Error };
	return {
		worker,
		response,
		waitedMs,
		statuses: executions.map(({ status }) => status),
		error: error?.message ?? '',
		itemsBefore,
		itemsAfter: seen.map(itemOf),
		executions: [...new Set(seen.map(executionIn))],
		meanwhile,
	};
}

/** One run of `ITEMS` reads, then two halves side by side: the time, and how many requests were open at most. */
export async function runSync(environment: QueueEnvironment): Promise<{
	computedMs: number;
	oneMs: number;
	openInOne: number;
	halvesMs: number;
	openInHalves: number;
	halvesOn: string[];
}> {
	const { sandbox, saison } = environment;
	const node = echo(saison, 'GET', { field: '$json.item' });
	const { path } = await publishChain(environment, 'sync', [splitItems(), node]);
	// The first responses come only when so many requests are open.
	const waitFor = async (count: number): Promise<void> =>
		await pauseUntil(
			sandbox.saison,
			{ match: { path: ECHO }, times: count },
			(paused) => paused === count,
		);
	const mostOpen = (): number => sandbox.saison.counts().maxOpen.byRoute[`GET ${ECHO}`];
	sandbox.saison.settings({ delayMs: LATENCY_MS });
	const full = waitFor(CONCURRENCY);
	const one = await call(environment, path, { items: numbered(ITEMS) });
	await full;
	const openInOne = mostOpen();
	const from = lastNumber(environment);
	const began = Date.now();
	const half = ITEMS / 2;
	const bothFull = waitFor(2 * CONCURRENCY);
	const halves = await Promise.all([
		call(environment, path, { items: numbered(half) }),
		call(environment, path, { items: numbered(half, half) }),
	]);
	const halvesMs = Date.now() - began;
	await bothFull;
	sandbox.saison.settings({ delayMs: 0 });
	expect([one, ...halves].map(({ status }) => status)).toEqual([200, 200, 200]);
	expect(new Set(echoed(environment, from).map(itemOf)).size).toBe(ITEMS);
	const halvesOn = [...new Set(echoed(environment, from).map(senderOf))];
	const computedMs = (ITEMS * LATENCY_MS) / CONCURRENCY;
	return { computedMs, oneMs: one.ms, openInOne, halvesMs, openInHalves: mostOpen(), halvesOn };
}
